"""The secrecy of the ballot: forecasts from votes cast, postal voters at their papers, lists of who has voted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ringfence import facts as f
from ringfence.law.representation_1983.act import (
    JUDGED_FROM,
    POSTAL_SECRECY_FROM,
    POSTAL_SECRECY_SURE_FROM,
    RPA,
)
from ringfence.rule import Doubt, Exemption, Force, Rule, doubtful, lawful, outside, unknown, unlawful

_ASKS: dict[str, Any] = {"vote_intention_question": True, "in_voting_period": True}

_EXIT: dict[str, Any] = {
    **_ASKS,
    "rests_on_votes_cast": True,
    "published_before_close": True,
    "election_kind": "uk_general",
}
_EXIT_ELECTIONS = ("uk_general", "uk_by_election", "local_england", "local_wales")
_EXIT_OTHERS = tuple(kind for kind in f.election_kind.words if kind not in _EXIT_ELECTIONS)
RPA_66A = Rule(
    id="RPA-66A",
    cites="RPA 1983 s 66A",
    instrument=RPA,
    path="section/66A",
    provision="RPA1983-exit-poll",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Nobody may publish, before polls close, a statement or forecast that rests, or may be taken to rest, on what "
    "people said of their votes after they had voted.",
    binds=("publisher",),
    consequences=("crime",),
    applies=f.vote_intention_question & f.in_voting_period,
    broken=f.rests_on_votes_cast & f.published_before_close & f.election_kind.among(*_EXIT_ELECTIONS),
    doubts=(
        Doubt(
            "Does the ban on exit polls reach this kind of election?",
            when=f.rests_on_votes_cast & f.published_before_close & f.election_kind.among(*_EXIT_OTHERS),
            open_point="section 66A names parliamentary elections and local elections in England and Wales; other "
            "enactments extend it, which were not read",
        ),
    ),
    reason="EXIT_POLL",
    discharged_by="the release log with times; the wording of the questions",
    cure="Hold every result until polls have closed; ask those who have already voted nothing, or count them apart.",
    examples=(
        unlawful("a forecast from postal votes, put out at noon", **_EXIT),
        unlawful("at a local election in Wales", **{**_EXIT, "election_kind": "local_wales"}),
        unlawful("at a local election in England", **{**_EXIT, "election_kind": "local_england"}),
        unlawful("at a by-election", **{**_EXIT, "election_kind": "uk_by_election"}),
        lawful("intentions only", **{**_EXIT, "rests_on_votes_cast": False}),
        lawful("kept for the client until ten at night", **{**_EXIT, "published_before_close": False}),
        *(doubtful(f"at an election called {kind}", **{**_EXIT, "election_kind": kind}) for kind in _EXIT_OTHERS),
        lawful("intentions only, for the Senedd", **{**_EXIT, "election_kind": "senedd", "rests_on_votes_cast": False}),
        lawful("kept for the client, for the Senedd", **{**_EXIT, "election_kind": "senedd",
                                                        "published_before_close": False}),
        outside("before ballots went out", **{**_EXIT, "in_voting_period": False}),
        outside("no question on votes", **{**_EXIT, "vote_intention_question": None}),
        unknown("not known for which election", **{**_EXIT, "election_kind": None}),
        unknown("not known when it was released", **{**_EXIT, "published_before_close": None}),
    ),
)  # fmt: skip

_MARKING: dict[str, Any] = {**_ASKS, "marking_ballot": True, "asked_on": True, "election_kind": "uk_general"}
_POSTAL_ELECTIONS = ("uk_general", "uk_by_election", "local_england")
_POSTAL_OTHERS = tuple(kind for kind in f.election_kind.words if kind not in _POSTAL_ELECTIONS)
_POSTAL_SURE = f.election_kind.among(*_POSTAL_ELECTIONS)
_WALES: dict[str, Any] = {**_MARKING, "election_kind": "local_wales"}
_POSTAL_DOUBTFUL = tuple(
    doubtful(f"at an election called {kind}", **{**_MARKING, "election_kind": kind}) for kind in _POSTAL_OTHERS
)
_POSTAL_DOUBT = Doubt(
    "Does the secrecy of postal voting in section 66(3A) reach this kind of election?",
    when=f.marking_ballot & f.asked_on & ~f.for_published_poll & f.election_kind.among(*_POSTAL_OTHERS),
    open_point="section 66(6A) names parliamentary elections and local elections in England; others have other texts",
)
RPA_66_POST = Rule(
    id="RPA-66-POST",
    cites="RPA 1983 s 66(3A)-(3E), (6), (6A), inserted by Elections Act 2022 s 7",
    instrument=RPA,
    path="section/66",
    provision="RPA1983-postal-secrecy",
    force=Force.LAW,
    in_force_from=POSTAL_SECRECY_SURE_FROM,
    says="Nobody may ask a postal voter for whom they vote while the voter is about to mark, is marking or has just "
    "marked the ballot paper, or pass on what was so learnt, unless it is for a published poll or forecast.",
    binds=("caller", "instigator"),
    consequences=("crime",),
    applies=f.vote_intention_question & f.in_voting_period,
    broken=f.marking_ballot & f.asked_on & _POSTAL_SURE,
    exemptions=(Exemption("s 66(3D)", f.for_published_poll, "the answers are for a published poll or forecast"),),
    doubts=(_POSTAL_DOUBT,),
    reason="POSTAL_VOTE_ASKED",
    discharged_by="the guard in the script ('if the ballot is in front of them, skip'); callers' notes",
    cure="Put a guard before the question: whoever has the ballot paper in front of them is not asked.",
    authorities=("In force 12 December 2023: SI 2023/1234, as the note of earlier orders under SI 2023/1405 says",),
    examples=(
        unlawful("'I'm filling it in now', and the caller presses", **_MARKING),
        unlawful("at a by-election", **{**_MARKING, "election_kind": "uk_by_election"}),
        unlawful("at a local election in England", **{**_MARKING, "election_kind": "local_england"}),
        lawful("the same call for a published poll", **_MARKING, for_published_poll=True),
        lawful("the caller thanks and rings off", **{**_MARKING, "asked_on": False}),
        lawful("a voter with no ballot paper in hand", **{**_MARKING, "marking_ballot": False}),
        *_POSTAL_DOUBTFUL,
        lawful("in Wales, the caller rings off", **{**_WALES, "asked_on": False}),
        lawful("in Wales, no ballot paper in hand", **{**_WALES, "marking_ballot": False}),
        lawful("a published poll in Wales", **{**_MARKING, "election_kind": "local_wales"}, for_published_poll=True),
        outside("before ballots went out", **{**_MARKING, "in_voting_period": False}),
        outside("no question on votes", **{**_MARKING, "vote_intention_question": None}),
        unknown("not known for which election", **{**_MARKING, "election_kind": None}),
        unknown("the recording was not heard", **{**_MARKING, "asked_on": None}),
    ),
)  # fmt: skip
_RPA_66_POST_FIRST = replace(
    RPA_66_POST,
    in_force_from=POSTAL_SECRECY_FROM,
    until=POSTAL_SECRECY_SURE_FROM - timedelta(days=1),
    broken=f.marking_ballot & f.asked_on & _POSTAL_SURE & f.polls_after_start,
    doubts=(
        _POSTAL_DOUBT,
        Doubt(
            "The section began on 12 December 2023. Did it hold for a poll before 2 May 2024?",
            when=f.marking_ballot & f.asked_on & ~f.for_published_poll & ~f.polls_after_start,
            open_point="the savings in SI 2023/1234 for polls before 2 May 2024 were not read",
        ),
    ),
    examples=(
        unlawful("for the poll of 2 May 2024", **_MARKING, polls_after_start=True),
        unlawful("for a by-election on that day", **{**_MARKING, "election_kind": "uk_by_election"},
                 polls_after_start=True),
        unlawful("for an English council on that day", **{**_MARKING, "election_kind": "local_england"},
                 polls_after_start=True),
        doubtful("for a poll of February 2024", **_MARKING, polls_after_start=False),
        *(replace(each, facts={**each.facts, "polls_after_start": True}) for each in _POSTAL_DOUBTFUL),
        lawful("in Wales, the caller rings off", **{**_WALES, "asked_on": False}, polls_after_start=True),
        lawful("in Wales, no ballot paper in hand", **{**_WALES, "marking_ballot": False}, polls_after_start=True),
        lawful("for a published poll", **_MARKING, polls_after_start=False, for_published_poll=True),
        lawful("for a published poll of May", **_MARKING, polls_after_start=True, for_published_poll=True),
        lawful("in Wales, for a published poll", **{**_MARKING, "election_kind": "local_wales"},
               polls_after_start=True, for_published_poll=True),
        lawful("the caller rings off", **{**_MARKING, "asked_on": False}, polls_after_start=True),
        lawful("the caller rings off in February", **{**_MARKING, "asked_on": False}, polls_after_start=False),
        lawful("no ballot paper in hand", **{**_MARKING, "marking_ballot": False}, polls_after_start=True),
        lawful("no ballot paper in hand in February", **{**_MARKING, "marking_ballot": False},
               polls_after_start=False),
        outside("before ballots went out", **{**_MARKING, "in_voting_period": False}, polls_after_start=True),
        outside("no question on votes", **{**_MARKING, "vote_intention_question": None}, polls_after_start=True),
        unknown("not known for which election", **{**_MARKING, "election_kind": None}, polls_after_start=True),
        unknown("which poll?", on=POSTAL_SECRECY_SURE_FROM - timedelta(days=1), **_MARKING),
    ),
)  # fmt: skip

_LIST: dict[str, Any] = {
    "voted_list_used": True,
    "voted_list_from_station": True,
    "in_voting_period": True,
    "attended_station": True,
}
RPA_66_TELL = Rule(
    id="RPA-66-TELL",
    cites="RPA 1983 s 66(1), (6)",
    instrument=RPA,
    path="section/66",
    provision="RPA1983-who-has-voted",
    force=Force.LAW,
    in_force_from=JUDGED_FROM,
    says="Agents, candidates and officers who attend at a polling station may tell nobody, before polls close, who has "
    "or has not voted; call lists made of what they told are tainted.",
    binds=("instigator", "caller"),
    consequences=("crime",),
    applies=f.voted_list_used & f.in_voting_period,
    broken=f.voted_list_from_station & f.attended_station,
    exemptions=(Exemption("s 66(1)", f.telling_authorised, "the telling was authorised by law"),),
    doubts=(
        Doubt(
            "The list came from inside the polling station, and the one judged was not there. What do they answer "
            "for?",
            when=f.voted_list_from_station & ~f.attended_station & ~f.telling_authorised,
            open_point="section 66(1) binds those who attend at the station; the caller's position is not in its words",
        ),
    ),
    reason="VOTED_LIST_TAINTED",
    discharged_by="where each list of who had voted came from, and when",
    cure="Use only numbers taken by tellers outside the station; set the list aside.",
    unsure=("Numbers given to tellers outside the station are not within these words: our reading.",),
    examples=(
        unlawful("a polling agent texts names to the phone bank", **_LIST),
        lawful("tellers outside took the numbers", **{**_LIST, "voted_list_from_station": False}),
        lawful("tellers outside, used by others", **{**_LIST, "voted_list_from_station": False,
                                                     "attended_station": False}),
        lawful("authorised", **_LIST, telling_authorised=True),
        lawful("authorised, and used by others", **{**_LIST, "attended_station": False}, telling_authorised=True),
        doubtful("the phone bank that used it", **{**_LIST, "attended_station": False}),
        outside("the marked register, after the poll", **{**_LIST, "in_voting_period": False}),
        outside("no such list", **{**_LIST, "voted_list_used": None}),
        unknown("not known who was at the station", **{**_LIST, "attended_station": None}),
        unknown("not known where it came from", **{**_LIST, "voted_list_from_station": None}),
    ),
)  # fmt: skip

RULES = (RPA_66A, _RPA_66_POST_FIRST, RPA_66_POST, RPA_66_TELL)
