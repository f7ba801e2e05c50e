"""What several answers share."""

from typing import Generic, Literal, TypeVar

from msgspec import Struct

T = TypeVar("T")
Decision = Literal["allow", "hold", "block"]


class Answer(Struct, frozen=True, kw_only=True):
    """An answer, or a part of one."""


class Problem(Answer, frozen=True, kw_only=True):
    """Why something cannot be answered (RFC 9457); `type` ends in a stable code."""

    type: str
    title: str
    status: int
    detail: str

    @property
    def code(self) -> str:
        """The stable code, such as number-unreadable."""
        return self.type.rpartition(":")[2]


class Page(Struct, Generic[T], frozen=True, kw_only=True):
    """Some of many; `next` is the cursor of the page after, None on the last."""

    items: list[T]
    next: str | None


class Reason(Answer, frozen=True, kw_only=True):
    """A reason code and its words."""

    code: str
    words: str
