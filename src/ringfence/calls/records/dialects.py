"""How each system writes its call records: which cells say what, and what its words for an outcome mean.

Asterisk: cdr_csv's Master.csv, 16 to 18 columns without a header, or a table of it with one. FreeSWITCH: mod_json_cdr,
an object a call. VICIdial: the call log export, or its table vicidial_log. Anything else: columns found by their common
names, as `call audit` finds them.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import unquote

from ringfence.calls.records.record import Outcome

ASTERISK = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer",
    "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
)  # fmt: skip
ASTERISK_TABLE = {"dst", "dcontext", "disposition", "billsec"}
VICIDIAL = {"phone_number_dialed", "call_date", "campaign_id"}
VICIDIAL_LOG = {"phone_number", "call_date", "campaign_id", "length_in_sec"}
Renames = Callable[[Mapping[str, str]], dict[str, str]]
LOCAL = frozenset({"asterisk", "vicidial"})  # they write the machine's own time unless told otherwise

# VICIdial's system dispositions; whatever else an agent chose means that an agent spoke.
VICIDIAL_SAYS: Mapping[str, Outcome] = {
    **dict.fromkeys(("DROP", "XDROP", "PDROP", "TIMEOT", "AFTHRS"), "abandoned"),
    **dict.fromkeys(("A", "AA", "AM", "AL", "AFAX"), "machine"),
    **dict.fromkeys(("N", "NA", "B", "AB", "DC", "ADC", "DNCL", "DNCC", "NEW", "QUEUE", "ERI"), "unanswered"),
}
SAYS: Mapping[str, Outcome] = {
    **dict.fromkeys(("live", "human", "agent", "connected", "interview", "complete", "completed"), "live"),
    **dict.fromkeys(("answered", "answer", "normal_clearing", "200", "ok"), "answered"),
    **dict.fromkeys(("machine", "answering machine", "voicemail", "amd", "am"), "machine"),
    **dict.fromkeys(("abandoned", "drop", "dropped", "abandon"), "abandoned"),
    **dict.fromkeys(("silent", "dead air", "no audio"), "silent"),
    **dict.fromkeys(
        ("no answer", "noanswer", "no_answer", "unanswered", "busy", "failed", "cancel", "cancelled", "congestion",
         "chanunavail", "user_busy", "originator_cancel", "call_rejected", "unallocated_number", "declined"),
        "unanswered",
    ),
}  # fmt: skip


def asterisk(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row of Master.csv under our names.

    A call that an application made has no extension: Asterisk writes `s`, and our driver the number into userfield.
    """
    return {
        "called_number": cells["dst"] if cells["dst"] != "s" else cells.get("userfield", ""),
        "started_at": cells["start"],
        "calling_number": cells["src"],
        "campaign": cells["accountcode"],
        "outcome": cells["disposition"],
        "talk_seconds": cells["billsec"],
        "call_id": cells["uniqueid"],
    }


def named(names: AbstractSet[str]) -> tuple[str, Renames] | None:
    """Whose table has columns of these names, in small letters, and how its cells come under ours."""
    if names >= VICIDIAL or names >= VICIDIAL_LOG:
        return "vicidial", vicidial
    return ("asterisk", asterisk_table) if names >= ASTERISK_TABLE else None


def asterisk_table(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row of Asterisk's records in a database, whose columns have names."""
    first = {"start": cells.get("start") or cells.get("calldate", ""), "accountcode": "", "src": "", "uniqueid": ""}
    return asterisk({**first, **{name: value for name, value in cells.items() if value}, "dst": cells["dst"]})


def vicidial(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row of VICIdial's call log export, or of vicidial_log, under our names."""
    return {
        "user": cells.get("user", ""),
        "called_number": _dialled(cells),
        "started_at": cells["call_date"],
        "campaign": cells["campaign_id"],
        "outcome": cells.get("status", ""),
        "talk_seconds": cells.get("length_in_sec", ""),
        "call_id": cells.get("uniqueid", ""),
    }


def _dialled(cells: Mapping[str, str]) -> str:
    """The number as it was dialled; vicidial_log keeps the country's code beside it."""
    number, code = cells.get("phone_number_dialed") or cells.get("phone_number", ""), cells.get("phone_code", "")
    return f"+{code}{number}" if code.isdecimal() and number.isdecimal() and number[0] != "0" else number


def freeswitch(told: Mapping[str, Any]) -> dict[str, str]:
    """What mod_json_cdr tells of a call under our names; its values may be written as in an address."""
    variables = {name: unquote(str(value)) for name, value in dict(told.get("variables") or {}).items()}
    flow = told.get("callflow") or [{}]
    profile = dict((flow[0] if isinstance(flow, list) else flow).get("caller_profile") or {})
    answered = variables.get("answer_epoch", "0") not in {"", "0"}
    cause = variables.get("hangup_cause", "")
    return {
        "called_number": str(profile.get("destination_number") or variables.get("destination_number", "")),
        "started_at": variables.get("start_epoch", ""),
        "calling_number": str(profile.get("caller_id_number") or variables.get("caller_id_number", "")),
        "campaign": variables.get("ringfence_campaign") or variables.get("accountcode", ""),
        "outcome": variables.get("ringfence_outcome") or ("answered" if answered else cause or "unanswered"),
        "talk_seconds": variables.get("billsec", ""),
        "call_id": variables.get("uuid", ""),
    }


def outcome(dialect: str, word: str, seconds: float | None, user: str = "") -> Outcome | None:
    """What a word for an outcome means; None if it is not known and nothing else tells."""
    if dialect == "vicidial":
        if found := VICIDIAL_SAYS.get(word.strip().upper()):
            return found
        return "live" if word.strip() and user not in {"VDAD", "VDCL"} else None
    if found := SAYS.get(word.strip().casefold()):
        return "unanswered" if found == "answered" and dialect == "asterisk" and seconds == 0 else found
    return "answered" if seconds else None
