"""A file of cases -> its entries as plain values, or an error that says which line cannot be read.

YAML is read with the safe loader and three changes: dates stay as written, so that one impossible date spoils one case
and not the file; a key written twice is remembered instead of the second silently winning; and merges that would swell
a small file into a large one are refused. Containers inside other containers are shared, never copied.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ringfence.errors import RingfenceError

DATA = Path(__file__).parent / "data"
MAX_BYTES = 100_000_000  # some 80,000 cases
MAX_DEPTH = 100  # of lists in mappings in lists: libyaml would follow them until the machine's stack ends
MAX_MERGED = 1_000  # keys that `<<` may bring into one mapping
FORM = "A file of cases is YAML: a list of mappings, each with id, channel, date or period, and facts."
_TOO_DEEP = f"has more than {MAX_DEPTH} levels, one inside another. {FORM}"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel carries it: ten times faster


class CasesUnusable(RingfenceError):
    """A file that holds no cases we can read."""

    code = "cases-unusable"


class Entry(dict[Any, Any]):
    """A mapping of the file, and the keys that were written twice in it."""

    doubled: tuple[str, ...] = ()


class _CaseLoader(_Loader):  # type: ignore[misc]
    """The safe loader; see the module's docstring for what differs."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        merges = [value for key, value in node.value if key.tag == "tag:yaml.org,2002:merge"]
        brought = sum(len(part.value) for value in merges for part in _merged(value))
        if brought > MAX_MERGED:
            raise yaml.constructor.ConstructorError(None, None, "too much is merged by `<<` here", node.start_mark)
        super().flatten_mapping(node)


def _merged(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _mapping(loader: Any, node: yaml.MappingNode) -> Iterator[Entry]:
    entry = Entry()
    yield entry
    written = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    if len(set(written)) < len(written):
        entry.doubled = tuple(sorted({key for key in written if written.count(key) > 1} - {"<<"}))
    entry.update(loader.construct_mapping(node))


def _is_deep(text: str) -> bool:
    """Whether there are too many levels, as the parser tells without going down them."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return True
    return False


def _as_written(loader: Any, node: yaml.ScalarNode) -> Any:
    return loader.construct_scalar(node)


_CaseLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
_CaseLoader.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def load(path: Path) -> list[Any]:
    """The entries of a file of cases, in its order: mappings if all is well, whatever stands there if not."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise CasesUnusable(f"{path} is larger than {MAX_BYTES // 1_000_000} MB. Split it into several files.")
    return entries(data, str(path))


def shipped(name: str) -> list[Any]:
    """The entries of a file that comes with the product: `public` or `counterfactuals`."""
    return load(DATA / f"{name}.yaml")


def entries(data: bytes, place: str) -> list[Any]:
    """The entries in the bytes of a file that is called `place` in errors."""
    found = _parsed(data, place)
    if isinstance(found, dict) and isinstance(found.get("cases"), list):
        found = found["cases"]
    if found is None or found == []:
        raise CasesUnusable(f"{place} holds no cases. {FORM}")
    if not isinstance(found, list):
        what = "one mapping" if isinstance(found, dict) else "one value"
        way_out = "Put a dash before each case, or the list under `cases:`."
        raise CasesUnusable(f"{place} holds {what}, not a list of cases. {way_out} {FORM}")
    return found


def _parsed(data: bytes, place: str) -> Any:
    try:
        text = data.decode("utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
        deep = _is_deep(text)
        found = None if deep else yaml.load(text, _CaseLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):  # PyYAML 6.0.4 and later stop by themselves
            raise CasesUnusable(f"{place} {_TOO_DEEP}") from None
        mark = error.problem_mark or error.context_mark
        where = f"{place}, line {mark.line + 1}, column {mark.column + 1}" if mark else place
        raise CasesUnusable(f"{where}: this is not YAML ({error.problem or error.context}). {FORM}") from None
    except (yaml.YAMLError, UnicodeError):
        raise CasesUnusable(f"{place} is not a text file in UTF-8. {FORM}") from None
    except ValueError:
        raise CasesUnusable(f"{place} holds a number that cannot be. {FORM}") from None
    if deep:
        raise CasesUnusable(f"{place} {_TOO_DEEP}")
    return found
