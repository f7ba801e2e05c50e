"""One number in one register: what stands there about it, for a person or a program."""

from dataclasses import dataclass
from datetime import date

from ringfence.errors import RingfenceError
from ringfence.preferences.register_store.opening import StoredRegister
from ringfence.preferences.register_store.refusals import said


class NotANumber(RingfenceError):
    code = "not-a-number"

    def __init__(self, shown: str, problem: str) -> None:
        named = f'"{shown}"' if shown else "This"
        super().__init__(f"{named} cannot be looked up: {problem}. Give one telephone number.")


@dataclass(frozen=True)
class Standing:
    """Whether the number is listed, since when if that is known, and in which version that was looked up."""

    kind: str
    version: int
    as_of: date
    listed: bool
    listed_on: date | None
    listed_days: int | None

    def told(self) -> str:
        if not self.listed:
            return "not listed"
        if self.listed_on is None or self.listed_days is None:
            return "listed, since when is not known"
        return f"listed since {said(self.listed_on)} ({self.listed_days:,} days)"

    def as_data(self) -> dict[str, object]:
        return {
            "register": self.kind,
            "version": self.version,
            "as_of": self.as_of.isoformat(),
            "listed": self.listed,
            "listed_on": self.listed_on and self.listed_on.isoformat(),
            "listed_days": self.listed_days,
        }


def standing(register: StoredRegister, key: int, on: date) -> Standing:
    """What the register says of an E.164 number given as an integer."""
    national = int(str(key)[2:] or 0) if str(key).startswith("44") else 0
    day = register.listed_on(national)
    days = max((on - day).days, 0) if day else None
    about = register.about
    return Standing(about.kind, about.version, about.as_of, register.contains_key(key), day, days)
