"""The fixed words of cards, options and lists. Nothing is imported here, so that the command line starts fast."""

MODES = ("live", "recorded", "recorded_then_live", "soundboard", "ai_voice", "ivr_survey", "voicemail_drop")
PURPOSES = (
    "research",
    "message_test",
    "voter_id",
    "persuasion",
    "gotv",
    "turnout_neutral",
    "fundraising",
    "recruitment",
    "service",
    "casework",
    "petition_lobby",
    "referendum",
)
NUMBER_KINDS = (
    "fixed",
    "mobile",
    "fixed_or_mobile",
    "voip",
    "personal",
    "uan",
    "shared_cost",
    "toll_free",
    "premium",
    "pager",
    "foreign",
    "invalid",
    "damaged",
    "missing",
)
