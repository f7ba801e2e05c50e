"""What a key may do. A scope is named after what it allows; a key has those that it was given, and no more."""

from collections.abc import Mapping
from enum import StrEnum

from ringfence.web import roles
from ringfence.web.roles import Role


class Scope(StrEnum):
    """One permission."""

    LAW = "law:read"
    SCRIPTS = "scripts:check"
    CAMPAIGNS = "campaigns:read"
    CHECKING = "campaigns:check"
    EDITING = "campaigns:edit"
    WAIVING = "campaigns:waive"
    SIGNING = "campaigns:sign"
    RESULTS = "campaigns:export"
    NUMBERS = "numbers:explain"
    ACCOUNTS = "numbers:account"
    OBJECTING = "objections:add"
    OBJECTIONS_OUT = "objections:export"
    CONSENTS = "consents:read"
    DECISIONS = "decisions:read"
    CASES = "cases:read"
    COMPLAINING = "cases:add"
    CASEWORK = "cases:work"
    PAPERS = "cases:export"
    LEDGER = "ledger:read"
    PROVING = "ledger:prove"
    WEBHOOKS = "webhooks:manage"

    @property
    def words(self) -> str:
        """What it allows, for a person."""
        return WORDS[self]


WORDS = {
    Scope.LAW: "read rules and published outcomes",
    Scope.SCRIPTS: "check a script; nothing is kept",
    Scope.CAMPAIGNS: "read campaigns, their reports and the screenings in the ledger",
    Scope.CHECKING: "start the check of a campaign, or call it off",
    Scope.EDITING: "make campaigns ready: card and files",
    Scope.WAIVING: "let findings of a script stand, with a reason",
    Scope.SIGNING: "sign campaigns",
    Scope.RESULTS: "take out what a check made, with numbers in full, and packs of campaigns",
    Scope.NUMBERS: "ask why a campaign may or may not call a number: shows what was said about it",
    Scope.ACCOUNTS: "read all that is on record about a number",
    Scope.OBJECTING: "record objections",
    Scope.OBJECTIONS_OUT: "take out objections with their numbers in full",
    Scope.CONSENTS: "read what is on file about consent of a number",
    Scope.DECISIONS: "read decisions of the gate and their facts; numbers are masked",
    Scope.CASES: "read cases, without the complainants' names and words",
    Scope.COMPLAINING: "take complaints in",
    Scope.CASEWORK: "work on cases: look for calls, state facts, assess, decide, approve letters",
    Scope.PAPERS: "read drafts of letters and take out packs of cases, with names and words of complainants",
    Scope.LEDGER: "read the ledger's checkpoint and key",
    Scope.PROVING: "take out proofs of entries, with the numbers in them in full",
    Scope.WEBHOOKS: "say where objections are sent, with their numbers in full",
}

# What a key of some campaigns only can be given: what is about one campaign, or about nobody. An objection is taken
# from whoever brings it.
OF_CAMPAIGNS = frozenset(
    {
        Scope.LAW, Scope.SCRIPTS, Scope.CAMPAIGNS, Scope.CHECKING, Scope.NUMBERS, Scope.OBJECTING, Scope.DECISIONS,
        Scope.EDITING, Scope.WAIVING, Scope.SIGNING, Scope.RESULTS,
    }
)  # fmt: skip

# What is done in somebody's name: the key is made for a person of one of these roles, who has taken it on. A program
# answers for nothing; and two keys are not two people.
IN_THE_NAME_OF: Mapping[Scope, frozenset[Role]] = {
    Scope.EDITING: roles.DESK,
    Scope.WAIVING: roles.DESK,
    Scope.SIGNING: roles.DESK,
    Scope.CASEWORK: roles.CASEWORK,
}
