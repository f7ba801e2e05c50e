"""A card that cannot be used: the error names the line, what is wrong, and the way out."""
# ruff: noqa: E501 - a table reads better one case a line

import string
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ringfence.campaigns import card, intake, tables

SOUND = Path(__file__).with_name("sound.toml").read_text(encoding="utf-8")


@dataclass
class Wrong:
    change: tuple[str, str]
    error: type[intake.CardError]
    at: str  # words of the broken card that stand on the line named
    message: str


WRONG = [
    Wrong(("purpose =", "purpos ="), intake.CardKeyUnknown, "purpos =", "unknown key `purpos` in [campaign]. Did you mean `purpose`?"),
    Wrong(("[caller]", "[callr]"), intake.CardKeyUnknown, "[callr]", "unknown table or key `callr`. Did you mean `caller`?"),
    Wrong(("as_of", "asof"), intake.CardKeyUnknown, "asof", "unknown key `asof` in [registers]. Did you mean `as_of`?"),
    Wrong(("[line_subscriber]", "[xyz]"), intake.CardKeyUnknown, "[xyz]", "unknown table or key `xyz`. Valid here: campaign, instigator,"),
    Wrong(('"research"', '"reserch"'), intake.CardValueWrong, "reserch", '`purpose = "reserch"` is not one of the valid words. Did you mean `research`?'),
    Wrong(('"research"', '"zzz"'), intake.CardValueWrong, "zzz", "Valid here: research, message_test, voter_id,"),
    Wrong(('"live"', "3"), intake.CardValueWrong, "mode = 3", "`mode = 3` is not one of the valid words. Valid here: live, recorded,"),
    Wrong(('kind = "tps"', 'kind = "tsp"'), intake.CardValueWrong, '"tsp"', "Did you mean `tps`?"),
    Wrong(("2015", "2016"), intake.CardValueWrong, "2016", "`election = 2016` is not one of the valid words."),
    Wrong(("paid = true", 'paid = "yes"'), intake.CardValueWrong, '"yes"', "Write true or false, without quotes;"),
    Wrong(("4000", "0"), intake.CardValueWrong, "planned_calls = 0", "Write a whole number, 1 or more."),
    Wrong(("4000", "true"), intake.CardValueWrong, "planned_calls", "`planned_calls = true` cannot be used."),
    Wrong(("2017-05-01", '"soon"'), intake.CardValueWrong, "soon", "Write a date as 2017-06-08, without quotes."),
    Wrong(("2017-05-01", "2017-05-01T10:00:00"), intake.CardValueWrong, "field_from", "Write a date as 2017-06-08"),
    Wrong(('"Riverside survey"', '" "'), intake.CardValueWrong, 'name = " "', "Write some text in quotes."),
    Wrong(('"Gower"', "3"), intake.CardValueWrong, "areas", 'Write a list of texts: ["one", "two"].'),
    Wrong(('["live"]', '"live"'), intake.CardValueWrong, "channels", 'Write a list of texts: ["one", "two"].'),
    Wrong(('"script.md"', "3"), intake.CardValueWrong, "script = 3", "Write a file name in quotes"),
    Wrong(("[[registers]]", "[registers]"), intake.CardValueWrong, "[registers]", "write [[registers]] with two brackets."),
    Wrong(("[caller]", "[[caller]]"), intake.CardValueWrong, "[[caller]]", "`caller` is a table: write [caller]"),
    Wrong(("mode =", "# mode ="), intake.CardKeyMissing, "[campaign]", "`mode` is missing in [campaign]. One of: live, recorded,"),
    Wrong(('rule = "RPA-111"\n', ""), intake.CardKeyMissing, "[[judgements]]", "`rule` is missing in [judgements]."),
    Wrong(('"script.md"', '"scrpt.md"'), intake.CardFileMissing, "scrpt.md", "In that folder: script.md."),
    Wrong(('"own.csv"', '"owm.csv"'), intake.CardFileMissing, "owm.csv", "In that folder: own.csv"),
    Wrong(('"tps.csv"', '"no/tps.csv"'), intake.CardFileMissing, "no/tps.csv", "Nor is there any file in"),
    Wrong(('"script.md"', '"."'), intake.CardFileMissing, 'script = "."', "there is no file"),
    Wrong(('"script.md"', '"a\\u0000\\u001bb"'), intake.CardFileMissing, "script =", "a��b"),
    Wrong(("2017-06-08", "2017-02-30"), intake.CardDateImpossible, "2017-02-30", "`field_until = 2017-02-30` is not a day of the calendar."),
    Wrong(("2017-06-08", "2017-04-30"), intake.CardDateImpossible, "field_until", "`field_until = 2017-04-30` is before field_from (2017-05-01)."),
    Wrong(("2017-04-28", "2017-06-09"), intake.CardDateImpossible, "as_of", "`as_of = 2017-06-09` is after the campaign ends (2017-06-08)."),
    Wrong(("2016-12-31", "2015-12-31"), intake.CardDateImpossible, "collected_until", "is before collected_from (2016-01-01)."),
    Wrong(('mode = "live"', 'mode = "recorded"'), intake.CardValueWrong, "plays_recordings", 'but the mode is "recorded".'),
    Wrong(('"riverside"', '"riverside'), intake.CardNotToml, '"riverside', "not valid TOML: Illegal character"),
    Wrong(("paid = true", "paid = true\npaid = true"), intake.CardNotToml, "introduces", "not valid TOML: Cannot overwrite a value"),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.change[1][:24])
