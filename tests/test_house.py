"""The house stands as it was drawn: imports point inwards, the core reads no clock, locks hold no address."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ringfence"
MODULES = sorted(SOURCE.rglob("*.py"))

# What each room may import from the others. A room that is missing here has no door yet.
CORE = {"words", "errors", "logic", "facts", "rule", "numbers", "calendar", "reasons"}
LAW = {"law", "codes", "rulebook"}
MAY_IMPORT = {
    "words": set(),
    "errors": set(),
    "logic": set(),
    "facts": {"logic", "words"},
    "rule": {"logic", "facts"},
    "reasons": set(),
    "numbers": {"errors"},
    "calendar": {"errors"},
    "law": {"logic", "facts", "rule", "calendar", "errors"},
    "codes": {"logic", "facts", "rule", "law"},
    "rulebook": CORE | {"law", "codes"},
    "liability": CORE | LAW,
    "whatif": CORE | {"rulebook"},
    "archives": set(),
    "home": set(),
    "durable": set(),
    "scripts": CORE | {"rulebook", "archives", "__init__"},
    "ranks": CORE,
    "tables": CORE | {"archives", "kernel"},
    "kernel": CORE | {"ranks", "tables"},
    "preferences": CORE | {"durable", "tables", "ranks", "kernel"},
    "ledger": CORE | {"durable", "preferences"},
    "store": CORE | {"durable", "home", "preferences", "ledger", "cases"},
    "lists": CORE | {"durable", "preferences", "tables", "ranks", "kernel", "ledger"},
    "campaigns": CORE | {"rulebook", "law", "scripts", "preferences", "lists", "tables", "durable", "__init__"},
    "calls": CORE | {"rulebook", "codes", "tables", "preferences", "lists", "campaigns", "__init__"},
    "gate": CORE
    | {"rulebook", "law", "durable", "home", "preferences", "tables", "lists"}
    | {"campaigns", "store", "ledger", "__init__"},
    "dialling": CORE | {"gate", "campaigns", "preferences", "ledger", "store", "durable", "__init__"},
    "evidence": CORE | {"rulebook", "ledger", "preferences", "scripts", "statute_book", "documents", "__init__"},
    "answers": CORE
    | {"rulebook", "durable", "home", "store", "ledger", "preferences", "scripts", "campaigns", "tables"},
    "rulings": CORE | {"rulebook", "law", "liability", "whatif"},
    "cases": CORE
    | {"rulebook", "law", "liability", "preferences", "lists", "tables", "campaigns", "scripts", "calls", "rulings"}
    | {"codes", "documents", "durable", "whatif", "__init__"},
    "statute_book": CORE | LAW,
    "web": CORE
    | LAW
    | {
        "campaigns",
        "lists",
        "scripts",
        "preferences",
        "tables",
        "store",
        "ledger",
        "calls",
        "rulings",
        "home",
        "durable",
    }
    | {"statute_book", "liability", "whatif", "gate", "answers", "cases", "evidence", "documents", "__init__"}
    | {"client"},
    "client": {"errors"},  # a program of its own, in other people's programs
    "mcp": CORE
    | {"rulebook", "rulings", "statute_book", "scripts", "campaigns", "evidence", "gate", "store", "words", "__init__"},
    "documents": {"errors"},
    "cli": CORE
    | LAW
    | {
        "rulings",
        "statute_book",
        "scripts",
        "tables",
        "preferences",
        "lists",
        "campaigns",
        "store",
        "ledger",
        "web",
        "answers",
        "calls",
        "dialling",
        "gate",
        "documents",
        "evidence",
        "cases",
        "home",
        "kernel",
        "ranks",
        "mcp",
        "__init__",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
NO_CLOCK = (
    CORE
    | LAW
    | {"liability", "whatif", "rulings", "statute_book", "scripts", "tables", "lists", "preferences", "campaigns"}
    | {"ranks", "kernel", "home", "store", "ledger", "answers", "calls", "documents", "cases", "evidence", "dialling"}
    | {"mcp"}
)
CLOCKS = {"today", "now", "utcnow"}
GATE_DOORS = {"http", "agi", "sip", "serve", "clock", "webhooks"}  # what of the gate reads a clock: calls arrive there


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "ringfence" else [f"ringfence.{a.name}" for a in node.names]
        found |= {[*name.split("."), "__init__"][1] for name in names if name.split(".")[0] == "ringfence"}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_inwards(path):
    here = room(path)
    assert here in MAY_IMPORT, f"{here} is a new room: say in tests/test_house.py what it may import"
    outside = imported_rooms(ast.parse(path.read_text())) - {here} - MAY_IMPORT[here]
    assert not outside, f"{path.relative_to(SOURCE)} reaches into {', '.join(sorted(outside))}"


def is_clockless(path: Path) -> bool:
    if room(path) == "gate":
        return path.relative_to(SOURCE / "gate").parts[0].removesuffix(".py").split("_")[0] not in GATE_DOORS
    return room(path) in NO_CLOCK


@pytest.mark.parametrize("path", [p for p in MODULES if is_clockless(p)], ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_doors_read_a_clock(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, f"{path}:{node.lineno} reads a clock: take the date as an argument"
            assert ast.unparse(node.func) != "time.time", f"{path}:{node.lineno}"


def test_the_law_is_read_in_one_place():
    """No decision on a call is made outside the rules: the words 'allow' and 'block' are not assigned elsewhere."""
    for path in MODULES:
        if room(path) in {"tables", "preferences", "lists", "numbers", "store", "calls"}:
            text = path.read_text()
            assert not re.search(r"""decision\s*=\s*["'](allow|block|hold)""", text), path


DATABASES = {"sqlite3", "django", "psycopg", "apsw"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_store_knows_a_database(path):
    named = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)]
    roots = {
        name.split(".")[0]
        for node in named
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    # Of SQLite there are two builds: the store's files are opened with the one of apsw, never with Python's.
    # Accounts and sessions are Django's; the web room has its pages, and what the product keeps stays the store's.
    allowed = DATABASES - {"sqlite3"} if room(path) == "store" else {"django"} if room(path) == "web" else set()
    assert not roots & DATABASES - allowed, path


def test_locks_carry_hashes_and_no_addresses():
    locks = (
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-spark.lock",
        "requirements-sbom.lock",
        "tools.lock",
    )
    for lock in locks:
        text = (ROOT / lock).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_every_room_says_what_it_is():
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text())), path
