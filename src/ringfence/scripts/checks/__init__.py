"""Every check, found by its file: a module here that declares CHECK is one; its docstring is its page."""

import pkgutil
from importlib import import_module

from ringfence.errors import RingfenceError
from ringfence.scripts.findings import Check


class UnknownCheck(RingfenceError):
    code = "unknown-check"


def _load() -> tuple[Check, ...]:
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return tuple(sorted((module.CHECK for module in modules), key=lambda check: check.code))


CHECKS = _load()


def explain(code: str) -> str:
    """The page of a check: what it finds, why it matters, an example, what to say instead, limits, authority."""
    for check in CHECKS:
        if code.upper() == check.code or code.lower() == check.name:
            return f"# {check.code} {check.name}\n\n{check.page.strip()}\n"
    known = ", ".join(check.code for check in CHECKS)
    raise UnknownCheck(f"There is no check {code!r}. The checks are {known}.")
