"""How far a store had come: what says whether something that was read from it is still what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """The last event of a store: its number, which grows with every event, its id, and when it was recorded."""

    version: int
    id: str
    at: str
