"""What a store keeps, as a screening is handed it: this room knows no database, so it takes what must be asked.

A source says where it is kept and how far the store had come; both are part of what a screening stood on. The numbers
come when they are asked for, so that a screening that finds them prepared never reads them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from ringfence.preferences.marks import Mark
from ringfence.preferences.register import Register

if TYPE_CHECKING:
    import pyarrow as pa

Keys = npt.NDArray[np.int64]
Rows = tuple[Mapping[str, str], ...]  # what was said of one number: cells by the name of what they are


@dataclass(frozen=True)
class Origin:
    """Where something is kept, and how far the store had come when it was opened; `latest` says how far it is now."""

    name: str
    mark: Mark
    latest: Callable[[], Mark | None] = field(repr=False, compare=False)

    def told(self, rows: int) -> dict[str, object]:
        """The source, for the record."""
        return {"file": self.name, "rows": rows, "kept": True, "version": self.mark.version, "as_of": self.mark.at}


@dataclass(frozen=True)
class Erased:
    """Numbers that were erased and must not be called: they can be told only one by one, in keyed form."""

    forms: frozenset[bytes]
    keyed: Callable[[int], bytes] = field(repr=False, compare=False)

    def holds(self, key: int) -> bool:
        """Whether this number is among them."""
        return self.keyed(key) in self.forms

    def among(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of these numbers are among them; 0 is none. A microsecond or two a number."""
        keyed, forms = self.keyed, self.forms
        return np.fromiter((key > 0 and keyed(key) in forms for key in keys.tolist()), np.bool_, len(keys))


@dataclass(frozen=True)
class KeptObjections:
    """The objections that stand and reach calls of these scopes."""

    origin: Origin
    scopes: tuple[str, ...]
    erased: Erased
    numbers: Callable[[], Keys] = field(repr=False, compare=False)  # in order
    about: Callable[[int], Rows] = field(repr=False, compare=False)


@dataclass(frozen=True)
class KeptConsents:
    """Every consent, refusal and withdrawal that is kept; `callers` and `channel` are those of `consents.Consents`."""

    origin: Origin
    callers: tuple[str, ...]
    channel: Literal["automated", "live"] | None
    table: "Callable[[], pa.Table]" = field(repr=False, compare=False)  # the columns of a file, and `key` and `row`
    about: Callable[[int], Rows] = field(repr=False, compare=False)


@dataclass(frozen=True)
class Kept:
    """What is taken from what is kept, beside or in place of a card's files; None is not asked for, or is not there.

    Objections and consents stand beside those of a card. A register stands in place of the card's file of the same
    kind: of two versions the one in force counts.
    """

    registers: tuple[Register, ...] = ()
    objections: KeptObjections | None = None
    consents: KeptConsents | None = None
    notes: tuple[str, ...] = ()  # what was asked for and is not there

    def over(self, registers: tuple[Register, ...]) -> tuple[Register, ...]:
        """These registers, those that are kept in place of others of their kind."""
        kinds = {each.kind for each in self.registers}
        return (*self.registers, *(each for each in registers if each.kind not in kinds))


NOTHING_KEPT = Kept()
