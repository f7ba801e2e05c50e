"""The words of one Word paragraph as they stand when every tracked change is accepted, and what hangs on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from xml.etree import ElementTree as ET

from ringfence.scripts.sources.as_read import Kind
from ringfence.scripts.sources.zipguard import attribute, child, local

OFF = ("0", "false", "off", "none")
MERGEFIELD = re.compile(r'\s*MERGEFIELD\s+"?([^"\\]+?)"?\s*(?:\\.*)?$', re.IGNORECASE | re.DOTALL)
LONGEST_CODE = 200  # characters of a field's code that are looked at
CHEVRONS = re.compile(r"«([^«»\n]{1,60})»")
PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
NO_WORDS = frozenset(
    ["pPr", "rPr", "sdtPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "del", "moveFrom", "rt", "customXmlPr"]
)  # all else is looked into, so that no wrapper hides words
NOTES: dict[str, str] = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass
class Field:
    """A field of Word's, such as a date or a name to be merged; it may run over several paragraphs."""

    code: str = ""
    part: Literal["code", "result", "merged"] = "code"
    unseen: list[str] = field(default_factory=list)  # words in a place that Word does not show


@dataclass
class Words:
    """What stands in one paragraph; in pieces, so that a thousand runs are joined once."""

    pieces: list[str] = field(default_factory=list)
    italic: int = 0  # characters in italics
    kept: list[tuple[Kind, list[str]]] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)  # comments, footnotes: part and id
    boxes: list[ET.Element] = field(default_factory=list)
    pictures: int = 0

    @cached_property
    def text(self) -> str:
        """The words as Word shows them, names to be merged in braces."""
        return CHEVRONS.sub(r"{\1}", "".join(self.pieces))

    @property
    def apart(self) -> list[tuple[Kind, str]]:
        """What is kept apart here, by its kind."""
        return [(kind, text) for kind, pieces in self.kept if (text := "".join(pieces)).strip()]

    @property
    def mostly_italic(self) -> bool:
        return self.italic >= len("".join(self.text.split())) > 0


