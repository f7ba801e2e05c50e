"""What people said about consent since the campaign was signed, beside the files it was signed with.

A refusal or a withdrawal goes before any file. A consent goes before the file's if it names the caller and covers this
kind of call; else the file's stands.
"""

from collections.abc import Sequence

from ringfence.gate.footing import Footing, Pairs
from ringfence.logic import Facts
from ringfence.preferences import consent_facts
from ringfence.preferences.events import Event


def said_since(events: Sequence[Event], footing: Footing) -> Pairs:
    """The facts about consent that these events come to on the day."""
    signed = footing.signed
    rows = consent_facts.on_file(events)
    found = dict(consent_facts.facts(rows, footing.on, signed.organisations, signed.consent_channel))
    if any(row.withdrawn_on is not None for row in rows):
        found["consent_withdrawn"] = True if found["consent_on_file"] else found["consent_withdrawn"]
    return tuple(found.items())


def counts(said: Pairs, file: Facts, channel: str) -> Pairs:
    """The facts that go before those of the campaign's own files; none where these stand."""
    found = dict(said)
    better = found.get("consent_names_caller") is True and found.get(f"consent_{channel}") is True
    if file.get("consent_on_file") is not True or found.get("consent_withdrawn") is True or better:
        return said
    return ()
