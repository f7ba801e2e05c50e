"""Two people for one signature: whether whoever signs is somebody else than those who made it.

Names are all that is compared. The web application hands in the accounts that changed the campaign and the account that
signs; at a command line somebody typed both, which proves that two were named and no more. The signature says which.
"""

from collections.abc import Iterable
from typing import Literal

How = Literal["", "accounts", "names"]  # not asked for; two people signed in; two names were given


def same(one: str, other: str) -> bool:
    """Whether two names are one person's, whatever the case and the spacing."""
    return _plain(one) == _plain(other)


def among(name: str, names: Iterable[str]) -> bool:
    """Whether a name is one of these."""
    return any(same(name, each) for each in names)


def missing(by: str, others: Iterable[str], how: How) -> str:
    """Why this is not the work of two people, and the way out; empty if it is."""
    others = [each for each in others if each.strip()]
    if how == "names":
        way_out = "name whoever looked through it beside whoever signs: --second NAME"
    else:
        way_out = "ask a colleague, who neither made nor changed it, to sign in, look through it and sign"
    if not others:
        return f"the card asks for a second pair of eyes ([gate] four_eyes), and nobody else is named: {way_out}"
    if among(by, others):
        return f"the card asks for a second pair of eyes ([gate] four_eyes), and {by} made or changed it: {way_out}"
    return ""


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
