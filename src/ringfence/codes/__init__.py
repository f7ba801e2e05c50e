"""Softer rules of the same shape as the law: regulators' policy, codes of practice, and our own caution."""

from ringfence.codes import calling_hours, consent, list_hygiene, political, research
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (
    *political.RULES,
    *consent.RULES,
    *research.RULES,
    *calling_hours.RULES,
    *list_hygiene.RULES,
)
