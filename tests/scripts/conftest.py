"""Word and Excel files written by hand, part by part, as Office writes them."""

import io
import zipfile

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def relations(targets):
    lines = (
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELS}">{"".join(lines)}</Relationships>'


def word(body, **parts):
    """A Word file with this body; further parts by name: comments, numbering, styles, header1 ..."""
    kinds = [(name.rstrip("0123456789"), f"{name}.xml") for name in parts]
    files = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(kinds),
    }
    for name, inside in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{inside}</w:{root}>"
    return zipped(files)


def p(*runs, style="", list_id="", level=0, mark=""):
    """A paragraph of runs; plain strings become runs."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{kind}{numbers}{mark}</w:pPr>{runs}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows):
    cell = "<w:tc>{}</w:tc>".format
    lines = ("".join(cell(each if each.startswith("<") else p(each)) for each in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


class Office:
    """What a test writes documents with."""

    zipped = staticmethod(zipped)
    word = staticmethod(word)
    p = staticmethod(p)
    r = staticmethod(r)
    table = staticmethod(table)


@pytest.fixture
def office():
    return Office
