"""What could follow a breach: sanctions by the day of the conduct, notices and officers as rules, who regulates."""

from ringfence.law.enforcement import notices, officers
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (*notices.RULES, *officers.RULES)
