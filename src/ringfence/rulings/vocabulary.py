"""What the words of a case file mean to the law: one table from words to facts, with a reason for each row.

A row holds when every key it names has the word it asks for (ABSENT: nothing was said under that key); later rows
outweigh earlier ones. Rows of `_maybe` speak of what may be so: they count only where every allegation is taken as
true. Rows of `_told` carry a reason that a reader of the judgement should see. No row says what is lawful.

Keys that say just what a fact says are not repeated here: see `fact` in `words.KEYS`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ringfence.logic import Value
from ringfence.rulings.words import KEYS, STATED, UNKNOWN, Words

ABSENT = "absent"
OVER_28_DAYS = 29  # published figures count numbers that had been registered for more than 28 days


@dataclass(frozen=True)
class Row:
    """If these words are there, these facts are so, for this reason."""

    when: Mapping[str, Hashable]
    sets: Mapping[str, Value]
    why: str
    unless: Sequence[str] = ()  # keys of which nothing may be said
    alleged: bool = False  # so it may be, not so it is
    told: bool = False  # its reason is told beside the judgement

    def holds(self, words: Mapping[str, Words]) -> bool:
        """Whether every word asked for is there."""
        silent = not any(key in words for key in self.unless)
        return silent and all(_has(words, key, word) for key, word in self.when.items())


def _has(words: Mapping[str, Words], key: str, word: Hashable) -> bool:
    if word == ABSENT:
        return key not in words
    return key in words and word in words[key]


@dataclass(frozen=True)
class Meaning:
    """What a case's words come to: facts, facts if every allegation is true, and what a reader should know of both."""

    facts: Mapping[str, Value]
    alleged: Mapping[str, Value]
    notes: tuple[str, ...]


def meaning(said: Mapping[str, Words], alleged: Mapping[str, Words]) -> Meaning:
    """The facts of a case from its words, and from its words with every allegation taken as true."""
    return _meaning(frozenset(said.items()), frozenset(alleged.items()))


@lru_cache(maxsize=65_536)
def _meaning(said_items: frozenset[tuple[str, Words]], alleged_items: frozenset[tuple[str, Words]]) -> Meaning:
    said, alleged = dict(said_items), dict(alleged_items)
    held = [row for row in ROWS if not row.alleged and row.holds(said)]
    feared = [row for row in ROWS if row.holds(alleged)]
    notes = tuple(dict.fromkeys(row.why for row in (*held, *feared) if row.told))
    return Meaning(_facts(said, held), _facts(alleged, feared), notes)


def _facts(words: Mapping[str, Words], rows: Sequence[Row]) -> dict[str, Value]:
    """What keys that say the same as a fact give, and then the rows."""
    same = {KEYS[key].fact: value for key in words if key in KEYS and KEYS[key].fact for value in _values(words[key])}
    return same | {name: value for row in rows for name, value in row.sets.items()}


def _values(words: Words) -> list[Value]:
    return [word for word in words if isinstance(word, (bool, int))]


def _is(when: Mapping[str, Hashable], sets: Mapping[str, Value], why: str, *unless: str) -> Row:
    return Row(when, sets, why, unless)


def _told(when: Mapping[str, Hashable], sets: Mapping[str, Value], why: str, *unless: str) -> Row:
    return Row(when, sets, why, unless, told=True)


def _maybe(when: Mapping[str, Hashable], sets: Mapping[str, Value], why: str, *unless: str) -> Row:
    return Row(when, sets, why, unless, alleged=True, told=True)


_KIND_OF_CALL = (
    _is({"call_type": "live"}, {"mode": "live"}, "A person speaks."),
    _is({"call_type": "automated"}, {"mode": "recorded"}, "Something recorded is played."),
    _is({"call_type": ABSENT, "recorded_message": True}, {"mode": "recorded"}, "A recording is played."),
    _maybe({"call_type": "live", "recorded_message": True},
           {"mode": "recorded_then_live", "abandoned_message_markets": True},
           "A recording was played in some of these live calls, and the file does not say whether it promoted."),
    _is({"call_type": "automated", "keypad_survey": True}, {"mode": "ivr_survey"}, "People answer a recording by key."),
    _is({"call_type": "automated", "automated_kind": "keypad"}, {"mode": "ivr_survey"}, "The same in other words."),
    _is({"call_type": "automated", "automated_kind": "soundboard"}, {"mode": "soundboard"}, "Clips played by hand."),
    _is({"call_type": "automated", "automated_kind": "synthetic"}, {"mode": "ai_voice"}, "A machine speaks."),
    _is({"call_type": "automated", "automated_kind": "voicemail"}, {"mode": "voicemail_drop"}, "Left without ringing."),
)  # fmt: skip

