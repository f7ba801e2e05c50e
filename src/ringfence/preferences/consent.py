"""A consent as it is kept: the wording shown, whom it names, what it covers, how it was captured and can be shown.

What nobody recorded is None or empty. Whether it counts is for the law: this only tells what is on file.
"""

import re
from datetime import date, timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ringfence.calendar import months_after

NO = ("no", "n", "false", "f", "0", "none")
NO_PROOF = ("", *NO, "unknown", "na", "tbc")  # n/a, - and ? are among them once their marks are gone

COVERS = ("automated", "live", "sms", "email")
Covers = Literal["automated", "live", "sms", "email"]
GivenBy = Literal["subscriber", "user", "other"]
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


class Consent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The particulars of a consent, a refusal or a withdrawal."""

    given_to: tuple[str, ...] = ()
    wording: str = ""
    wording_sha256: str = ""
    covers: tuple[Covers, ...] | None = None
    proof: str = ""
    proof_sha256: str = ""
    indirect: bool | None = None
    conditional: bool | None = None  # a condition of something else, bundled, ticked beforehand or inferred
    in_call: bool | None = None
    given_by: GivenBy | None = None
    method: str = ""  # how it was captured: a form, a recording, a key
    conditions: str = ""  # what it was made subject to, in words
    valid_for: str = ""  # ISO 8601: P24M
    valid_until: date | None = None
    # What ISO/IEC TS 27560 asks for beside: mostly the same for a whole form.
    purpose: str = ""
    language: str = ""
    notice: str = ""
    address: str = ""
    contact: str = ""
    storage_location: str = ""
    retention: str = ""
    recipients: tuple[str, ...] | None = None
    withdrawal_method: str = ""
    jurisdiction: str = ""

    def as_details(self) -> dict[str, Any]:
        """As an event keeps it; a record always says whom it names, if only that it names nobody."""
        return {"given_to": list(self.given_to), **msgspec.to_builtins(self)}

    def ends(self, given: date | None) -> date | None:
        """The last day on which it stands by its own terms; None if it has no end."""
        if self.valid_until or not self.valid_for or given is None:
            return self.valid_until
        return ends_after(given, self.valid_for)


def consent_of(details: Any) -> Consent:
    """The particulars that an event keeps."""
    return msgspec.convert(details, Consent)


def duration(written: str) -> tuple[int, int] | None:
    """Months and days of a duration like P24M or P1Y6M; None if it is none."""
    found = _DURATION.fullmatch(written)
    if not found or not any(found.groups()):
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return 12 * years + months, 7 * weeks + days


def ends_after(given: date, written: str) -> date:
    """The last day of a duration that begins on a day."""
    if (parts := duration(written)) is None:
        raise ValueError(written)
    months, days = parts
    return (months_after(given, months) if months else given) + timedelta(days=days)
