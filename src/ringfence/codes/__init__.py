"""Softer rules of the same shape as the law: regulators' policy, codes of practice, and our own caution."""

from ringfence.codes import (
    calling_hours,
    consent,
    dialling,
    fundraising,
    list_hygiene,
    ofcom,
    political,
    regulatory_action,
    research,
    research_practice,
    service,
)
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (
    *political.RULES,
    *consent.RULES,
    *research.RULES,
    *calling_hours.RULES,
    *list_hygiene.RULES,
    *dialling.RULES,
    *ofcom.RULES,
    *regulatory_action.RULES,
    *research_practice.RULES,
    *fundraising.RULES,
    *service.RULES,
)