def test_the_error_names_the_line_and_the_way_out(wrong, write):
    text = SOUND.replace(*wrong.change, 1)
    path = write(text)
    with pytest.raises(intake.CardError) as caught:
        card.load(path)
    assert type(caught.value) is wrong.error
    line = (
        text[: text.index(wrong.at)].count("\n") + 1 - (wrong.at == "introduces")
    )  # the repeated key stands on the line before
    assert caught.value.message.startswith(f"{path}, line {line}: ")
    assert wrong.message in caught.value.message


@pytest.mark.parametrize("value", ["[" * 5000, "9" * 5000, "0x" + "f" * 10_000, "[0x" + "f" * 10_000 + "]"])
def test_values_that_break_the_reader_are_refused(value, write):
    with pytest.raises(intake.CardError):
        card.load(write(SOUND.replace("4000", value)))


def test_not_utf8_names_the_line(write):
    path = write()
    path.write_bytes(SOUND.replace("Riverside survey", "Caf\xe9").encode("latin-1"))
    with pytest.raises(intake.CardNotText, match="line 3: not UTF-8 text"):
        card.load(path)


def test_utf16_is_refused(write):
    path = write()
    path.write_bytes(SOUND.encode("utf-16"))
    with pytest.raises(intake.CardNotText, match="line 1: not UTF-8 text"):
        card.load(path)


def test_another_file_by_mistake(write):
    path = write()
    path.write_bytes(b"#" * (intake.MAX_BYTES + 1))
    with pytest.raises(intake.CardNotText, match="too long for a campaign card"):
        card.load(path)


def test_no_card_names_those_that_are_there(tmp_path):
    (tmp_path / "campain.toml").touch()
    with pytest.raises(intake.CardNotFound, match=r"In that folder: campain\.toml"):
        card.load(tmp_path)


def test_no_folder(tmp_path):
    with pytest.raises(intake.CardNotFound, match="There is no folder"):
        card.load(tmp_path / "no" / "campaign.toml")


def test_a_missing_areas_file_is_named(write, tmp_path):
    (tmp_path / "areas.txt").touch()
    text = SOUND.replace("areas = [\n", 'areas = "aeras.txt"\n').replace(
        '    "Neath", # [a bracket in a comment]\n    "Gower",\n]\n', ""
    )
    with pytest.raises(intake.CardFileMissing, match=r"line 39: .*In that folder: areas\.txt"):
        card.load(write(text))


def test_a_missing_file_that_a_program_makes(write, tmp_path):
    path = write(SOUND.replace('"list.csv"', '"data/contacts.csv"'))
    (tmp_path / "generate.py").touch()
    with pytest.raises(intake.CardFileMissing, match=r"It is made, not kept: run .*generate\.py"):
        card.load(path)


def _keys():
    """Line number, key and the keys that are valid there, for each key of the sound card."""
    valid, found = set(), []
    kinds = {field.encode_name: field.type for field in intake.fields(tables.Card)}
    for number, line in enumerate(SOUND.splitlines(), 1):
        if line.startswith("["):
            kind = intake._without_none(kinds[line.strip("[]")])
            kind = kind if intake._is_struct(kind) else kind.__args__[0]
            valid = {field.encode_name for field in intake.fields(kind)}
        elif " = " in line:
            found.append((number, line.split(" = ")[0], valid))
    return found


@given(key=st.sampled_from(_keys()), data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_slip_of_one_letter_in_a_key_is_refused_with_its_line(key, data, write):
    number, name, valid = key
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(["", *string.ascii_lowercase, "_"]))
    slip = name[:at] + letter + name[at + data.draw(st.sampled_from([0, 1])) :]
    assume(slip and slip not in valid)
    lines = SOUND.splitlines()
    lines[number - 1] = lines[number - 1].replace(name, slip, 1)
    path = write("\n".join(lines))
    with pytest.raises(intake.CardKeyUnknown) as caught:
        card.load(path)
    assert f", line {number}: unknown key `{slip}`" in caught.value.message


@given(scrap=st.text(max_size=60), at=st.integers(0, len(SOUND)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_written_into_a_card_escapes_as_another_error(scrap, at, write):
    path = write()
    path.write_text(SOUND[:at] + scrap + SOUND[at:], encoding="utf-8", newline="")
    try:
        card.load(path)
    except intake.CardError as error:
        assert str(path) in error.message  # noqa: PT017 - most scraps are refused, some are comments


def test_a_slip_beside_such_a_program_is_still_a_slip(write, tmp_path):
    path = write(SOUND.replace('"script.md"', '"scrpt.md"'))
    (tmp_path / "generate.py").touch()
    with pytest.raises(intake.CardFileMissing, match=r"In that folder: script\.md"):
        card.load(path)
