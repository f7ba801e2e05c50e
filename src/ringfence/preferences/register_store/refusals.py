"""Why a register is not loaded or cannot be used: each with the way out."""

from datetime import date
from pathlib import Path

from ringfence.errors import RingfenceError


def said(day: date) -> str:
    """The day as people write it."""
    return f"{day.day} {day:%B %Y}"


class StoreDamaged(RingfenceError):
    """What lies in the store is not what was put there."""

    code = "register-store-damaged"

    def __init__(self, place: Path, reason: str) -> None:
        super().__init__(f"{place}: {reason}. Load the register again with `ringfence register load`.")


class StoreOfAnotherVersion(RingfenceError):
    code = "register-store-of-another-version"

    def __init__(self, place: Path, found: int) -> None:
        super().__init__(f"{place}: written in form {found}, which this version does not know. Use a newer Ringfence.")


class BeingLoaded(RingfenceError):
    code = "register-being-loaded"

    def __init__(self, place: Path) -> None:
        super().__init__(f"{place}: another load or prune is at work. Wait until it has ended, and try again.")


class DateAhead(RingfenceError):
    code = "register-date-ahead"

    def __init__(self, as_of: date, today: date) -> None:
        super().__init__(
            f"The register cannot have been drawn on {said(as_of)}: today is {said(today)}. "
            "Give the day on which the file was drawn, with --as-of."
        )


class RegisterOlder(RingfenceError):
    code = "register-older"

    def __init__(self, file: Path, kind: str, as_of: date, newer: date) -> None:
        super().__init__(
            f"{file}: drawn on {said(as_of)}, but the {kind.upper()} in force was drawn on {said(newer)}. "
            "Load the newest file; if the day is wrong, give it with --as-of."
        )


class RegisterShrank(RingfenceError):
    code = "register-shrank"

    def __init__(self, file: Path, kind: str, count: int, before: int, limit: float) -> None:
        less = 1 - count / before
        super().__init__(
            f"{file}: {count:,} numbers, {less:.1%} fewer than the {before:,} of the {kind.upper()} in force; at most "
            f"{limit:.0%} may go. Check that the file is whole and of the {kind.upper()}. If it is, say who accepts "
            "the loss: --accept-shrink NAME."
        )


class OtherRegister(RingfenceError):
    code = "register-of-another-kind"

    def __init__(self, file: Path, kind: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}, not the {kind.upper()}. Name the right file or the right register.")


class FileChanged(RingfenceError):
    code = "register-file-changed"

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file}: changed while it was read. Wait until it is complete, and load it again.")


class NoRegister(RingfenceError):
    code = "no-register"

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"No register is kept in {home}. Load one: ringfence register load tps FILE --as-of 2026-11-01."
        )
