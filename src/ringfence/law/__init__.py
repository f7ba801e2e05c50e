"""The law: one file per instrument. Every rule has its citation, dates, plain sentence and examples."""

from ringfence.law import direct_marketing, pecr_2003, representation_1983
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (*direct_marketing.RULES, *pecr_2003.RULES, *representation_1983.RULES)
