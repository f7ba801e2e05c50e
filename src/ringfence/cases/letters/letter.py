"""A letter: blocks of sentences, each with the ids of what it rests on, and the list of those sources."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

BlockKind = Literal["paragraph", "list", "box"]


@dataclass(frozen=True)
class Sentence:
    """One sentence and the ids of what it rests on: never none."""

    text: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"a sentence without a source: {self.text}")


@dataclass(frozen=True)
class Block:
    """A paragraph, a list or a box of sentences, perhaps under a heading."""

    sentences: tuple[Sentence, ...]
    kind: BlockKind = "paragraph"
    heading: str = ""


@dataclass(frozen=True)
class Source:
    """What sentences rest on: a fact, a piece of evidence, a rule, a time, a sanction, or the case's record."""

    id: str
    kind: str
    says: str


@dataclass(frozen=True)
class Letter:
    """One letter or notice, as it would be sent if a person approved it."""

    kind: str
    title: str
    reference: str
    theirs: str
    sender: tuple[str, ...]
    to: tuple[str, ...]
    dated: date
    greeting: str
    blocks: tuple[Block, ...]
    closing: tuple[str, ...]
    sources: tuple[Source, ...]
    gaps: tuple[str, ...]  # what a person has to settle before it can be approved

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        for block in self.blocks:
            yield from block.sentences

    @property
    def digest(self) -> str:
        """A short hash of every word, day and source: an approval is of this and of nothing else."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:16]
