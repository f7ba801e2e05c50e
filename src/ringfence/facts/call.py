"""Facts of one call, from its record."""

from ringfence.facts.kinds import Count, Fact

call_attempted = Fact(
    "call_attempted", "a connection was attempted", "no connection was attempted", source="call records", level="call"
)
call_connected = Fact(
    "call_connected", "the call connected", "the call did not connect", source="call records", level="call"
)
call_made = Fact(
    "call_made", "a call was made", "no call was made", source="PECR-2-CALL", level="call", settled_by="derived"
)
local_hour = Count(
    "local_hour", "the hour of the day where the phone rings", source="call records, Europe/London", level="call"
)
appointment = Fact(
    "appointment", "the person asked for this time", "the person did not ask for this time",
    silence=False, source="call records", level="call",
)  # fmt: skip
