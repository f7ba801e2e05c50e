"""One case explained: who answers for it, and what would have made it lawful."""

import json

from click.testing import CliRunner

from ringfence.cli import cli

CASE = """
- id: {id}
  channel: phone
  date: '2024-03-01'
  facts: {{call_type: automated, promotes: a party, consent_record: none{more}}}
"""


def explained(tmp_path, *more):
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format(id="c", more="".join(f", {each}" for each in more)))
    asked = ["law", "judge", str(file), "--explain", "c"]
    return CliRunner().invoke(cli, asked).output, json.loads(
        CliRunner().invoke(cli, [*asked, "--format", "json"]).stdout
    )[0]["explanation"]


def test_whoever_had_the_calls_made_answers_as_instigator(tmp_path):
    text, found = explained(tmp_path, "instigator_role: instigator")
    assert found["liable"] == {"caller": None, "instigator": True, "line_subscriber": None}
    assert "as the instigator, who has the calls made: yes" in text


def test_of_a_party_nobody_described_no_route_is_guessed(tmp_path):
    _, found = explained(tmp_path)
    assert set(found["liable"].values()) == {None}


def test_alternatives_are_told_as_alternatives(tmp_path):
    text, found = explained(tmp_path)
    assert len(found["cures"]) > 1
    assert "Any one of these would have made it lawful:" in text


def test_a_machine_s_own_speech_is_at_risk_not_contravened(tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format(id="c", more=", automated_kind: AI voice"))
    (found,) = json.loads(CliRunner().invoke(cli, ["law", "judge", str(file), "--format", "json"]).stdout)
    assert (found["contravened"], "19" in found["at_risk"]) == ([], True)
