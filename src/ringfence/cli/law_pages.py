"""A folder of generated pages: what differs from it, and writing it whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ringfence.errors import RingfenceError
from ringfence.lists.report import whole
from ringfence.statute_book.markdown import MARK


class NotOurs(RingfenceError):
    """A file in the way that this command did not write."""

    code = "not-ours"


@dataclass(frozen=True)
class Shelf:
    """A folder, and the pages that belong there by name."""

    folder: Path
    pages: Mapping[str, str]

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """Pages on disk that read otherwise."""
        return tuple(name for name in sorted(self.pages) if self._on_disk(name) not in (None, self.pages[name]))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in sorted(self.pages) if self._on_disk(name) is None)

    @cached_property
    def left_over(self) -> tuple[str, ...]:
        """Pages that this command once wrote, of rules no longer on file."""
        names = sorted(file.name for file in self.folder.glob("*.md") if file.name not in self.pages)
        return tuple(name for name in names if _ours(self._on_disk(name)))

    @property
    def differs(self) -> bool:
        return bool(self.wrong or self.missing or self.left_over)

    def _on_disk(self, name: str) -> str | None:
        file = self.folder / name
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None

    def write(self) -> None:
        """Every page that is missing or differs, all or none of them; then pages left over are removed."""
        for name in self.wrong:
            if not _ours(self._on_disk(name)):
                raise NotOurs(f"{self.folder / name} was not written by this command. Choose another folder with -o.")
        self.folder.mkdir(parents=True, exist_ok=True)
        names = (*self.wrong, *self.missing)
        with whole(*(self.folder / name for name in names)) as partial:
            for name, file in zip(names, partial, strict=True):
                file.write_text(self.pages[name], encoding="utf-8", newline="\n")
        for name in self.left_over:
            (self.folder / name).unlink()

    def as_data(self) -> dict[str, list[str]]:
        return {"changed": list(self.wrong), "added": list(self.missing), "removed": list(self.left_over)}

    def told(self, *, written: bool) -> str:
        """What was done or, unless written, what differs and how to renew it."""
        lines = [
            f"  {word}  {self.folder / name}"
            for word, names in (("changed", self.wrong), ("added  ", self.missing), ("removed", self.left_over))
            for name in names
        ]
        if written:
            return "\n".join(
                [*lines, f"{len(self.pages)} pages in {self.folder}; start with {self.folder / 'index.md'}"]
            )
        if not lines:
            return f"{len(self.pages)} pages in {self.folder} are as the rules have them."
        return "\n".join(
            [f"{self.folder} differs from the rules:", *lines, f"Renew it: ringfence law pages -o {self.folder}"]
        )


def _ours(text: str | None) -> bool:
    return text is not None and text.startswith(MARK)
