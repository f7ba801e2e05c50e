"""The Privacy and Electronic Communications (EC Directive) Regulations 2003, whole and dated.

Sources: SI 2003/2426 as amended by SI 2004/1039, SI 2011/1208, SI 2016/524, the Financial Guidance and Claims Act 2018,
SI 2018/1396, SI 2019/419 and the Data (Use and Access) Act 2025. The consolidated text at hand ends on 17 December
2018; later law is read from the amending texts.
"""

from ringfence.law.pecr_2003 import (
    automated,
    consent,
    definitions,
    electronic_mail,
    identity,
    liability,
    live,
    register,
    special_calls,
)
from ringfence.law.pecr_2003.definitions import ATTEMPTS_COUNT_FROM as ATTEMPTS_COUNT_FROM
from ringfence.law.pecr_2003.definitions import IN_FORCE as IN_FORCE
from ringfence.law.pecr_2003.definitions import PECR as PECR
from ringfence.law.pecr_2003.definitions import RECORDED_MODES as RECORDED_MODES
from ringfence.law.pecr_2003.identity import CLI_DUTY_FROM as CLI_DUTY_FROM
from ringfence.law.pecr_2003.live import CLAIMS_FROM as CLAIMS_FROM
from ringfence.law.pecr_2003.live import PENSIONS_FROM as PENSIONS_FROM
from ringfence.law.pecr_2003.register import FILE_GOOD_FOR_DAYS as FILE_GOOD_FOR_DAYS
from ringfence.law.pecr_2003.register import LISTING_GRACE_DAYS as LISTING_GRACE_DAYS
from ringfence.law.pecr_2003.register import SURE_BREACH_DAYS as SURE_BREACH_DAYS
from ringfence.rule import Rule

RULES: tuple[Rule, ...] = (
    *definitions.RULES,
    *automated.RULES,
    *identity.SHOWN,
    *live.RULES,
    *register.RULES,
    *special_calls.RULES,
    *identity.NAMED,
    electronic_mail.PECR_22_VM,
    register.PECR_26_FRESH,
    *electronic_mail.RULES,
    *liability.RULES,
    *consent.RULES,
)
