"""What is asked of call records, in the SQL that DuckDB and Spark read alike.

One text for both, so there is nothing to translate: days and instants are whole numbers, packing is arithmetic, and
the few functions that only Spark knows by these names are macros on DuckDB (`MACROS`). Nothing here decides anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from ringfence.calendar import LONDON
from ringfence.calls.packing import LAYOUT, Edges, step_sql
from ringfence.words import MODES

MACROS = {
    "unix_date(d)": "date_diff('day', DATE '1970-01-01', d)",
    "date_from_unix_date(n)": "DATE '1970-01-01' + CAST(n AS INTEGER)",
    "timestamp_seconds(s)": "to_timestamp(s)",
}
INSTANT = (  # 2016-05-16T10:00:00Z, or with a blank, without seconds, with a fraction of them, with an offset
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?([Zz]|UTC|[+-][0-9]{2}(:?[0-9]{2})?)?$"
)
OFFSET = "[+-][0-9]{2}(:?[0-9]{2})?$"
ZONED = "([Zz]|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$"
MODE_WORDS = {**{mode: mode for mode in MODES}, "automated": "recorded", "prerecorded": "recorded"}
ANSWERED = ("answered", "answer", "connected", "completed", "complete")
UNANSWERED = (
    "noanswer", "unanswered", "notanswered", "busy", "failed", "congestion", "cancelled", "canceled", "cancel",
    "rejected", "notconnected", "unobtainable", "invalidnumber",
)  # fmt: skip
WITHHELD = ("withheld", "anonymous", "private", "restricted", "unavailable", "unknown")
READ = ("call_id", "written", "started", "campaign", "mode", "cli", "connected", "sec", "naive")
SECONDS_A_DAY = 86_400


def parsed(places: Mapping[str, int], relation: str, only_campaign: str | None) -> str:
    """The records of a file with their cells read, all but the number; `sec` is UTC, NULL where it cannot be read."""

    def cell(name: str) -> str:
        place = places.get(name)
        return "''" if place is None else f"trim(coalesce(c{place}, ''))"

    campaign = cell("campaign")
    if only_campaign is not None and "campaign" not in places:
        campaign = _quoted(only_campaign)
    return f"""
        SELECT call_id, written, started, campaign, {_mode("mode")} AS mode, cli, {_connected()} AS connected,
               {_seconds("started")} AS sec,
               CASE WHEN regexp_extract(started, '{ZONED}', 0) = '' THEN 1 ELSE 0 END AS naive
        FROM (SELECT {cell("call_id")} AS call_id, coalesce(c{places["called_number"]}, '') AS written,
                     {cell("started_at")} AS started, {campaign} AS campaign, lower({cell("mode")}) AS mode,
                     {cell("calling_number")} AS cli, {_letters(cell("outcome"))} AS outcome,
                     try_cast({cell("talk_seconds")} AS DOUBLE) AS talked
              FROM {relation}) cells"""  # noqa: S608


def _mode(column: str) -> str:
    """The place of a kind of call among MODES, from 1; 0 where nothing is said, -1 for a word we do not know."""
    arms = " ".join(f"WHEN '{word}' THEN {MODES.index(mode) + 1}" for word, mode in MODE_WORDS.items())
    return f"CASE replace(replace({column}, '-', '_'), ' ', '_') WHEN '' THEN 0 {arms} ELSE -1 END"


def _letters(cell: str) -> str:
    return f"replace(replace(replace(lower({cell}), ' ', ''), '_', ''), '-', '')"


def _connected() -> str:
    """Whether the call connected, by its outcome, else by the seconds talked: unknown 0, no 1, yes 2."""
    yes, no = (", ".join(map(_quoted, words)) for words in (ANSWERED, UNANSWERED))
    return (
        f"CASE WHEN outcome IN ({yes}) THEN 2 WHEN outcome IN ({no}) THEN 1 "
        "WHEN talked > 0 THEN 2 WHEN talked = 0 THEN 1 ELSE 0 END"
    )


def _seconds(started: str) -> str:
    day = f"unix_date(try_cast(substr({started}, 1, 10) AS DATE))"
    hours, minutes = (f"try_cast(substr({started}, {at}, 2) AS INTEGER)" for at in (12, 15))
    seconds = f"CASE WHEN substr({started}, 17, 1) = ':' THEN try_cast(substr({started}, 18, 2) AS INTEGER) ELSE 0 END"
    tail = f"regexp_extract({started}, '{OFFSET}', 0)"
    sign = f"CASE WHEN substr({tail}, 1, 1) = '-' THEN -1 ELSE 1 END"
    away = (
        f"CASE WHEN {tail} = '' THEN 0 ELSE {sign} * (try_cast(substr({tail}, 2, 2) AS INTEGER) * 3600 + "
        f"coalesce(try_cast(substr(replace({tail}, ':', ''), 4, 2) AS INTEGER), 0) * 60) END"
    )
    return (
        f"CASE WHEN regexp_extract({started}, '{INSTANT}', 0) <> '' AND {hours} < 24 AND {minutes} < 60 "
        f"AND {seconds} < 61 THEN CAST({day} AS BIGINT) * {SECONDS_A_DAY} + {hours} * 3600 + {minutes} * 60 "
        f"+ {seconds} - {away} END"
    )


def in_london(relation: str, also: Sequence[str]) -> str:
    """Records with `day` and `hour` where a UK phone rings; both are NULL outside the almanac."""
    local = f"(sec + CASE WHEN sec - utc_day * {SECONDS_A_DAY} >= turn THEN after ELSE before END)"
    day = f"CAST(floor({local} / {SECONDS_A_DAY}.0) AS INTEGER)"
    hour = f"CAST(floor({local} / 3600.0) AS BIGINT) % 24"
    return f"""
        SELECT {", ".join(also)}, {day} AS day, CAST({hour} AS INTEGER) AS hour
        FROM {relation} LEFT JOIN almanac ON utc_day = CAST(floor(sec / {SECONDS_A_DAY}.0) AS INTEGER)"""  # noqa: S608


def almanac(first: date, last: date) -> Iterator[tuple[int, int, int, int]]:
    """Each UTC day from one to another, with London's offset before and after the second at which it turns."""
    day = first
    while day <= last:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        before, after = (_offset(start + timedelta(seconds=at)) for at in (0, SECONDS_A_DAY - 1))
        turn = 0
        if before != after:  # the clocks change on the hour
            turn = next(at for at in range(0, SECONDS_A_DAY, 3600) if _offset(start + timedelta(seconds=at)) == after)
        yield (day - date(1970, 1, 1)).days, turn, before, after
        day += timedelta(days=1)


