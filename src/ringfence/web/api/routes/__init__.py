"""The routes, a module for each noun. They gather and ask, as the pages and the command line do; the law is elsewhere."""
