"""Facts of what the regulator has done, and of what was done about it: looked at when past conduct is assessed."""

from ringfence.facts.kinds import Fact

notice_in_force = Fact(
    "notice_in_force",
    "an enforcement notice was in force",
    "no enforcement notice was in force",
    source="the body's own file, and the notices that the regulator publishes",
    level="case",
)
notice_breached = Fact(
    "notice_breached",
    "the conduct is what the notice forbade, or leaves undone what it required",
    "the conduct is in keeping with the notice",
    source="the notice, set beside the calls",
    level="case",
)
notice_under_1998_act = Fact(
    "notice_under_1998_act",
    "the notice was given under the Act of 1998, about conduct before 5 February 2026",
    "the notice was given under the Act of 2018, about conduct from 5 February 2026",
    source="the notice names its Act",
    level="case",
)
notice_urgent = Fact(
    "notice_urgent",
    "the notice says, with reasons, that it is urgent, and its short time has run out",
    "the notice is not marked urgent",
    silence=False,  # only a statement in the notice itself makes it urgent
    source="the notice: DPA 1998 s 40(8), DPA 2018 s 150(8)",
    level="case",
)
appeal_pending = Fact(
    "appeal_pending",
    "an appeal against the notice was pending",
    "no appeal against the notice was pending",
    silence=False,  # nobody but the person given the notice can bring one
    source="the body's own file",
    level="case",
)
due_diligence = Fact(
    "due_diligence",
    "all due diligence was used to comply with the notice",
    "due diligence to comply with the notice is not shown",
    silence=False,  # a defence: the accused must prove it
    source="what was done after the notice came, proved by the accused: DPA 1998 s 47(3)",
    level="case",
)
information_notice = Fact(
    "information_notice",
    "an information notice was given",
    "no information notice was given",
    source="the body's own file",
    level="case",
)
third_party_notice = Fact(
    "third_party_notice",
    "a third party information notice was served on a communications provider",
    "no third party information notice was served",
    silence=False,  # served on providers only, who hold it
    source="the provider's file: PECR reg 31A",
    level="case",
)
information_given = Fact(
    "information_given",
    "what the information notice asked for was given in time",
    "what the information notice asked for was not given in time",
    source="the reply, with its date",
    level="case",
)
information_privileged = Fact(
    "information_privileged",
    "what was kept back is legally privileged",
    "no privilege is shown for what was kept back",
    silence=False,  # whoever keeps something back must say why
    source="the reply to the notice: DPA 1998 s 43(6), DPA 2018 s 143",
    level="case",
)
false_information = Fact(
    "false_information",
    "a false answer was given to the regulator, knowingly or recklessly",
    "no false answer was given to the regulator",
    source="the reply, set beside the records",
    level="case",
)
information_destroyed = Fact(
    "information_destroyed",
    "information that the regulator asked for was destroyed, hidden or falsified to keep it back",
    "nothing that the regulator asked for was destroyed, hidden or falsified",
    source="the records and their audit trail",
    level="case",
)
body_penalised = Fact(
    "body_penalised",
    "the body was given a penalty for breaking regulations 19 to 24",
    "the body was given no penalty for breaking regulations 19 to 24",
    source="the penalty notice on the body",
    level="case",
)
body_incorporated = Fact(
    "body_incorporated",
    "the body is a body corporate or a Scottish partnership",
    "the body is an unincorporated party, club or association",
    source="Companies House, or the body's rules",
    level="party",
)
regulator_reviewed_script = Fact(
    "regulator_reviewed_script",
    "the regulator read the script",
    "the regulator did not read the script",
    source="letters to and from the regulator",
    level="case",
)
wording_changed = Fact(
    "wording_changed",
    "the wording was changed after a complaint to the regulator",
    "the wording was not changed after the complaint",
    source="the script before and after",
    level="case",
)
undertook_to_stop = Fact(
    "undertook_to_stop",
    "the organisation undertook to the regulator to stop",
    "the organisation did not undertake to stop",
    source="letters to and from the regulator",
    level="case",
)
prior_warnings = Fact(
    "prior_warnings",
    "the regulator had warned or advised the organisation before",
    "no warning or advice from the regulator came before",
    silence=False,  # a warning is a letter: none on file means first contact
    source="letters from the regulator, and what it published",
    level="case",
)