_NO_WORD_OF_PROMOTION = {"promotes": ABSENT, "votes_asked_for": ABSENT, "marketing_sections_in_script": ABSENT}
_DECLARED = "Nothing is said to be promoted, so the purpose claimed is taken as the declared one."
_PURPOSE = (
    # With no word of promotion, what is known of the script's sections decides, as in the script check (judge.py).
    _is({"promotes": STATED}, {"script_markets": True}, "Something is promoted."),
    _is({"promotes": "nothing"}, {"script_markets": False}, "The file says that nothing is promoted."),
    _told({"promotes": UNKNOWN}, {"script_markets": None}, "Whether anything was promoted is not stated."),
    _is({"votes_asked_for": True}, {"ask_vote": True, "script_markets": True}, "Asking for a vote promotes a side."),
    _is({"marketing_sections_in_script": "some"}, {"script_markets": True}, "Some sections promote."),
    _is({"marketing_part_of_larger_message": True}, {"script_markets": True}, "A part of it promotes."),
    _is({"voting_intention_asked": True}, {"vote_intention_question": True}, "The question is put in the script."),
    _is({"contested_claims_read_as_fact": True}, {"loaded_premise": True}, "Questions rest on contested claims."),
    _is({"purpose_claimed": "research"}, {"presents_as_research": True}, "It is what the call says of itself."),
    _is({"purpose_claimed": "service"}, {"presents_as_service": True}, "It is what the call says of itself."),
    _told({"purpose_claimed": "service", **_NO_WORD_OF_PROMOTION}, {"purpose": "service"}, _DECLARED),
    _told({"purpose_claimed": "research", **_NO_WORD_OF_PROMOTION}, {"purpose": "research"}, _DECLARED),
    _told({"voting_intention_asked": True, "sector": "political", **_NO_WORD_OF_PROMOTION}, {"purpose": "voter_id"},
          "A party or campaign asks how people vote: finding that out is taken as the declared purpose."),
    _is({"targeting_type": "strongholds"}, {"audience_by_support": True}, "Places are chosen for whom they support."),
    _maybe({"results_saved_against_individual": True}, {"personal_data": True},
           "Answers were saved against the person called. Whether anybody could be identified is not said, so data "
           "protection law is judged on an allegation only."),
    _is({"contact_details_required": True}, {"personal_data": True}, "The answers come with names or addresses."),
)  # fmt: skip

_WHO = (
    _is({"sector": "political"}, {"instigator_is_party": True}, "A party or campaign has the calls made."),
    _is({"sector": "charity", "promotes": "charity"}, {"charity_fundraising": True}, "A charity asks for support."),
    _is({"product_special_rule": "pensions"}, {"pensions": True}, "Pensions are marketed."),
    _is({"product_special_rule": "claims_management"}, {"claims_management": True}, "Claims services are marketed."),
    _maybe({"sector": "pensions", "promotes": STATED}, {"pensions": True},
           "Its trade is pensions: what it promoted may have been pensions.", "product_special_rule"),
    _maybe({"sector": "claims", "promotes": STATED}, {"claims_management": True},
           "Its trade is claims: what it promoted may have been claims management.", "product_special_rule"),
    _is({"instigator_role": "instigator"}, {"encouraged": True}, "It had the calls made."),
)  # fmt: skip

