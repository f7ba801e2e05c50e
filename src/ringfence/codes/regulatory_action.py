"""Whether the regulator would make a finding at all: on a first contact that was heeded it has so far given advice."""

from datetime import date

from ringfence import facts as f
from ringfence.logic import ALWAYS
from ringfence.rule import Doubt, Force, Instrument, Rule, doubtful, outside, unknown

ICO_PRACTICE = Instrument(
    id="ICO-PRACTICE",
    title="The regulator's published outcomes on first contacts, 2007 and 2014",
    number="",
    address="",
    in_force_from=date(2007, 1, 1),
    checked_on=date(2026, 11, 21),
)

ENF_ADVICE = Rule(
    id="ENF-ADVICE",
    cites="regulator's practice: Labour 2007 (a recorded message), Conservatives 2014 (a survey)",
    instrument=ICO_PRACTICE,
    provision="ICO-advice",
    force=Force.REG_POLICY,
    in_force_from=date(2007, 1, 1),
    says="On a first contact, where the wording was changed or the organisation undertook to stop after the regulator "
    "read it, the regulator has so far given advice and made no finding. That does not make the calls lawful.",
    binds=("caller", "instigator"),
    applies=(f.wording_changed | (f.regulator_reviewed_script & f.undertook_to_stop)) & ~f.prior_warnings,
    doubts=(
        Doubt(
            "The organisation heeded the regulator at the first contact. Is a finding to be expected, or advice only?",
            when=ALWAYS,
            open_point="a practice seen in two published outcomes, bound by no rule; a breach stays a breach",
        ),
    ),
    reason_open="FINDING_DOUBTFUL",
    discharged_by="the letters to and from the regulator, with their dates",
    cure="Keep the undertaking: a second time, the same conduct was met with a notice.",
    authorities=(
        "ICO advice to the Labour Party, 2007; its enforcement notice of 2010 on the same kind of message",
        "ICO letter to the Conservative Party, 2014",
    ),
    unsure=("Seen in published outcomes; no published policy that promises it was found.",),
    examples=(
        doubtful("a party agrees to drop a recorded message that the regulator read", regulator_reviewed_script=True,
                 undertook_to_stop=True, wording_changed=False),
        doubtful("a survey's wording is changed after a complaint", wording_changed=True),
        doubtful("first contact, and it is known to be one", wording_changed=True, prior_warnings=False),
        outside("the same message again, after advice and a promise", regulator_reviewed_script=True,
                undertook_to_stop=True, wording_changed=True, prior_warnings=True),
        outside("read, and no promise made", regulator_reviewed_script=True, undertook_to_stop=False,
                wording_changed=False),
        outside("a promise, but the regulator never read the script", regulator_reviewed_script=False,
                undertook_to_stop=True, wording_changed=False),
        unknown("not known what was done after the complaint", regulator_reviewed_script=True, wording_changed=False),
        unknown("not known whether the regulator read it", undertook_to_stop=True, wording_changed=False),
    ),
)  # fmt: skip

RULES = (ENF_ADVICE,)
