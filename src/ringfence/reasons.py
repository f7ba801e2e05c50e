"""The stable reason codes, each in a few words that read after 'because'."""

REASONS = {
    "AUTOMATED_NO_CONSENT": "a recorded marketing message, and no consent to automated calls is on file",
    "AI_VOICE": "a voice that is no person's",
    "CALLER_ID_NOT_KNOWN": "not known whether the calling number is shown",
    "CALLER_NAME_DOUBTFUL": "doubtful whether the name given is that of the caller",
    "CALLER_NOT_NAMED": "the caller is not named",
    "CAMPAIGN_HELD": "nothing stands against the number itself, but the campaign is on hold",
    "CAMPAIGN_STOPPED": "nothing stands against the number itself, but the campaign may not run as it is",
    "CLIENT_NOT_NAMED": "the script does not say for whom the call is made",
    "CONSENT_INDIRECT": "the consent was given to someone else and does not name this caller",
    "CONSENT_INDIRECT_DOUBTFUL": "the consent was given to someone else: a person must read its wording",
    "CONSENT_OLD": "the consent is old or undated",
    "CONSENT_PROOF_MISSING": "a consent is on file, but something about it is not known",
    "DUPLICATE": "the number stands earlier in the list",
    "FOREIGN_NUMBER": "a number abroad",
    "FREQUENCY_CAP": "called as often as the campaign allows",
    "IDENTITY_DOUBTFUL": "doubtful whether the caller is who the script says",
    "IDENTITY_MISLEADING": "the caller is not who the script says",
    "INVALID_NUMBER": "not a telephone number, or damaged",
    "MESSAGE_LACKS_IDENTITY": "the message lacks a name, or an address or free number",
    "MESSAGE_TEST_DOUBTFUL": "messages are tested without all the marks of research",
    "NO_CALLER_ID": "the calling number is hidden",
    "OBJECTIONS_NOT_CHECKED": "objections were not looked at",
    "OBJECTION_ON_FILE": "someone on this line objected to calls",
    "OTHER_DAY": "nothing stands against the number, but the day judged lies outside the field",
    "OUTSIDE_HOURS": "outside calling hours",
    "PAID_CANVASSING": "paid canvassing for or against a candidate",
    "PAID_CANVASSING_DOUBTFUL": "perhaps paid canvassing for a candidate",
    "PREMIUM_NUMBER": "a premium-rate or pager number",
    "PROVENANCE_MISSING": "where the numbers come from is not on file, or a bought list lacks its wording or checks",
    "RECORDED_BY_PARTY": "a recording that a party has played",
    "REGISTER_NOT_CHECKED": "the TPS or CTPS was not looked at",
    "REGISTER_STALE": "the register file is too old",
    "RESEARCH_DOUBTFUL": "declared research with marks of something else, or whose design is not known",
    "SCRIPT_DEPENDS": "some sections depend on facts that are missing",
    "SCRIPT_IS_MARKETING": "the script promotes while it presents itself as something else",
    "TIME_NOT_KNOWN": "the time of the call is not known",
    "TPS_LISTED_NO_NOTIFICATION": "on the TPS or CTPS, and the person did not say that calls are welcome",
    "TURNOUT_DOUBTFUL": "a turn-out appeal outside research",
    "VOICEMAIL_DOUBTFUL": "a voicemail left without ringing",
    "VOTER_ID_DOUBTFUL": "a party asks how people vote and says it keeps no answer",
}


def words(code: str) -> str:
    """A reason code in words."""
    return REASONS[code]
