"""What schemathesis makes of our formats: values that are meant to be accepted, numbers from those kept for drama."""

from datetime import date

import schemathesis
from hypothesis import strategies as st

last = st.integers(0, 999).map("{:03}".format)
numbers = st.one_of(
    last.map("01632 960{}".format), last.map("+44 7700 900{}".format), last.map("0044 (0) 1632 960{}".format)
)  # fmt: skip
days = st.dates(min_value=date(2004, 1, 1), max_value=date(2026, 1, 1))
moments = st.one_of(days.map(str), days.map("{}T14:30".format), days.map("{}T09:15:00Z".format))
names = st.from_regex(r"[A-Za-z][A-Za-z ]{0,20}[a-z]", fullmatch=True)
scopes = st.one_of(st.just("all"), *(names.map(f"{kind}:{{}}".format) for kind in ("campaign", "organisation")))

schemathesis.openapi.format("telephone-number", numbers)
schemathesis.openapi.format("when", moments)
schemathesis.openapi.format("date", days.map(str))
schemathesis.openapi.format("objection-scope", scopes)
schemathesis.openapi.format("cursor", st.just(""))
spoken = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300)
schemathesis.openapi.format("script", spoken.map("Good evening. {}".format))
card = '[campaign]\nid = "{}"\nname = "Made up"\npurpose = "research"\nmode = "live"\nscript = "script.md"\n'
schemathesis.openapi.format("card", st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).map(card.format))
schemathesis.openapi.format("fact", st.sampled_from(["subscriber_kind", "listed", "consent_automated"]))
schemathesis.openapi.format("fact-value", st.sampled_from(["yes", "unknown", "individual"]))
schemathesis.openapi.format("step", st.sampled_from(["acknowledged", "noted", "closed", "reopened"]))
schemathesis.openapi.format("webhook-url", names.map(lambda each: f"http://127.0.0.1:9/{each.replace(' ', '')}"))