_LISTED: dict[str, Value] = {"listed": True, "listed_days": OVER_28_DAYS}
_COUNTED = "Calls to registered numbers are taken as published figures count them: registered for more than 28 days."
_SAID_OF_REGISTER = ("tps_registered_calls_made", "ctps_registered_calls_made")
_HAD_OBJECTED: dict[str, Value] = {"objected": True, "person_objected": True}
_SOURCES = ("list_source", "list_source_type")
_NUMBERS = (
    *(_is({key: "own"}, {"source_bought": False}, "The list is its own.") for key in _SOURCES),
    *(_is({key: "bought"}, {"source_bought": True, "list_bought": True}, "Others supplied it.") for key in _SOURCES),
    *(_is({key: source}, {"client_relationship": False}, "Numbers from outside are not those of its clients.")
      for key, source in (("list_source", "bought"), ("list_source_type", "bought"), ("list_source_type", "outside"))),
    _is({"list_source": "electoral register"}, {"electoral_register": True}, "The register is named as a source."),
    _is({"tps_registered_calls_made": False}, {"listed": False}, "No registered number was called."),
    _is({"tps_registered_calls_made": ABSENT, "ctps_registered_calls_made": False}, {"listed": False},
        "No registered number was called."),
    _told({"tps_registered_calls_made": True}, {**_LISTED, "listed_on_register": "tps"}, _COUNTED),
    _told({"ctps_registered_calls_made": True}, {**_LISTED, "listed_on_register": "ctps"}, _COUNTED),
    _is({"tps_registered_calls_made": True, "ctps_registered_calls_made": True}, {"listed_on_register": "both"},
        "Numbers on either register were called."),
    _is({"tps_registered_calls_made": ABSENT, "ctps_registered_calls_made": True}, {"subscriber_kind": "corporate"},
        "Only lines of companies and other bodies are on the CTPS."),
    _told({"tps_screened": False}, {}, "Calling without screening does not show that a registered number was called.",
          *_SAID_OF_REGISTER),
    _told({"tps_screened": True}, {}, "Screening does not show that no registered number was called.",
          *_SAID_OF_REGISTER),
    _is({"objections_ignored": True}, _HAD_OBJECTED, "People were called who had objected."),
    _is({"objections_ignored": False}, {"objected": False, "person_objected": False}, "No objector was called."),
    _is({"suppression_list_breached_calls": "some"}, _HAD_OBJECTED, "People were called who had objected."),
    _told({"suppression_list_breached_calls": "some", "objections_ignored": False},
          {"objected": None, "person_objected": None},
          "Calls to people on the do-not-call list are counted, and objections are said not to have been ignored: they "
          "contradict each other, so the first is judged as an allegation."),
    Row({"suppression_list_breached_calls": "some"}, _HAD_OBJECTED, "The allegation just told.", alleged=True),
)  # fmt: skip

