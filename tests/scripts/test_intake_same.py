"""The same words are judged alike, whether they come as text, as a Word document or as a workbook."""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from ringfence.scripts.checking import check_as_read
from ringfence.scripts.intake import read, read_bytes

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")
CORPUS = Path(__file__).parent / "corpus"
FILES = [json.loads(line)["file"] for line in (CORPUS / "scripts.jsonl").read_text().splitlines()]


def judged(source):
    return check_as_read(source, facts={"mode": "live"}, on=date(2026, 3, 2))


def gist(report):
    kinds = [section.kind for section in report.sections]
    return report.overall, report.decision, kinds, [finding.code for finding in report.findings]


def as_word(text):
    document = docx.Document()
    for block in re.split(r"\n\s*\n", text):
        first, *rest = block.strip("\n").split("\n")
        if first.startswith("|"):
            add_table(document, [line for line in (first, *rest) if not re.fullmatch(r"[|\s:-]+", line)])
        elif first.startswith("#"):
            document.add_heading(first.lstrip("# "), first.count("#"))
            document.add_paragraph("\n".join(rest))
        else:
            document.add_paragraph("\n".join([first, *rest]))
    return saved(document)


def add_table(document, lines):
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def as_workbook(report):
    workbook = openpyxl.Workbook()
    workbook.active.append(["No", "Question"])
    for section in report.sections:
        workbook.active.append([section.label or None, section.text])
    return saved(workbook)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_word_and_workbook_are_judged_as_text_is(name):
    source = read(CORPUS / name)
    report = judged(source)
    assert gist(judged(read_bytes(as_word(source.text), "calls.docx"))) == gist(report)
    assert gist(judged(read_bytes(as_workbook(report), "calls.xlsx"))) == gist(report)
