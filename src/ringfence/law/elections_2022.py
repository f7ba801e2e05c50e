"""The Elections Act 2022, Part 6: names and addresses on electronic material. Calls to a number are outside it."""

from datetime import date
from typing import Any

from ringfence import facts as f
from ringfence.rule import Doubt, Exemption, Force, Instrument, Rule, doubtful, lawful, outside, unknown, unlawful

ELECTIONS_ACT = Instrument(
    id="EA-2022",
    title="Elections Act 2022, Part 6",
    number="2022 c. 37",
    address="https://www.legislation.gov.uk/ukpga/2022/37",
    in_force_from=date(2023, 11, 1),  # ss 30 to 53: SI 2023/1145, by the note of earlier orders under SI 2023/1405
    checked_on=date(2026, 11, 21),
)

# s 39(3) shuts out calls made to the person at a number of a numbering plan, and SMS to such a number. Ministers may
# redefine these words (s 39(6)): dated data, read in the text as it stands.
EXCLUDED = ("call_to_number", "sms")
PUBLISHED = ("picture_or_rich_text", "messaging_app", "web_or_social")  # not excluded
UNCLEAR = ("voicemail", "call_in_recording", "app_call", "app_call_by_number")

_CLEAR = f.channel.among(*PUBLISHED)
_DUTY = ~f.imprint_included & f.election_purpose
_SITE: dict[str, Any] = {
    "other_channel": True, "channel": "web_or_social", "instigator_is_party": True, "paid_advert": False,
    "election_purpose": True, "imprint_included": False,
}  # fmt: skip
EA22_39 = Rule(
    id="EA22-39",
    cites="Elections Act 2022 ss 39, 41, 42, 44 and 48",
    instrument=ELECTIONS_ACT,
    path="section/39",
    provision="EA2022-digital-imprint",
    force=Force.LAW,
    in_force_from=date(2023, 11, 1),
    says="Material of a campaign that is published in electronic form must carry the names and addresses of its "
    "promoter and of whoever it is for, to be heard where it is sound. A call made to a person's number, or a text "
    "message to it, is outside; the same recording put online, or played to people who ring in, is not.",
    binds=("publisher", "instigator"),
    consequences=("crime",),
    applies=f.other_channel & ~f.channel.among(*EXCLUDED) & (f.instigator_is_party | f.paid_advert),
    broken=_CLEAR & _DUTY,
    exemptions=(
        Exemption("s 48(3)", f.diligence_shown, "beyond their control, and all due diligence was used"),
        Exemption("s 48(4)", f.guidance_followed, "they acted by the statutory guidance"),
    ),
    doubts=(
        Doubt(
            "Not a call made to the person at their number, or perhaps not. Was it published to a section of the "
            "public, so that the names had to be heard?",
            when=_DUTY & ~f.diligence_shown & ~f.guidance_followed,
            open_point="section 39(3) and (5): a message left by a call (low risk), a recording for people who ring "
            "in, a call by an app with or without a number",
        ),
    ),
    reason="IMPRINT_MISSING",
    reason_open="IMPRINT_DOUBTFUL",
    discharged_by="the material as it went out, with its imprint; the checks made before",
    cure="Say or show the promoter's name and address, and those of whoever it is for, in the material itself.",
    unsure=(
        "Section 42 on paid advertisements was read in part.",
        "A voicemail left by an excluded call is excluded too, as we read it.",
        "Section 44(3) lists whose unpaid material counts; office-holders are taken as campaigners here.",
    ),
    examples=(
        unlawful("the leader's recording on a website, no imprint", **_SITE),
        unlawful("a picture message", **{**_SITE, "channel": "picture_or_rich_text"}),
        unlawful("a message by an app", **{**_SITE, "channel": "messaging_app"}),
        unlawful("an individual's paid advertisement", **{**_SITE, "instigator_is_party": False, "paid_advert": True}),
        lawful("with an imprint", **{**_SITE, "imprint_included": True}),
        lawful("about no election", **{**_SITE, "election_purpose": False}),
        lawful("the site took it off by mistake", **_SITE, diligence_shown=True),
        lawful("as the guidance says", **_SITE, guidance_followed=True),
        doubtful("played to people who ring back", **{**_SITE, "channel": "call_in_recording"}),
        doubtful("left as a voicemail", **{**_SITE, "channel": "voicemail"}),
        doubtful("a call by an app, no number involved", **{**_SITE, "channel": "app_call"}),
        doubtful("a call by an app that goes by the number", **{**_SITE, "channel": "app_call_by_number"}),
        doubtful("meant to influence the election?", **{**_SITE, "election_purpose": None}),
        lawful("played to people who ring back, names heard", **{**_SITE, "channel": "call_in_recording",
                                                               "imprint_included": True}),
        lawful("a ring-back line about no election", **{**_SITE, "channel": "call_in_recording",
                                                       "election_purpose": False}),
        lawful("a ring-back line, with due diligence", **{**_SITE, "channel": "call_in_recording"},
               diligence_shown=True),
        lawful("a ring-back line, as the guidance says", **{**_SITE, "channel": "call_in_recording"},
               guidance_followed=True),
        outside("calls and nothing else", **{**_SITE, "other_channel": None}),
        outside("more calls to people's numbers", **{**_SITE, "channel": "call_to_number"}),
        outside("text messages", **{**_SITE, "channel": "sms"}),
        outside("a fan's post", **{**_SITE, "instigator_is_party": False}),
        unknown("not known by what way", **{**_SITE, "channel": None}),
    ),
)  # fmt: skip

RULES = (EA22_39,)
