"""How far an objection reaches: one campaign, one organisation, every client of one call centre, or everyone.

Names are compared without case, blanks and marks. What nobody said is the widest: "don't call me again" names nobody.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ringfence.errors import RingfenceError

KINDS = ("all", "campaign", "organisation", "call-centre")
FORMS = "campaign:ID, organisation:NAME, call-centre:NAME or all"


class ScopeUnreadable(RingfenceError):
    """A scope in a form we do not know."""

    code = "scope-unreadable"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an objection stops; `name` is empty for everyone."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @property
    def key(self) -> str:
        """The form in which scopes are compared."""
        return f"{self.kind}:{plain(self.name)}" if self.name else self.kind

    @property
    def stops(self) -> str:
        """What is stopped, in words."""
        return {
            "all": "every call of every campaign that asks this store",
            "campaign": f"every call of the campaign {self.name}",
            "organisation": f"every call by or for {self.name}",
            "call-centre": f"every call by {self.name}, for any of its clients",
        }[self.kind]


EVERYONE = Scope("all")


def plain(name: str) -> str:
    """A name without case, blanks and marks: "The Labour-Party" and "the labour party" are one.

    Letters that do not differ in case are kept; a name of marks alone stays as it is, lest it fit every other.
    """
    return re.sub(r"[\W_]+", "", name).casefold() or name.strip().casefold()


def read_scope(written: str) -> Scope:
    """The scope that was written, or the refusal that says which forms there are."""
    kind, _, name = (part.strip() for part in written.partition(":"))
    kind = {"callcentre": "call-centre", "organization": "organisation"}.get(plain(kind), kind.casefold())
    if kind in ("", "all") and not name:
        return EVERYONE
    if kind in KINDS[1:] and name:
        return Scope(kind, name)
    raise ScopeUnreadable(f'"{written}" is no scope. Write {FORMS}.')


def asking(campaign: str | None = None, organisations: Iterable[str] = (), call_centre: str | None = None) -> set[str]:
    """The keys of every scope that stops a call of this campaign, by or for these organisations, from this centre."""
    scopes = [EVERYONE, *(Scope("organisation", name) for name in organisations if name)]
    scopes += [Scope("campaign", campaign)] if campaign else []
    scopes += [Scope("call-centre", call_centre)] if call_centre else []
    return {scope.key for scope in scopes}
