"""Either engine reads a cell as `numbers.read_all` does, or leaves it: hostile cells, drawn text, made forms."""

import unicodedata
from itertools import islice

import pyarrow as pa
import pytest
from forms import ODD_CELLS, forms
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import ValidationResult

from ringfence.kernel import READINGS, Reader
from ringfence.kernel.cells import ASK
from ringfence.kernel.grouped import plainly
from ringfence.numbers import EXTENSION, PROBLEMS, read_all
from ringfence.words import NUMBER_KINDS

NO_RANGE = PROBLEMS[ValidationResult.IS_POSSIBLE]
COMMON = [
    "01632960001", "01632 960001", "(01632) 960001", "+441632960001", "+44 (0)1632 960001", "00441632960001", "",
    "441632960001", "1632960001", "7700900123.0", "'07700900123", '="07700900123"', "07700-900-123", "7,700,900,123",
    "07700900123\u00a0", "01632.960.001", "7.700900123E+09", "7.70090E+09", "01999123456", "n/a", "########",
    "07700 900123 (home)", "Tel: 07700 900123", "\u202a07700 900123\u202c", "07700\u2013900123", "0770090012",
    "077009001234", "٠٧٧٠٠٩٠٠١٢٣", "\uff0b44 7700 900123", "077009001", "\U0001f4de 07700 900123",
]  # fmt: skip
HOSTILE = [
    *COMMON, *ODD_CELLS, "0" * 39, "0" * 41, "9" * 300, "7" * 200, " " * 300, "0" * 10, "(" * 50 + "07700900123",
    "07700 900123 x12", "07700900123 EXT. 0123", "07700 900123 ext12 ", "07700900123x123456789",
    "07700900123x1234567890", "07700 900123 x 1\u200b\uff12", "0770090012 x1", "+44 7700 900123 x.7",
    "tel:07700900123x1", "07700900123 e1", "x1 07700900123", "07700 900123 x1 x2", "8001111x1", "07700 900123 ext: 5",
    "1.2345678901234567E+16", "1.234567890123456E+15", "07700 900123 /xabc", "07700 900123 / xmas",
    "07700 900123 \\ xabc",
    "+" * 9 + "447700900123", "\x0007700900123", "07700\x00900123", "\x7f07700900123", "07700900123\x1f",
    "\u202807700900123", "07700900123\u2029", "\u008507700900123", "\u3000\u3000", "\ud7a307700900123",
    "\U0001d7ce7700900123", "\U0001fbf07700900123", "\U000e000107700900123", "07700900123\U0001f600", '=""', '"', '="',
    "'", "''", "'\"07700900123\"", '"\'07700900123"', '""07700900123""', "tel:07700900123", "TEL:07700900123 ab",
    "tel:0770090012", "18002 01632 960001", "018002001632960001", "+4418002001632960001", "44 1800200001",
    "180020 0001", "+44", "+44 0", "+44 00", "+440000000000", "0044 44 7700900123", "4444000000", "447700900123456",
    "0 0 0", "1 02 03", "0770 0900123 0", "07700900123 0", "020 7946 0001 (0", "7.7E+03", "7.7E+999", "1,234,567",
    "07700 900123 x", "07700 900123 /x", "07700 900123 \\ax", "07700 900123 a/b x", "07700900123 ab", "07700900123 abc",
    "8001111 ab", "8001111 abc", "0800 1111", "800 1111", "8001111", "845 4641", "0845 46 47", "07700900123_",
    "07700900123 #", "07700900123 :a", "07700900123 a:", "a+b 07700900123", "+a 447700900123", "+ (44) 7700900123",
]  # fmt: skip


def truth(cell):
    """What is to be answered. An engine says that there is an extension; which, the reader adds."""
    return [(n.e164 or n.unassigned, n.kind, EXTENSION if n.extension else n.problem) for n in read_all(cell)]


def answers(found, cells):
    """What was answered, cell by cell; None for a cell that was left."""
    rows = zip(found.key.tolist(), found.kind.tolist(), found.problem.tolist(), strict=True)
    for cell, (key, kind, problem) in zip(cells, rows, strict=True):
        yield cell, None if kind == ASK else [(f"+{key}" if key else None, NUMBER_KINDS[kind], READINGS[problem])]