def _offset(instant: datetime) -> int:
    offset = instant.astimezone(LONDON).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())


TOTALS = """
    SELECT count(*), sum(CASE WHEN sec IS NULL THEN 1 ELSE 0 END),
           sum(CASE WHEN sec IS NOT NULL AND day IS NULL THEN 1 ELSE 0 END),
           sum(CASE WHEN mode < 0 THEN 1 ELSE 0 END), sum(naive), min(day), max(day)
    FROM staged"""
DAYS = "SELECT campaign, mode, day, count(*) FROM staged GROUP BY campaign, mode, day"
SHOWN = "SELECT DISTINCT campaign, cli FROM staged"


def found(windows: Iterable[int], limits: Edges) -> str:
    """Every call with its facts in one integer; what must be said of it later is carried along."""
    placed = _with_counts(tuple(windows))
    return f"""
        SELECT call_id, written, calls.key AS key, kind, sec, calls.day AS day, campaign, month,
               {LAYOUT.sql(_parts(limits))} AS packed
        FROM ({placed}) calls
        LEFT JOIN objecting ON objecting.source = calls.objections AND objecting.key = calls.key
        LEFT JOIN listing tps ON tps.source = calls.tps AND tps.key = calls.key
        LEFT JOIN listing ctps ON ctps.source = calls.ctps AND ctps.key = calls.key
        LEFT JOIN consented ON consented.source = calls.consents AND consented.key = calls.key
             AND consented.since <= calls.day AND calls.day < consented.until"""  # noqa: S608


_PLACED = """
    SELECT staged.*, standing, objections, tps, tps_late, ctps, ctps_late, consents, history, days, cap, month, shown
    FROM staged
    JOIN plan ON plan.campaign = staged.campaign AND plan.mode = staged.mode AND plan.day = staged.day
    JOIN shown ON shown.campaign = staged.campaign AND shown.cli = staged.cli"""


def _with_counts(windows: Sequence[int]) -> str:
    """Calls with how often the number was called before, by this campaign, within the campaign's own window.

    Earlier is by the second: of two calls in the same second neither is earlier. A history file speaks of the days
    before the campaign's first record; from then on the records do.
    """
    if not windows:
        return f"SELECT placed.*, 0 AS calls_before FROM ({_PLACED}) placed"  # noqa: S608
    before = " ".join(
        f"WHEN days = {days} THEN rank() OVER (PARTITION BY campaign, key ORDER BY sec) - 1 - count(*) OVER (PARTITION "
        f"BY campaign, key ORDER BY day RANGE BETWEEN UNBOUNDED PRECEDING AND {days} PRECEDING)"
        for days in windows
    )
    counted = "days IS NOT NULL AND key IS NOT NULL"
    return f"""
        WITH placed AS ({_PLACED}),
        timeline AS (
            SELECT placed.*, 1 AS recorded FROM placed WHERE {counted}
            UNION ALL
            SELECT {_blank_call()} FROM earlier
            JOIN capped ON capped.history = earlier.source AND earlier.day < capped.first_day
        )
        SELECT {_call_columns()}, calls_before
        FROM (SELECT timeline.*, CASE {before} END AS calls_before FROM timeline) ranked WHERE recorded = 1
        UNION ALL
        SELECT {_call_columns()}, 0 AS calls_before FROM placed WHERE NOT ({counted})"""  # noqa: S608


