"""Small worlds for property tests: a list and what is on file, on disk, and the truth by plain look-ups."""

import csv
import hashlib
from datetime import date, timedelta

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from ringfence.lists.intake import ContactList
from ringfence.lists.match import clipped
from ringfence.lists.screen import Verdict, screen
from ringfence.numbers import read_all
from ringfence.preferences.consents import Consents
from ringfence.preferences.evidence import Evidence
from ringfence.preferences.history import History
from ringfence.preferences.kept import Erased, KeptConsents, KeptObjections, Origin
from ringfence.preferences.marks import Mark
from ringfence.preferences.register import Register

ON = date(2026, 11, 21)
CUTS = {"listed_days": (28, 29), "register_age_days": (28,), "consent_age_days": (183,)}
POOL = [
    "01632 960001", "+44 1632 960001", "07700 900123", "07700900123.0", "020 7946 0001", "+1 202 555 0143", "7.7E+09",
    "", "01632 960001 / 07700 900123", "0909 879 0001",
]  # fmt: skip


def judge(facts):
    """No law: a decision that shows every fact."""
    return Verdict("block" if facts["listed"] else "allow", ("LISTED",) if facts["listed"] else ())


def write(file, header, rows):
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return file


def read_csv(file):
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def days_ago(days):
    return (ON - timedelta(days=days)).isoformat()


numbers = st.sampled_from(["01632960001", "07700 900123", "+442079460001", "+12025550143", "01632 960099"])
days = st.integers(-5, 400).map(days_ago)
maybe_day = st.just("") | days
register_rows = st.lists(st.tuples(numbers, maybe_day), min_size=1, max_size=4)
consent_rows = st.lists(
    st.fixed_dictionaries(
        {
            "number": numbers,
            "given_to": st.sampled_from(["Example Party", "example party; Other", "Other", ""]),
            "scope": st.sampled_from(["automated", "live", "both", ""]),
            "given_on": maybe_day,
            "proof": st.sampled_from(["form 7", "", "no", "N/A"]),
            "indirect": st.sampled_from(["yes", "no", ""]),
            "withdrawn_on": st.just("") | days,
            "valid_until": st.just("") | days,
            "conditional": st.sampled_from(["yes", "no", ""]),
            "in_call": st.sampled_from(["yes", "no", ""]),
            "given_by": st.sampled_from(["subscriber", "other", ""]),
        }
    ),
    max_size=5,
)
MARK = Mark(7, "7" * 32, "2026-11-20T10:00:00.000000Z")


@st.composite
def worlds(draw):
    return {
        "list": draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=8)),
        "tps": draw(st.none() | register_rows),
        "ctps": draw(st.none() | register_rows),
        "objections": draw(st.none() | st.lists(st.tuples(numbers), max_size=3)),
        "history": draw(st.none() | st.lists(st.tuples(numbers, days), max_size=8)),
        "consents": draw(st.none() | consent_rows),
        "channel": draw(st.sampled_from(["automated", "live", None])),
        "kept_objections": draw(st.none() | st.lists(st.tuples(numbers), max_size=2)),
        "erased": draw(st.lists(st.tuples(numbers), max_size=2)),  # of those that are kept
        "kept_consents": draw(st.none() | consent_rows),
    }


def on_disk(world, folder):
    def file(name, header):
        return write(folder / f"{name}.csv", header, world[name]) if world[name] is not None else None

    registers = [
        Register(kind, made, ON - timedelta(days=age))
        for kind, age in (("tps", 10), ("ctps", 40))
        if (made := file(kind, ["number", "listed_on"]))
    ]
    history = file("history", ["number", "called_at"])
    consents = world["consents"]
    made = (
        write(folder / "consents.csv", NAMES, [[r[n] for n in NAMES] for r in consents])
        if consents is not None
        else None
    )
    return Evidence(
        tuple(registers),
        file("objections", ["number"]),
        Consents(made, ("Example Party",), world["channel"]) if made else None,
        History(history, days=30, cap=2) if history else None,
        kept_objections=kept_objections(world),
        kept_consents=kept_consents(world),
    )


