"""The law: one file per instrument. Every rule has its citation, dates, plain sentence and examples."""

from ringfence.law import (
    communications_2003,
    direct_marketing,
    dpa_1998,
    dpa_2018,
    elections_2022,
    enforcement,
    pecr_2003,
    ppera_2000,
    registers_2001,
    representation_1983,
    telecoms_1999,
    uk_gdpr,
    uk_gdpr_rights,
)
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (
    *direct_marketing.RULES,
    *pecr_2003.RULES,
    *telecoms_1999.RULES,
    *representation_1983.RULES,
    *ppera_2000.RULES,
    *elections_2022.RULES,
    *communications_2003.RULES,
    *dpa_1998.RULES,
    *enforcement.RULES,
    *uk_gdpr.RULES,
    *uk_gdpr_rights.RULES,
    *dpa_2018.RULES,
    *registers_2001.RULES,
)
