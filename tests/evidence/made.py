"""Stores with a history to give account of: made-up people, numbers that Ofcom keeps for drama."""

from pathlib import Path

from ringfence import ledger
from ringfence.ledger.events import (
    CallEnded,
    CampaignSigned,
    ComplaintReceived,
    Decided,
    ListScreened,
    Overridden,
    RegisterLoaded,
    ScriptApproved,
)
from ringfence.preferences.events import Event
from ringfence.preferences.scopes import EVERYONE, read_scope

ANNA, BORIS, LINE = 447700900123, 447700900456, 441632960000
CAMPAIGN = "spring-survey"
CARD = """[campaign]
id = "spring-survey"
name = "Spring survey"
purpose = "research"
mode = "live"
script = "script.md"
field_from = 2026-11-01
field_until = 2026-11-30

[instigator]
name = "Example Party"
kind = "party"

[caller]
name = "Example Calls"
kind = "company"
introduces_itself_as = "Example Research"

[[lists]]
file = "contacts.csv"
kind = "bought"
supplier = "Lists of Leeds"
obtained_on = 2026-10-01
collection_wording = "We and our partners may call you."
"""
SCRIPT = """Hello, my name is NAME and I am calling from Example Research, on behalf of the Example Party.

1. Which issue matters most to you?
   - Health
   - Schools

2. Can we count on your vote for the Example Party?
   - Yes
   - No
"""
FACTS = {
    "mode": "live", "purpose": "research", "marketing": True, "listed": True, "listed_on_register": "tps",
    "listed_days": 400, "register_age_days": 3, "objected": False, "consent_on_file": False, "source_bought": True,
    "number_kind": "mobile", "duplicate": False, "local_hour": 14, "cli_withheld": False, "call_attempted": True,
}  # fmt: skip
REGISTER = {"register": "tps", "version": "12", "as_of": "2026-11-18", "sha256": "ab" * 32}


def at(day, hour=14, minute=0):
    return f"2026-11-{day:02}T{hour:02}:{minute:02}:00.000000Z"


def digest(text):
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def put_campaign(home: Path):
    """The signed campaign's files, as `campaign sign` leaves them."""
    folder = home / "campaigns" / CAMPAIGN / "000001"
    folder.mkdir(parents=True)
    (folder / "campaign.toml").write_text(CARD)
    (folder / "script.md").write_text(SCRIPT)


def signed(day=2, **more):
    told = {
        "at": at(day), "by": "A. Khan", "campaign": CAMPAIGN, "version": f"1 {'ab' * 32}", "decision": "hold",
        "card_sha256": digest(CARD), "script_sha256": digest(SCRIPT), "list_sha256": (digest("list"),),
        "cli": (f"+{LINE}",), "registers": (REGISTER,), "first_day": "2026-11-01", "last_day": "2026-11-30",
        "rules_version": "0" * 12, "accepted": ({"rule": "PECR-24", "why": "named in the introduction"},),
    }  # fmt: skip
    return CampaignSigned(**told | more)


def decided(number=ANNA, day=21, *, decision="block", reasons=("TPS_LISTED_NO_NOTIFICATION",), **more):
    from ringfence.rulebook import version

    told = {
        "at": at(day), "by": "gate", "id": f"d{day}-{number % 1000}", "reference": f"call-{day}", "campaign": CAMPAIGN,
        "number": number, "decision": decision, "reasons": reasons, "situation": "s1", "facts": FACTS,
        "rules_version": version(), "campaign_version": "1", "registers": (REGISTER,), "list_source": "contacts.csv",
        "shown": str(LINE), "door": "http",
    }  # fmt: skip
    return Decided(**told | more)


def ended(number=ANNA, day=21, **more):
    told = {
        "at": at(day, 15), "by": "dialler", "reference": f"call-{day}", "campaign": CAMPAIGN, "outcome": "refused",
        "number": number, "started_at": at(day, 14, 1), "seconds": 42.0, "source": "cdr",
    }  # fmt: skip
    return CallEnded(**told | more)


def objection(store, number=ANNA, *, said="stop ringing me", day=22, scope=EVERYONE, **more):
    return Event(
        id=store.key.id("test", number, said), kind="objection", number=number, at=at(day), recorded_at=at(day, 15),
        recorded_by="B. Osei", channel="phone", said=said, scope=scope, **more,
    )  # fmt: skip


def consent(store, number=ANNA, *, day=5, wording="Yes, the Example Party may ring me."):
    return Event(
        id=store.key.id("consent", number), kind="consent", number=number, at=f"2026-11-{day:02}", recorded_at=at(day),
        recorded_by="import", source="consents.csv row 2",
        details={"given_to": ["Example Party"], "wording": wording, "covers": ["live"]},
    )  # fmt: skip


def filled(store, home):
    """A history: a campaign, two people, calls to both, what they said."""
    put_campaign(home)
    ledger.append(
        store,
        [
            RegisterLoaded(at=at(1), by="A. Khan", numbers=3, **REGISTER),
            ScriptApproved(
                at=at(1),
                by="A. Khan",
                campaign=CAMPAIGN,
                sha256=digest(SCRIPT),
                overall="mixed",
                findings={"DM101": 1},
            ),
            ListScreened(
                at=at(1),
                by="A. Khan",
                campaign=CAMPAIGN,
                list_sha256=digest("list"),
                output_sha256="cd" * 32,
                rows=2,
                root="ef" * 32,
                on="2026-11-02",
                rules_version="0" * 12,
                decisions={"allow": 1, "block": 1},
            ),
            signed(),
        ],
    )
    store.append([consent(store), consent(store, BORIS)])
    ledger.append(
        store, [decided(day=10, decision="allow", reasons=(), facts={**FACTS, "listed": False}), ended(day=10)]
    )
    ledger.append(store, [decided(), decided(BORIS, day=20, decision="allow", reasons=()), ended(BORIS, day=20)])
    store.append([objection(store), objection(store, BORIS, said="no", scope=read_scope("campaign:spring-survey"))])
    ledger.append(
        store,
        [
            decided(day=23, reasons=("OBJECTION_ON_FILE",), facts={**FACTS, "objected": True}),
            Overridden(
                at=at(23),
                by="C. Roy",
                what="asked for the call back",
                reason="mistake",
                campaign=CAMPAIGN,
                decision=f"d23-{ANNA % 1000}",
                number=ANNA,
            ),
            ComplaintReceived(at=at(24), by="web", case="2026-7", channel="web", number=ANNA, about={"said": "why?"}),
        ],
    )
