"""Documents: the same bytes twice, tagged, and nothing in the data can break or steer them."""

import io
from datetime import date

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.documents import DocumentUnusable, making, pdf

TEMPLATE = """#import "/documents/templates/base.typ": sheet
#let data = json(bytes(sys.inputs.data))
#show: sheet.with(title: data.title, dated: data.dated, mark: data.mark, foot: "Foot")
= #data.title
#for each in data.lines [#par(each)]
"""


@pytest.fixture
def template(tmp_path, monkeypatch):
    """A template in a package of its own, beside the shared one."""
    shared = tmp_path / "documents" / "templates"
    shared.mkdir(parents=True)
    shared.joinpath("base.typ").write_text((making.PACKAGE / "documents/templates/base.typ").read_text())
    (tmp_path / "letter.typ").write_text(TEMPLATE)
    monkeypatch.setattr(making, "PACKAGE", tmp_path)
    return "letter.typ"


def data(*lines, **more):
    return {"title": "A letter", "dated": True, "mark": None, "lines": list(lines), **more}


def text_of(document):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages)


def test_the_same_bytes_twice_and_the_date_that_was_given(template):
    first, again = (pdf(template, data("Hello"), dated=date(2026, 11, 26)) for _ in range(2))
    assert first == again
    assert first != pdf(template, data("Hello"), dated=date(2026, 11, 27))
    assert pypdf.PdfReader(io.BytesIO(first)).metadata.creation_date.date() == date(2026, 11, 26)


def test_no_date_unless_one_is_given(template):
    assert pypdf.PdfReader(io.BytesIO(pdf(template, data("x", dated=False)))).metadata.creation_date is None


def test_tagged_titled_and_in_english(template):
    root = pypdf.PdfReader(io.BytesIO(pdf(template, data("Hello")))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/StructTreeRoot"]
    assert str(root["/Lang"]).casefold() == "en-gb"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Siân Wŷn, £5 – “no”", "Siân Wŷn, £5 – “no”"),
        ("smile 😀 and 你好", "smile [U+1F600] and [U+4F60][U+597D]"),  # no font at hand has them
        ("a\x00b\x07c", "a[U+0000]b[U+0007]c"),
        ("pay \u202e05£ won", "pay [U+202E]05£ won"),  # would be read backwards
        ("zero\u200bwidth", "zero[U+200B]width"),
        ('#import "x" *b* $x$ @y <z> \\', '#import "x" *b* $x$ @y <z> \\'),
        ('#read("/etc/passwd")', '#read("/etc/passwd")'),
    ],
)  # fmt: skip
def test_what_is_written_is_shown_and_never_obeyed(template, written, shown):
    assert shown in text_of(pdf(template, data(written)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_makes_a_document(template, text):
    assert pdf(template, data(text)).startswith(b"%PDF")


@pytest.mark.parametrize("wrong", [{}, {"title": 3, "dated": False, "mark": None, "lines": []}])
def test_data_that_does_not_fit_is_refused_with_the_place(template, wrong):
    with pytest.raises(DocumentUnusable, match=r"letter\.typ: no document can be made: .+ has to be mended"):
        pdf(template, wrong)


def test_a_template_reads_nothing_outside_the_package(template, tmp_path):
    (tmp_path / "letter.typ").write_text('#read("../../../../../etc/hostname")')
    with pytest.raises(DocumentUnusable):
        pdf(template, {})


def test_the_mark_of_a_draft_is_on_the_page(template):
    assert "DRAFT" not in text_of(pdf(template, data("x")))
    assert "DRAFT" in text_of(pdf(template, data("x", mark="DRAFT")))
