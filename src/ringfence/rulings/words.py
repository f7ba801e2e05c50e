"""The words of case files: which keys are known, what may stand behind each, and how a value is read.

A value is read as a set of words. `True` and `False` are words; free text gives the words that its fragments stand
for, and always STATED; a value that only alleges gives HEDGED, and one that says nothing gives UNKNOWN.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

STATED = "stated"  # something was said, whatever it was
HEDGED = "alleged"  # it was alleged, disputed, or claimed by somebody
UNKNOWN = "not known"  # the file says that nobody says
ODD = "not understood"
Words = frozenset[Hashable]

HEDGES = (
    "alleged",
    "disputed",
    "claimed",
    "reported",
    "suspected",
    "unclear",
    "partial",
    "sometimes",
    "some ",
    "in part",
)
SAYS_NOTHING = ("not stated", "unknown", "not known", "not reported", "unstated")


class Unreadable(ValueError):
    """A value of a kind, or a word, that its key cannot have; the message says what it can."""


@dataclass(frozen=True)
class Key:
    """One key of a case file and what may stand behind it."""

    takes: Literal["flag", "word", "text", "count"]
    worse: bool = True  # of a flag: the answer that would tell against the campaign, which an allegation alleges
    words: Mapping[str, str] = field(default_factory=dict)  # spelling -> word; of text: fragment -> word
    fact: str = ""  # the fact of the engine that says the very same

    def alleged(self, value: object) -> Words:
        """The words for a value if every allegation is true."""
        words = self.read(value)
        if HEDGED not in words:
            return words
        return frozenset({self.worse}) if self.takes == "flag" else self._tags(str(value).casefold())

    def read(self, value: object) -> Words:
        """The words for a value."""
        if self.takes == "count":
            return _count(value)
        if isinstance(value, bool):
            return self._flag(value)
        if not isinstance(value, str):
            raise Unreadable(f"it is {_kind(value)}, and has to be {self.wanted}")
        return self._said(" ".join(value.casefold().split()))

    def _flag(self, value: bool) -> Words:
        if self.takes == "word":
            raise Unreadable(f"it is {_kind(value)}, and has to be {self.wanted}")
        if self.takes == "flag":
            return frozenset({value})
        return frozenset({STATED}) if value else frozenset({"nothing"})

    def _said(self, text: str) -> Words:
        if text.startswith(SAYS_NOTHING):
            return frozenset({UNKNOWN})
        if self.takes == "word":
            if text not in self.words:
                raise Unreadable(f"“{text[:60]}” is not a word for it. It is {self.wanted}")
            return frozenset({self.words[text]})
        if text.startswith(HEDGES):
            return frozenset({HEDGED})
        if self.takes == "text":
            return self._tags(text)
        if text in {"true", "false", "yes", "no"}:
            raise Unreadable(
                f"“{text}” stands in quotes: write {'true' if text in {'true', 'yes'} else 'false'} without"
            )
        return frozenset({ODD, HEDGED})

    def _tags(self, text: str) -> Words:
        return frozenset({STATED, *(word for part, word in self.words.items() if _begins_a_word(part, text))})

    @property
    def wanted(self) -> str:
        """What may stand behind this key, in words."""
        if self.takes == "word":
            return f"one of {', '.join(dict.fromkeys(self.words.values()))}"
        return {"flag": "true, false or “alleged”", "text": "text", "count": "a whole number"}[self.takes]


@lru_cache(maxsize=4096)
def _begins_a_word(part: str, text: str) -> bool:
    """Whether a fragment stands in a text, at the beginning of a word."""
    return re.search(rf"\b{re.escape(part)}", text) is not None


def _count(value: object) -> Words:
    if isinstance(value, str) and value.casefold().startswith((*SAYS_NOTHING, *HEDGES)):
        return frozenset({UNKNOWN})
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Unreadable(f"it is {_kind(value)}, and has to be a whole number")
    return frozenset({STATED, "some" if value else "none", value})


def _kind(value: object) -> str:
    """What a value is, without printing what may be enormous."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"{type(value).__name__} {str(value)[:40]}"


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


def _says(fact: str, *, worse: bool = True) -> Key:
    """A flag that says just what a fact of the engine says."""
    return Key("flag", worse=worse, fact=fact)


FLAG = Key("flag")
GOOD = Key("flag", worse=False)  # a flag whose `false` tells against the campaign
TEXT = Key("text")
COUNT = Key("count")

CHANNELS = Key("word", words={
    **_same("phone", "text", "email", "other", "none"),
    "telephone": "phone", "call": "phone", "calls": "phone", "voice": "phone",
    "sms": "text", "texts": "text", "text message": "text", "text messages": "text", "mms": "text",
    "e-mail": "email", "emails": "email", "electronic mail": "email",
    "online survey": "other", "online": "other", "web": "other", "website": "other", "social media": "other",
    "app": "other", "post": "other", "letter": "other", "mail": "other", "fax": "other", "door": "other",
})  # fmt: skip
SECTORS = Key("text", words={
    "political party": "political", "political campaign": "political", "referendum campaign": "political",
    "candidate": "political", "charit": "charity", "claims": "claims", "pension": "pensions",
})  # fmt: skip