NAMES = (
    "number", "given_to", "scope", "given_on", "proof", "indirect", "withdrawn_on", "valid_until", "conditional",
    "in_call", "given_by",
)  # fmt: skip


def key(written):
    return int(read_all(written)[0].e164[1:])


def keyed(number):
    """In place of the store's keyed form: nobody reads a number off it."""
    return hashlib.sha256(str(number).encode()).digest()


def kept_objections(world):
    rows = world.get("kept_objections")
    if rows is None:
        return None
    live = np.array(sorted({key(row[0]) for row in rows}), np.int64)
    erased = frozenset(keyed(key(row[0])) for row in world["erased"])
    return KeptObjections(
        Origin("the store", MARK, lambda: MARK), ("all",), Erased(erased, keyed), lambda: live, lambda _number: ()
    )


def kept_consents(world):
    rows = world.get("kept_consents")
    if rows is None:
        return None
    day = lambda text: date.fromisoformat(text) if text else None  # noqa: E731
    yes = lambda text: {"yes": True, "no": False, "": None}[text]  # noqa: E731
    told = [
        {
            "key": key(row["number"]), "row": at, **{name: row[name] or None for name in
            ("given_to", "scope", "proof", "indirect")}, "wording": None, "given_on": day(row["given_on"]),
            "withdrawn_on": day(row["withdrawn_on"]), "valid_until": day(row["valid_until"]),
            "bundled": yes(row["conditional"]), "in_call": yes(row["in_call"]),
            "by_other": None if not row["given_by"] else row["given_by"] == "other",
        }
        for at, row in enumerate(rows)
    ]  # fmt: skip
    kinds = {
        **dict.fromkeys(("key", "row"), pa.int64()),
        **dict.fromkeys(("given_to", "scope", "proof", "indirect", "wording"), pa.string()),
        **dict.fromkeys(("given_on", "withdrawn_on", "valid_until"), pa.date32()),
        **dict.fromkeys(("bundled", "in_call", "by_other"), pa.bool_()),
    }
    table = pa.Table.from_pylist(told, schema=pa.schema(kinds))
    origin = Origin("the store", MARK, lambda: MARK)
    return KeptConsents(origin, ("Example Party",), world["channel"], lambda: table, lambda _number: ())


def truth(world):
    """The facts of every number, looked up one by one with nothing but dictionaries."""
    seen, found = set(), []
    for cell in world["list"]:
        for number in read_all(cell):
            e164 = number.e164
            found.append((e164, {
                "number_kind": number.kind,
                "duplicate": (e164 in seen) if e164 else None,
                "objected": objected(world, e164),
                **listing(world, e164),
                "register_age_days": 28 if world["ctps"] is not None else 0 if world["tps"] is not None else None,
                "over_frequency_cap": cap(world, e164),
                **consent(world, e164),
            }))  # fmt: skip
            seen.add(e164)
    return found


def objected(world, e164):
    told = [rows for rows in (world["objections"], world.get("kept_objections")) if rows is not None]
    if not told or not e164:
        return None
    gone = world["erased"] if world.get("kept_objections") is not None else []
    return any(e164 in said(rows) for rows in (*told, gone))


def said(rows):
    return {read_all(row[0])[0].e164 for row in rows}


def listing(world, e164):
    unknown = {"listed": None, "listed_on_register": None, "listed_days": None}
    if not e164:
        return unknown
    on = {kind: [row[1] for row in world[kind] or [] if read_all(row[0])[0].e164 == e164] for kind in ("tps", "ctps")}
    if not on["tps"] and not on["ctps"]:
        return unknown | {"listed": False if world["tps"] is not None else None}
    dated = [date.fromisoformat(each) for each in on["tps"] + on["ctps"] if each]
    return {
        "listed": True,
        "listed_on_register": "both" if on["tps"] and on["ctps"] else "tps" if on["tps"] else "ctps",
        "listed_days": clipped((ON - min(dated)).days, CUTS["listed_days"])
        if len(dated) == len(on["tps"] + on["ctps"])
        else None,
    }


