"""The web application: the same verbs as the command line, for people who would rather look than type.

`ringfence serve` starts it. Each page is declared once, with its path and the roles that may see it (`table.page`);
what is not declared does not exist, and what names no role is open to nobody.
"""