def check(engine, cells):
    """Compares every answer; how many cells were left to Python."""
    asked = 0
    for cell, answer in answers(engine.read(pa.array(cells, pa.string())), cells):
        asked += answer is None
        assert answer is None or answer == truth(cell), (cell, answer, truth(cell))
    return asked


def test_hostile_cells_are_read_as_python_reads_them_or_left_to_it(engine):
    check(engine, HOSTILE)


def test_common_shapes_do_not_need_python(engine):
    wanted = COMMON if engine.name == "compiled kernel" else COMMON[:13]
    assert [cell for cell, answer in answers(engine.read(pa.array(wanted)), wanted) if answer is None] == []


def test_made_forms(engine):
    """A hundred thousand of the forms that bench/agreement.py compares by the million."""
    size = 100_000 if engine.name == "compiled kernel" else 20_000
    assert check(engine, list(forms(size, seed=17))) < 0.85 * size


alphabet = st.sampled_from("0123456789" * 3 + " ()-+'\"=.\u00a0\u200b\u2013\tx/,Ee#&;aw\u0663\uff17é\u2028")


@given(st.lists(st.text(alphabet, max_size=24) | st.text(max_size=24), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text(engine, cells):
    check(engine, cells)


def test_every_character_before_within_and_after_a_number(engine):
    """Blanks, dashes, digits and marks of every script, by what numbers.py takes them for."""
    every = [chr(c) for c in range(0x3200)] + [chr(c) for c in range(0xA000, 0x20000, 7) if not 0xD800 <= c < 0xE000]
    every += [c for c in map(chr, range(0x3200, 0x110000)) if unicodedata.category(c) in {"Nd", "Zs", "Pd", "Cf"}]
    check(engine, [cell for c in every for cell in (f"{c}07700900123", f"07700{c}900123", f"07700900123{c}", c)])


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()])
def test_parts_of_columns_and_empty_cells(engine, type_):
    cells = pa.array(["x", None, "01632960001", "", None, "07700 900123", "1632960001"], type_)
    for start, size in ((0, 7), (1, 4), (2, 5), (3, 0), (5, 2)):
        part = cells.slice(start, size)
        texts = [cell or "" for cell in part.to_pylist()]
        for cell, answer in answers(engine.read(part), texts):
            assert answer in (None, truth(cell))


def test_the_reader_leaves_nothing_and_keeps_the_order(engine):
    cells = [*HOSTILE, *islice(forms(3_000, seed=3), 3_000), None, *HOSTILE]
    reader = Reader(engine)
    for part in (cells, cells[:1], cells[5:9], []):
        whole = reader.read(pa.array(part, pa.string()))
        found = [[] for _ in part]
        for row, (place, piece) in enumerate(zip(whole.cell.tolist(), whole.piece.tolist(), strict=True)):
            assert piece == len(found[place])
            key, problem = int(whole.key[row]), whole.words[whole.problem[row]]
            written = whole.written.get(row, part[place] or "")
            found[place].append((written, f"+{key}" if key else None, NUMBER_KINDS[whole.kind[row]], problem))
        for cell, numbers in zip(part, found, strict=True):
            assert numbers == [(n.written, n.e164 or n.unassigned, n.kind, n.problem) for n in read_all(cell or "")]


PARTS = ["+44", "0044", "44", "0", "(0)", "+", " ", "-", "7700", "900123", "1632", "960001", "7", "4", "123"]
PARTS += ["'", "\u00a0", ".", ".0", "E+09", "e+9", "7.", "900123456", "x", "\u00e9"]


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=7).map("".join), max_size=20))
@settings(max_examples=300)
def test_what_numpy_reads_is_what_python_reads(texts):
    found = plainly(pa.array(texts, pa.string()))
    rows = zip(texts, found.national.tolist(), found.kind.tolist(), found.problem.tolist(), strict=True)
    for text, national, kind, problem in rows:
        if national:
            (number,) = read_all(text)
            assert f"+44{national}" in (number.e164, number.unassigned)
            assert number.problem in (READINGS[problem], NO_RANGE)
        elif kind != ASK:
            assert truth(text) == [(None, NUMBER_KINDS[kind], READINGS[problem])]
