"""The table of pages: each is declared where it is written, with its path, its methods and who may see it.

    @page("campaigns/", roles=READS_CAMPAIGNS)
    def campaigns(request): ...

The URLs, the rule that denies by default, and the test of every page for every role are all made from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ringfence.web.roles import Role

View = Callable[..., Any]
MODULES = (
    "sign_in",
    "single_sign_on",
    "people",
    "keys",
    "own_keys",
    "password",
    "account",
    "home",
    "health",
    "campaigns",
    "campaigns_report",
    "campaigns_sign",
    "campaigns_waivers",
    "campaigns_changes",
    "campaigns_pack",
    "campaigns_script",
    "campaigns_situation",
    "rules",
    "jobs",
    "board",
    "cases",
    "cases_papers",
    "public",
    "public_asked",
    "interview",
)  # under `pages`; each declares its own


@dataclass(frozen=True)
class Page:
    """One page."""

    path: str
    view: View
    name: str
    roles: frozenset[Role]
    methods: tuple[str, ...]
    public: bool
    changes: bool  # a POST of it changes something: an auditor is not among its roles
    signed_in_once: bool  # open before the second factor is given
    own: bool  # what it changes is only how oneself is signed in: for an auditor, too


_PAGES: dict[str, Page] = {}


def page(
    path: str,
    *,
    roles: frozenset[Role] = frozenset(),
    methods: tuple[str, ...] = ("GET",),
    public: bool = False,
    signed_in_once: bool = False,
    own: bool = False,
) -> Callable[[View], View]:
    """Declares a view as the page at this path."""

    def declared(view: View) -> View:
        name = view.__name__
        if name in _PAGES:
            raise ValueError(f"two pages are called {name}")
        changes = "POST" in methods
        if changes and Role.AUDITOR in roles and not (signed_in_once or own):
            raise ValueError(f"{name} changes something, and an auditor may not")
        _PAGES[name] = Page(path, view, name, roles, methods, public, changes, signed_in_once, own)
        return view

    return declared


def pages() -> tuple[Page, ...]:
    """Every page there is."""
    for module in MODULES:
        import_module(f"ringfence.web.pages.{module}")
    return tuple(_PAGES.values())


def page_of(name: str) -> Page | None:
    return _PAGES.get(name)
