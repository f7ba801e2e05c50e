"""The table of routes: each is declared where it is written, with its method, path, scope and types.

    @route("GET", "rules/{rule}", scope=Scope.LAW, query=asked.OnDay, answers=answers.Rule)
    def rule(asking: Asking, query: asked.OnDay, rule: str) -> answers.Rule: ...

What it takes is a type of `client.asked`, or `Incoming`: a file, as it comes. What it answers is one of
`client.answers`, or `Outgoing`: a file.

Our own table on msgspec, and not django-ninja: it would bring pydantic beside msgspec, and a second place that decides
who may ask. A route without a scope cannot be declared unless it says that it is public.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from ringfence.web.api.models import ApiKey
from ringfence.web.api.problems import Wrong
from ringfence.web.api.scopes import Scope

MODULES = (
    "about", "law", "scripts", "campaigns", "campaign_files", "campaign_waivers", "campaign_signing",
    "campaign_results", "numbers", "objections", "decisions", "cases", "case_steps", "case_papers", "ledger",
    "webhooks",
)  # fmt: skip
MIB = 1 << 20
PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and when; `name` is what the sender calls this request, if it may be sent again.

    `before`: it was done under this name already, and its answer was too secret to keep. It is answered anew, and not
    done.
    """

    key: ApiKey | None
    now: datetime
    name: str = ""
    before: bool = False

    @property
    def by(self) -> str:
        """As the ledger names it."""
        return str(self.key) if self.key else ""

    @property
    def person(self) -> str:
        """In whose name it is done, as signatures name them; empty where the scope asks for nobody."""
        return str(self.key.person) if self.key and self.key.person else ""

    def may(self, campaign: str) -> bool:
        """Whether whoever asks may ask about this campaign."""
        return self.key is not None and self.key.may(campaign)

    def check(self, campaign: str) -> None:
        """Refuses a key that is of other campaigns only."""
        if not self.may(campaign):
            raise Wrong(403, "not-your-campaign", "This key is of other campaigns only.")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it comes in: a piece at a time, none of it kept in memory; one that breaks off is refused."""

    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that is handed out."""

    name: str
    content: Path | bytes


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path."""

    method: str
    path: str
    view: Callable[..., Any]
    scope: Scope | None  # None: open to everybody
    query: type | None
    asks: type | None
    answers: Any  # a type; None: an empty answer
    status: int
    changes: bool  # it changes something: sent again with the same Idempotency-Key it is done once
    secret: bool  # its answer is kept by no cache, and not for the next time: sent again it is made again
    most: int  # bytes of its body
    slow: bool  # it reads whole lists, which takes minutes

    @property
    def name(self) -> str:
        return self.view.__name__

    @property
    def says(self) -> str:
        """What it is for: the first line of its docstring."""
        return (self.view.__doc__ or "").strip().partition("\n")[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(PARAMETER.findall(self.path))


_ROUTES: dict[str, Route] = {}


def route(
    method: str,
    path: str,
    *,
    answers: Any,
    scope: Scope | None = None,
    public: bool = False,
    query: type | None = None,
    asks: type | None = None,
    status: int = 200,
    changes: bool = False,
    secret: bool = False,
    most: int = MIB // 8,
    slow: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declares a function as what answers this method of this path."""
    if (scope is None) != public:
        raise ValueError(f"{method} {path}: it names a scope, or says that it is public")

    def declared(view: Callable[..., Any]) -> Callable[..., Any]:
        made = Route(method, path, view, scope, query, asks, answers, status, changes, secret, most, slow)
        if made.name in _ROUTES or any((each.method, each.path) == (method, path) for each in _ROUTES.values()):
            raise ValueError(f"two routes are called {made.name}, or {method} {path}")
        _ROUTES[made.name] = made
        return view

    return declared


def routes() -> tuple[Route, ...]:
    """Every route there is."""
    for module in MODULES:
        import_module(f"ringfence.web.api.routes.{module}")
    return tuple(_ROUTES.values())


def by_path() -> dict[str, dict[str, Route]]:
    """The routes of each path, by method."""
    found: dict[str, dict[str, Route]] = {}
    for each in routes():
        found.setdefault(each.path, {})[each.method] = each
    return found
