"""A permit: leave to make one call to one number for a few seconds, signed, and good once.

Only `gate.decide` makes one (a test holds that); a dialler adapter takes a permit, never a number.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Leave to make one call. `token` is its signed form: what a dialler, or a Contact header, may carry."""

    id: str
    number: str  # canonical: +44...
    campaign: str
    reference: str
    expires_at: datetime
    token: str
