"""Everything on file about numbers, as one value: what the bulk join fills facts from."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ringfence.preferences.consents import Consents
from ringfence.preferences.history import History
from ringfence.preferences.kept import KeptConsents, KeptObjections
from ringfence.preferences.register import Register


@dataclass(frozen=True)
class Evidence:
    """The files of a campaign, and what is kept elsewhere; what is absent makes its facts unknown, never false."""

    registers: tuple[Register, ...] = ()
    objections: Path | None = None
    consents: Consents | None = None
    history: History | None = None
    until: date | None = None  # the last day on which the answers are used: a listing grows older until then
    kept_objections: KeptObjections | None = None
    kept_consents: KeptConsents | None = None

    @property
    def tells_objections(self) -> bool:
        """Whether anything says who objected: else nobody knows of any number."""
        return bool(self.objections or self.kept_objections)

    @property
    def tells_consents(self) -> bool:
        """Whether anything says who consented."""
        return bool(self.consents or self.kept_consents)
