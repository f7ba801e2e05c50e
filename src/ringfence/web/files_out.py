"""Files of the last check that may leave, each with what it holds."""

from typing import Any

from ringfence.campaigns.report.shape import Report
from ringfence.web.drafts import Draft

DOWNLOADS = ("callable.csv", "excluded.csv", "report.html", "report.json")


def downloads(draft: Draft, told: Report) -> list[dict[str, Any]]:
    """The files of the last check that can be taken away, each with what it holds."""
    counts = told["list"]["decisions"] if told["list"] else None
    words = {
        "callable.csv": f"{counts['allow']:,} numbers that may be called" if counts else "",
        "excluded.csv": f"{counts['hold'] + counts['block']:,} numbers that may not, with the reasons"
        if counts
        else "",
        "report.html": "the report, to read on a screen or on paper",
        "report.json": "the report, for a program",
    }
    return [{"name": each, "words": words[each]} for each in DOWNLOADS if (draft.out / each).is_file()]