@dataclass
class Reader:
    """Reads paragraphs one after the other; open fields carry over."""

    fields: list[Field] = field(default_factory=list)

    def read(self, paragraph: ET.Element) -> Words:
        """The words of a paragraph."""
        words = Words()
        self._walk(paragraph, words)
        for each in self.fields:
            if each.part != "result":  # a field that never ends hides nothing
                words.pieces += each.unseen
        self.fields = [each for each in self.fields if each.part == "result"]
        return words

    def _walk(self, parent: ET.Element, words: Words) -> None:
        for each in parent:
            name = local(each)
            if name == "r":
                self._run(each, words)
            elif name in ("del", "moveFrom"):
                words.kept.append(("deletion", [_all_text(each)]))
            elif name in ("ins", "moveTo"):
                before = len(words.pieces)
                self._walk(each, words)
                words.kept.append(("insertion", words.pieces[before:]))
            elif name == "sdt":
                self._control(each, words)
            elif name == "fldSimple":
                self._simple_field(each, words)
            elif name == "AlternateContent":
                self._alternatives(each, words)
            elif name not in NO_WORDS:
                self._walk(each, words)

    def _control(self, control: ET.Element, words: Words) -> None:
        """A content control; one that was never filled in holds a prompt, which is a placeholder."""
        content = child(control, "sdtContent")
        if content is None:
            return
        before = len(words.pieces)
        self._walk(content, words)
        prompt = "".join(words.pieces[before:]).strip(" []{}<>")
        if child(control, "sdtPr", "showingPlcHdr") is not None and prompt:
            words.pieces[before:] = [f"[{prompt}]"]

    def _simple_field(self, element: ET.Element, words: Words) -> None:
        if name := _merged(attribute(element, "instr") or ""):
            words.pieces.append(name)
        else:
            self._walk(element, words)

    def _alternatives(self, element: ET.Element, words: Words) -> None:
        """The first of several ways to draw the same thing, unless only a later one has words."""
        ways = [each for each in element if local(each) in ("Choice", "Fallback")]
        chosen = next((way for way in ways if _boxes(way)), ways[0] if ways else None)
        if chosen is not None:
            for each in chosen:
                self._piece(each, words)

    def _run(self, run: ET.Element, words: Words) -> None:
        properties = child(run, "rPr")
        if child(properties, "del") is not None:
            words.kept.append(("deletion", [_all_text(run)]))
            return
        kind: Kind | None = "hidden" if _on(properties, "vanish") else None
        if _on(properties, "strike") or _on(properties, "dstrike"):
            kind = "struck"
        before = len(words.pieces)
        for each in run:
            self._piece(each, words)
        said = words.pieces[before:]
        if kind and said:
            del words.pieces[before:]
            _apart(words, kind, said)
        elif _on(properties, "i"):
            words.italic += len("".join("".join(said).split()))

    def _piece(self, each: ET.Element, words: Words) -> None:
        name = local(each)
        if name == "fldChar":
            self._field_mark(attribute(each, "fldCharType") or "", words)
        elif name == "instrText" and self.fields:
            self.fields[-1].code += each.text or ""
        elif name == "commentReference":
            words.references.append(("comments", attribute(each, "id") or ""))
        elif name in NOTES:
            words.references.append((NOTES[name], attribute(each, "id") or ""))
        elif name in ("drawing", "pict", "object"):
            boxes = _boxes(each)
            words.boxes += boxes
            words.pictures += not boxes
        elif name == "AlternateContent":
            self._alternatives(each, words)
        elif name == "r":
            self._run(each, words)
        elif all(each.part == "result" for each in self.fields):
            words.pieces.append(_drawn(each, name))
        else:
            self.fields[-1].unseen.append(_drawn(each, name))

    def _field_mark(self, mark: str, words: Words) -> None:
        if mark == "begin":
            self.fields.append(Field())
        elif self.fields and mark == "separate":
            self.fields[-1].part = "merged" if self._merge(words) else "result"
        elif self.fields and mark == "end":
            if self.fields[-1].part == "code":
                self._merge(words)
            self.fields.pop()

    def _merge(self, words: Words) -> bool:
        """Writes the name of a field to be merged; False when the open field is of another kind."""
        name = _merged(self.fields[-1].code)
        words.pieces += [name] if name else []
        return bool(name)


def _merged(code: str) -> str:
    """The placeholder that a field's code stands for, if it merges a name."""
    found = MERGEFIELD.match(code[:LONGEST_CODE])
    return f"{{{found[1].strip()}}}" if found else ""


def _drawn(element: ET.Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        return " "  # a tick or an arrow of a picture font
    return PLAIN.get(name, "")


def _apart(words: Words, kind: Kind, pieces: list[str]) -> None:
    """Runs of a kind that follow each other are one part."""
    if words.kept and words.kept[-1][0] == kind:
        words.kept[-1][1].extend(pieces)
    else:
        words.kept.append((kind, pieces))


def _on(properties: ET.Element | None, name: str) -> bool:
    element = child(properties, name)
    return element is not None and (attribute(element, "val") or "1") not in OFF


def _all_text(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each) in ("t", "delText"))


def _boxes(element: ET.Element) -> list[ET.Element]:
    """The text boxes in a drawing, each once although Word stores it for old and new versions."""
    if local(element) == "AlternateContent":
        ways = [_boxes(way) for way in element]
        return next((found for found in ways if found), [])
    if local(element) == "txbxContent":
        return [element]
    return [box for each in element for box in _boxes(each)]


def plain_text(elements: Iterable[ET.Element]) -> str:
    """The words of whole paragraphs on one line: a comment, a header, a footnote."""
    parts = []
    for element in elements:
        for each in element.iter():
            if local(each) == "p" and (words := Reader().read(each).text.strip()):
                parts.append(words)  # noqa: PERF401 - two loops and a condition read better so
    return " ".join(parts)
