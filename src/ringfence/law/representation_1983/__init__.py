"""The Representation of the People Act 1983, as far as it meets a telephone campaign, by subject."""

from ringfence.law.representation_1983 import canvassing, expenses, secrecy, statements
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (*canvassing.RULES, *statements.RULES, *secrecy.RULES, *expenses.RULES)
