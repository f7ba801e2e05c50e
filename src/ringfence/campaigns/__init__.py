"""A campaign as it is declared: its card, its sample, and what both say about its purpose."""