KEYS: dict[str, Key] = {
    # What kind of call or message.
    "call_type": Key("word", words={
        **_same("live", "automated", "text", "email", "none"),
        "recorded": "automated", "recorded message": "automated", "automatic": "automated", "sms": "text",
        "e-mail": "email",
    }),
    "automated_kind": Key("text", words={
        "avatar": "soundboard", "soundboard": "soundboard", "keypad": "keypad", "ivr": "keypad",
        "synthetic": "synthetic", "ai voice": "synthetic", "artificial": "synthetic", "voicemail": "voicemail",
    }),
    "recorded_message": FLAG,
    "keypad_survey": FLAG,
    "dialler_can_auto_sequence": _says("system_can_auto_sequence"),
    # What it is for.
    "promotes": Key("text", words={
        "charit": "charity", "donation": "charity", "fundrais": "charity", "legacy": "charity", "nothing": "nothing",
        "none": "nothing",
    }),
    "votes_asked_for": FLAG,
    "voting_intention_asked": FLAG,
    "contested_claims_read_as_fact": FLAG,
    "marketing_part_of_larger_message": FLAG,
    "marketing_sections_in_script": COUNT,
    "purpose_claimed": Key("text", words={
        "research": "research", "survey": "research", "poll": "research", "opinion": "research",
        "voting intention": "research", "service message": "service", "administrat": "service",
        "casework": "service", "service call": "service",
    }),
    "targeting_type": Key("text", words={"stronghold": "strongholds", "supporter": "strongholds"}),
    "results_saved_against_individual": _says("answers_linked"),
    "follow_up_marketing_planned": _says("answers_reused"),
    "contact_details_required": _says("collects_contact_details"),
    "solicited": _says("solicited_request"),
    # Who.
    "instigator_role": Key("text", words={"instigator": "instigator", "caller": "caller"}),
    "paid_callers": _says("paid_callers"),
    "product_special_rule": Key("word", words={**_same("pensions", "claims_management", "none"),
                                               "pension": "pensions", "claims": "claims_management"}),
    "fca_authorised": _says("fca_authorised", worse=False),
    # To whom.
    "list_source_type": Key("text", words={
        "own": "own", "purchased": "bought", "bought": "bought", "rented": "bought", "third_party": "bought",
        "third party": "bought", "lead_generator": "bought", "lead generator": "bought", "broker": "bought",
        "public_internet": "outside", "public internet": "outside", "opt_in_website": "outside",
    }),
    "list_source": Key("text", words={"own": "own", "purchased": "bought", "bought": "bought",
                                      "electoral register": "electoral register"}),
    "due_diligence_on_list": _says("source_checked", worse=False),
    "tps_registered_calls_made": FLAG,
    "ctps_registered_calls_made": FLAG,
    "tps_screened": GOOD,
    "objections_ignored": FLAG,
    "suppression_list_breached_calls": COUNT,
    "repeat_calls": _says("called_persistently"),
    # Consent.
    "consent_record": Key("word", words=_same(
        "none", "generic_third_party", "supplier_unverified", "bundled_website", "membership_only",
        "relationship_only", "opt_out_only", "newsletter_subscription_only", "evidence_deleted", "opt_outs_lost",
        "asked_in_call", "named_caller_and_purpose",
    )),
    "consent_claimed": TEXT,
    "consent_evidence_kept": GOOD,
    # What was said of the caller, and what number was shown.
    "identity_given": _says("identity_stated", worse=False),
    "contact_details_given": GOOD,
    "opt_out_offered": Key("text", words={"none": "none", "no ": "none"}),
    "false_names_used": FLAG,
    "generic_trading_names": FLAG,
    "several_trading_names": FLAG,
    "impersonation": TEXT,
    "cli_withheld_or_false": FLAG,
    "cli_withheld": _says("cli_withheld"),
    # What came before and after.
    "script_reviewed_by_regulator": _says("regulator_reviewed_script"),
    "wording_changed_after_complaint": _says("wording_changed", worse=False),
    "undertook_to_stop": _says("undertook_to_stop", worse=False),
    "prior_warnings": _says("prior_warnings"),
    "notice_in_force": _says("notice_in_force"),
    "notice_breached": _says("notice_breached"),
    # Calls that reach nobody.
    "abandoned_rate_exceeded_days": Key("count", fact="abandoned_rate_exceeded_days"),
    "amd_repeat_within_24h": Key("count", fact="amd_repeat_within_24h"),
}  # fmt: skip

SAME_AS = {  # another way to write the same key; the second says what it is an allegation of
    "tps_registered_calls_alleged": "tps_registered_calls_made",
    "ctps_registered_calls_alleged": "ctps_registered_calls_made",
    "false_trading_name_alleged": "false_names_used",
}

# Keys that describe, and on which no rule turns.
DESCRIPTIVE = frozenset({
    "audience", "blamed_third_party", "caller_role", "defence_argued", "dialler", "human_reachable",
    "improved_after_contact", "misleading_content", "marketing_section_kind", "purpose_detail", "revenue_number_shown",
    "staff_training_given", "targeting", "unsocial_hours", "vulnerable_people_affected", "vulnerable_people_targeted",
})  # fmt: skip

# What the decision-maker concluded: never an input, wherever it stands.
FINDINGS = frozenset({
    "purpose_found", "research_purpose_accepted", "service_purpose_accepted", "valid_consent_found", "deliberate",
    "consent_failed_because", "defence_accepted", "sugging", "targeting_used_as_evidence_of_purpose",
})  # fmt: skip