def cap(world, e164):
    if world["history"] is None or not e164:
        return None
    calls = [row for row in world["history"] if read_all(row[0])[0].e164 == e164]
    return sum((ON - date.fromisoformat(day)).days < 30 for _, day in calls) >= 2


def consent(world, e164):
    names = (
        "names_caller", "automated", "live", "withdrawn", "indirect", "proof", "age_days", "bundled", "in_call",
        "by_other",
    )  # fmt: skip
    nothing = {"consent_on_file": None, **{f"consent_{name}": None for name in names}}
    told = [rows for rows in (world["consents"], world.get("kept_consents")) if rows is not None]
    if not told or not e164:
        return nothing
    rows = [row for rows in told for row in rows]
    all_ = [record(row, at) for at, row in enumerate(rows) if read_all(row["number"])[0].e164 == e164]
    mine = [r for r in all_ if r["given"] is None or r["given"] <= ON]
    mine = [r for r in mine if r["ended"] or r["until"] is None or r["until"] >= ON]
    for each in mine:
        each["withdrawn"] = any(ends(other, each) for other in all_)
    if not mine:
        return nothing | {"consent_on_file": False}
    best = max(mine, key=lambda r: worth(r, world["channel"]))
    age = None if best["given"] is None else clipped((ON - best["given"]).days, CUTS["consent_age_days"])
    return {"consent_on_file": True, **{f"consent_{name}": age if name == "age_days" else best[name] for name in names}}


def record(row, at):
    day = lambda name: date.fromisoformat(row[name]) if row[name] else None  # noqa: E731
    scope = row["scope"]
    return {
        "at": at,
        "to": {name for part in row["given_to"].lower().split(";") if (name := "".join(filter(str.isalnum, part)))},
        "names_caller": "exampleparty" in [n.strip().lower().replace(" ", "") for n in row["given_to"].split(";")]
        if row["given_to"] else None,
        "automated": scope in ("automated", "both") if scope else None,
        "live": scope in ("live", "both") if scope else None,
        "given": day("given_on"),
        "ended": day("withdrawn_on"),
        "indirect": row["indirect"] == "yes" if row["indirect"] else None,
        "proof": bool(row["given_on"] and row["proof"] == "form 7"),
        "until": day("valid_until"),
        "bundled": row["conditional"] == "yes" if row["conditional"] else None,
        "in_call": row["in_call"] == "yes" if row["in_call"] else None,
        "by_other": row["given_by"] == "other" if row["given_by"] else None,
    }  # fmt: skip


def ends(other, mine):
    if other is mine or other["at"] == mine["at"]:
        return mine["ended"] is not None
    same = other["ended"] and (not other["to"] or other["to"] & mine["to"])
    return bool(same and (mine["given"] is None or other["ended"] >= mine["given"]))


def worth(r, channel):
    rank = lambda truth: {True: 2, False: 1, None: 0}[truth]  # noqa: E731
    covers = rank(r[channel]) if channel else 0
    return (rank(r["names_caller"]), covers, not r["withdrawn"], r["given"] or date.min, r["at"])


def screened(world, out, **asked):
    folder = out.parent
    file = write(folder / "list.csv", ["phone", "x"], [[cell, "x"] for cell in world["list"]])
    return screen([ContactList(file)], on_disk(world, folder), judge, ON, out=out, cuts=CUTS, **asked)


def rows_of(out):
    return duckdb.execute(f"SELECT e164, situation FROM read_parquet('{out}')").fetchall()