STAGED = (
    ("call_id", "STRING"), ("written", "STRING"), ("key", "BIGINT"), ("kind", "INTEGER"), ("sec", "BIGINT"),
    ("day", "INTEGER"), ("hour", "INTEGER"), ("campaign", "STRING"), ("mode", "INTEGER"), ("cli", "STRING"),
    ("connected", "INTEGER"), ("naive", "INTEGER"),
)  # fmt: skip
PLAN = (
    ("standing", "INTEGER"), ("objections", "INTEGER"), ("tps", "INTEGER"), ("tps_late", "INTEGER"),
    ("ctps", "INTEGER"), ("ctps_late", "INTEGER"), ("consents", "INTEGER"), ("history", "INTEGER"), ("days", "INTEGER"),
    ("cap", "INTEGER"), ("month", "STRING"),
)  # fmt: skip
_CALL = (*STAGED, *PLAN, ("shown", "INTEGER"))


def _call_columns() -> str:
    return ", ".join(name for name, _ in _CALL)


def _blank_call() -> str:
    """A row of a history file in the shape of a call, so that it is counted among them."""
    given = {
        "key": "earlier.key", "campaign": "capped.campaign", "day": "earlier.day", "days": "capped.days",
        "sec": f"CAST(earlier.day AS BIGINT) * {SECONDS_A_DAY}",
    }  # fmt: skip
    cells = (f"{given.get(name, f'CAST(NULL AS {kind})')} AS {name}" for name, kind in _CALL)
    return ", ".join([*cells, "0 AS recorded"])


def _parts(limits: Edges) -> dict[str, str]:
    """SQL of each part of the packed integer. A number that could not be read was not looked up: unknown."""
    on_tps, on_ctps = _listed("tps"), _listed("ctps")
    return {
        "standing": "standing",
        "kind": "kind",
        "objected": "CASE WHEN calls.key IS NULL OR objections < 0 THEN 0 "
        "WHEN objecting.since <= calls.day THEN 2 ELSE 1 END",
        "over_frequency_cap": "CASE WHEN calls.key IS NULL OR days IS NULL THEN 0 "
        "WHEN calls_before >= cap THEN 2 ELSE 1 END",
        "register": f"CASE WHEN {on_tps} = 2 AND {on_ctps} = 2 THEN 4 WHEN {on_ctps} = 2 THEN 3 "
        # Not on the CTPS alone says nothing about the TPS.
        f"WHEN {on_tps} = 2 THEN 2 WHEN {on_tps} = 1 THEN 1 ELSE 0 END",
        "listed_days": step_sql(f"(calls.day - {_first_listed(on_tps, on_ctps)})", limits["listed_days"]),
        "consent": "CASE WHEN calls.key IS NULL OR consents < 0 THEN 0 ELSE coalesce(place, 1) END",
        "consent_age": step_sql("(calls.day - given_on)", limits["consent_age_days"]),
        "hour": step_sql("hour", limits["local_hour"]),
        "shown": "shown",
        "connected": "connected",
    }


def _listed(kind: str) -> str:
    """Whether the number was listed on the day: unknown 0, no 1, yes 2.

    A file drawn after the call shows who was listed by then and is listed still, but not who has left since.
    """
    return (
        f"(CASE WHEN calls.key IS NULL OR calls.{kind} < 0 THEN 0 WHEN {kind}.listed_on <= calls.day THEN 2 "
        f"WHEN calls.{kind}_late = 1 THEN 0 WHEN {kind}.key IS NOT NULL AND {kind}.listed_on IS NULL THEN 2 "
        "ELSE 1 END)"
    )


def _first_listed(on_tps: str, on_ctps: str) -> str:
    """The first day of listing; NULL where one of the listings that count has none."""
    return (
        f"(CASE WHEN {on_tps} = 2 AND {on_ctps} = 2 THEN CASE WHEN tps.listed_on <= ctps.listed_on "
        "THEN tps.listed_on WHEN ctps.listed_on < tps.listed_on THEN ctps.listed_on END "
        f"WHEN {on_tps} = 2 THEN tps.listed_on WHEN {on_ctps} = 2 THEN ctps.listed_on END)"
    )


SITUATIONS = "SELECT packed, count(*), min(day), max(day) FROM found GROUP BY packed"
BY_DAY = """
    SELECT day, decision, count(*) FROM found JOIN judged ON judged.packed = found.packed GROUP BY day, decision"""
VERDICTS = """
    SELECT call_id, written, CASE WHEN key IS NULL THEN NULL ELSE concat('+', CAST(key AS STRING)) END AS e164,
           kinds.word AS kind, timestamp_seconds(sec) AS started_at, date_from_unix_date(day) AS day, campaign,
           decision, reasons, situation, month
    FROM found JOIN judged ON judged.packed = found.packed JOIN kinds ON kinds.place = found.kind"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
