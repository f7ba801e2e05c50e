"""The routes, a module for each noun. They gather and ask, as pages and commands do; the law is elsewhere."""
