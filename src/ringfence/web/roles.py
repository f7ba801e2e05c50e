"""Who may do what. A person has one role; a page names the roles that may see it."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is here to do."""

    ADMINISTRATOR = "administrator"  # accounts and keys; no campaign, no case
    OFFICER = "compliance_officer"
    MANAGER = "campaign_manager"
    AGENT = "agent"
    COMPLAINTS = "complaints_officer"
    AUDITOR = "auditor"  # reads everything, changes nothing

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


EVERYBODY = frozenset(Role)
PUBLIC = frozenset[Role]()  # together with `public=True` only: no account is asked for
DESK = frozenset({Role.OFFICER, Role.MANAGER})
READS_CAMPAIGNS = DESK | {Role.AUDITOR}
CASEWORK = frozenset({Role.COMPLAINTS, Role.OFFICER})
READS_CASES = CASEWORK | {Role.AUDITOR}
SECOND_FACTOR = EVERYBODY - {Role.AGENT}  # whoever may sign, release, export or administer proves it twice
PROVIDER = "second-factor-by-provider"  # in the session: whether single sign-on has asked for it
