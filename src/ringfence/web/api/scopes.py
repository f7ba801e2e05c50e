"""What a key may do. A scope is named after what it allows; a key has those that it was given, and no more."""

from enum import StrEnum


class Scope(StrEnum):
    """One permission."""

    LAW = "law:read"
    SCRIPTS = "scripts:check"
    CAMPAIGNS = "campaigns:read"
    CHECKING = "campaigns:check"
    NUMBERS = "numbers:explain"
    ACCOUNTS = "numbers:account"
    OBJECTING = "objections:add"
    OBJECTIONS_OUT = "objections:export"
    CONSENTS = "consents:read"
    DECISIONS = "decisions:read"
    CASES = "cases:read"
    COMPLAINING = "cases:add"
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
    Scope.CHECKING: "start the check of a campaign",
    Scope.NUMBERS: "ask why a campaign may or may not call a number: shows what was said about it",
    Scope.ACCOUNTS: "read all that is on record about a number",
    Scope.OBJECTING: "record objections",
    Scope.OBJECTIONS_OUT: "take out objections with their numbers in full",
    Scope.CONSENTS: "read what is on file about consent of a number",
    Scope.DECISIONS: "read decisions of the gate and their facts; numbers are masked",
    Scope.CASES: "read cases, without the complainants' names and words",
    Scope.COMPLAINING: "take complaints in",
    Scope.LEDGER: "read the ledger's checkpoint and key",
    Scope.PROVING: "take out proofs of entries, with the numbers in them in full",
    Scope.WEBHOOKS: "say where objections are sent, with their numbers in full",
}

# What a key of some campaigns only can be given: what is about one campaign, or about nobody. An objection is taken
# from whoever brings it.
OF_CAMPAIGNS = frozenset(
    {
        Scope.LAW, Scope.SCRIPTS, Scope.CAMPAIGNS, Scope.CHECKING, Scope.NUMBERS, Scope.OBJECTING, Scope.DECISIONS,
    }
)  # fmt: skip