_NOT_ONE: dict[str, Value] = {"consent_on_file": False}
_NO_RELATION: dict[str, Value] = {"client_relationship": False, "details_from_sale": False}
_SOME_RELATION: dict[str, Value] = {"client_relationship": None, "details_from_sale": None}
_ON_RELATION: dict[str, Value] = {**_NOT_ONE, "relationship_claimed": True}
_FITS: dict[str, Value] = {"consent_live": True, "consent_automated": True, "consent_mail": True}
_FROM_OTHERS: dict[str, Value] = {
    **_FITS, "consent_on_file": True, "consent_indirect": True, "consent_names_caller": False, "consent_proof": False,
}  # fmt: skip
_OWN: dict[str, Value] = {
    **_FITS, "consent_on_file": True, "consent_indirect": False, "consent_names_caller": True, "consent_proof": True,
    "consent_withdrawn": False,
}  # fmt: skip
_UNSHOWN: dict[str, Value] = {**_OWN, "consent_proof": False, "consent_withdrawn": None}
_CONSENT = (
    _is({"promotes": STATED}, _NO_RELATION, "A sale or client relationship is for whoever relies on it to show."),
    _told({"promotes": STATED, "consent_record": ABSENT}, {},
          "The file describes no consent, and no sale or client relationship in place of one. It is for whoever calls "
          "or writes to show one, so none is taken to be on file."),
    _is({"consent_record": "none"}, {**_NOT_ONE, "relationship_claimed": False},
        "There is nothing: for a relationship or subscription the files have words of their own."),
    _is({"consent_record": "opt_out_only"}, _NOT_ONE, "People were only free to opt out: nobody said yes."),
    _is({"consent_record": "membership_only"}, _ON_RELATION, "They were members: nobody said yes to this."),
    _is({"consent_record": "relationship_only"}, {**_ON_RELATION, **_SOME_RELATION},
        "They were known to it: nobody said yes to this, and what had passed between them is not said."),
    _is({"consent_record": "newsletter_subscription_only"}, _ON_RELATION, "They said yes to something else."),
    _is({"consent_record": "generic_third_party"}, _FROM_OTHERS, "Given to others, for partners nobody named."),
    _is({"consent_record": "supplier_unverified"}, _FROM_OTHERS, "There is only the supplier's word for it."),
    _is({"consent_record": "bundled_website"}, {**_OWN, "consent_bundled": True, "consent_indirect": None},
        "Agreed to together with other things, on whose website is not said."),
    _is({"consent_record": "evidence_deleted"}, _UNSHOWN, "Nothing is left to show it."),
    _is({"consent_record": "opt_outs_lost"}, _UNSHOWN, "Nobody can show that a consent still stood."),
    _is({"consent_record": "asked_in_call"}, {**_OWN, "consent_in_call": True}, "Asked for when the call had begun."),
    _told({"consent_record": "named_caller_and_purpose"}, _OWN,
          "A consent that names the caller and its purpose is taken to cover the kind of call or message made."),
    _is({"consent_evidence_kept": False, "consent_record": ABSENT}, {"consent_proof": False}, "Nothing shows it."),
    _maybe({"consent_evidence_kept": False, "consent_record": "named_caller_and_purpose"}, {"consent_proof": False},
           "A good consent is said to be on record, and evidence of consent not to have been kept: the record is taken "
           "as it stands, the rest as an allegation."),
)  # fmt: skip

_MAIL = ("text", "email")
_DOUBTFUL_NAME: dict[str, Value] = {"trading_names_doubtful": True}
_CALLER_NAMED = (
    _is({"contact_details_given": True}, {"contact_stated": True}, "Whether they are free of charge is not said."),
    _is({"contact_details_given": False}, {"contact_stated": False, "contact_free_or_address": False}, "None at all."),
    *(_is({"channel": mail, "objections_ignored": True}, {"consent_withdrawn": True},
          "Who objects to messages takes back what consent there was.") for mail in _MAIL),
    *(_is({"channel": mail, "identity_given": given}, {"sender_hidden": not given}, "It names a sender, or none.")
      for mail in _MAIL for given in (True, False)),
    *(_is({"channel": mail, "contact_details_given": False}, {"optout_address": False},
          "A message without contact details gives no address for asking it to stop.", "opt_out_offered")
      for mail in _MAIL),
    _is({"opt_out_offered": "none"}, {"optout_address": False, "objection_offered": False}, "No way to object."),
    _is({"false_names_used": True}, {**_DOUBTFUL_NAME, "alias_used": True}, "Whose name it was is for a person."),
    _is({"generic_trading_names": True}, _DOUBTFUL_NAME, "Whether such a name names the caller is for a person."),
    _is({"several_trading_names": True}, _DOUBTFUL_NAME, "Whether such names name the caller is for a person."),
    _is({"impersonation": STATED}, {"impersonates_official": True}, "It passed itself off as somebody else."),
    *(Row({"channel": mail, key: word}, {"sender_hidden": True}, "A false name may hide the sender.", alleged=True)
      for mail in _MAIL for key, word in (("false_names_used", True), ("impersonation", STATED))),
    _is({"cli_withheld_or_false": False}, {"cli_withheld": False}, "A true number was shown."),
    _maybe({"cli_withheld_or_false": True}, {"cli_withheld": True, "cli_contactable": False, "other_misuse": True},
           "The number was withheld or false, and the file does not say which: both are judged as allegations.",
           "cli_withheld"),
)  # fmt: skip

ROWS: tuple[Row, ...] = (*_KIND_OF_CALL, *_PURPOSE, *_WHO, *_NUMBERS, *_CONSENT, *_CALLER_NAMED)
