"""The examples in the guide can be read by what they are examples of."""

import re
from pathlib import Path

from ringfence.answers.interview.checking import check
from ringfence.answers.interview.questionnaire import loads
from ringfence.answers.results import weights

DOCS = Path(__file__).parents[2] / "docs"


def block(page, language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    return found


def test_the_questionnaire_in_the_guide_is_sound():
    found = loads(block("interview.md", "yaml"), "docs/interview.md")
    assert [each.message for each in check(found)] == []
    assert found.bands["region"] == ("North", "South", "Isles")


def test_the_targets_in_the_guide_are_targets(tmp_path):
    file = tmp_path / "weights.toml"
    file.write_text(block("results.md", "toml"))
    assert set(weights.read(file).shares) == {"age", "vote_2024"}
