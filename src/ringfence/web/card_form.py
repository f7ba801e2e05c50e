"""The form of a new campaign's card: the questions that decide most, each with help; the rest is edited as text.

What is left open is left out of the card: absent means not known.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ringfence.words import MODES, PURPOSES

OPEN = [("", "Not known")]
YES_NO = [*OPEN, ("true", "Yes"), ("false", "No")]
KINDS = [
    *OPEN,
    *((each, each.replace("_", " ").capitalize()) for each in (
        "party", "candidate", "elected_rep", "charity", "research_agency", "company", "public_body",
        "third_party_campaigner", "volunteer_group",
    )),
]  # fmt: skip


class NewCampaign(forms.Form):
    """A campaign's card, its main questions."""

    id = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        label="Id",
        help_text="A short name that diallers and files use, like spring-survey. It cannot be changed later.",
        error_messages={"invalid": "Letters, digits and . _ - only, and first a letter or a digit."},
    )
    name = forms.CharField(max_length=200, label="Name", help_text="As people know it.")
    purpose = forms.ChoiceField(
        choices=[(each, each.replace("_", " ").capitalize()) for each in PURPOSES],
        help_text="What the calls are for, not what the script says: the check reads the script itself.",
    )
    mode = forms.ChoiceField(
        choices=[(each, each.replace("_", " ").capitalize()) for each in MODES],
        label="Kind of call",
        help_text="Live means that a person speaks from the first word. A recording needs consent of its own kind.",
    )
    field_from = forms.DateField(
        label="First day of calls",
        help_text="The law of this day is the one that counts.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    field_until = forms.DateField(label="Last day of calls", widget=forms.DateInput(attrs={"type": "date"}))
    instigator = forms.CharField(required=False, max_length=200, help_text="On whose behalf people are called.")
    instigator_kind = forms.ChoiceField(choices=KINDS, required=False, label="The instigator is a")
    caller = forms.CharField(required=False, max_length=200, help_text="Who makes the calls, if it is somebody else.")
    caller_kind = forms.ChoiceField(choices=KINDS, required=False, label="The caller is a")
    linked = forms.ChoiceField(
        choices=YES_NO,
        required=False,
        label="Are answers kept with the person who gave them?",
        help_text="Research whose answers are kept against a person, to call on them later, is not only research.",
    )
    reused = forms.ChoiceField(choices=YES_NO, required=False, label="Will answers be used for marketing?")
    four_eyes = forms.BooleanField(
        required=False,
        label="Another person signs",
        help_text="Whoever made or changed the campaign may then not sign it: a colleague signs in and does.",
    )
    script = forms.FileField(label="Script", help_text="Text, Markdown or Word (.txt, .md, .docx).")
    numbers = forms.FileField(
        label="List of numbers", required=False, help_text="CSV or Excel, with a column of telephone numbers."
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("field_from"), found.get("field_until")
        if first and last and last < first:
            raise ValidationError("The last day of calls is before the first. Check both.")
        for who in ("instigator", "caller"):
            if found.get(who) and not found.get(f"{who}_kind"):
                self.add_error(f"{who}_kind", "Say what they are.")
        return found


def card(said: Mapping[str, Any]) -> str:
    """The card that says this."""
    about: dict[str, object] = {name: said[name] for name in ("id", "name", "purpose", "mode")}
    about |= {"script": said["script"].name, "field_from": said["field_from"], "field_until": said["field_until"]}
    tables: list[tuple[str, dict[str, object]]] = [("[campaign]", about)]
    tables += [
        (f"[{who}]", {"name": said[who], "kind": said[f"{who}_kind"]})
        for who in ("instigator", "caller")
        if said.get(who)
    ]
    answers = {"linked_to_person": _bool(said.get("linked")), "reused_for_marketing": _bool(said.get("reused"))}
    tables.append(("[answers]", {name: value for name, value in answers.items() if value is not None}))
    if said.get("four_eyes"):
        tables.append(("[gate]", {"four_eyes": True}))
    if said.get("numbers"):
        tables.append(("[[lists]]", {"file": said["numbers"].name}))
    return "\n".join(
        f"{head}\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in values.items())
        for head, values in tables
        if values
    )


def _bool(written: str | None) -> bool | None:
    return {"true": True, "false": False}.get(written or "")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else json.dumps(str(value), ensure_ascii=False)
