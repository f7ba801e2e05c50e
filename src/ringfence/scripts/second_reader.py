"""A section's words -> how much they read like promotion, learned from labelled scripts, and the nearest of those.

A logistic regression over words and pairs of words, trained by `bench/second_reader.py` on the scripts in
`bench/labelled`. It may point a person to a section of which no check says anything; it decides nothing.
"""

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("second_reader.json.gz")
POINTS_OUT = 0.6  # of 1: chosen on scripts that it had not been trained on; docs/script-check.md
TOKEN = re.compile(r"[a-z']+|[?£!]|\d+")
Vector = Mapping[str, float]


class Example(NamedTuple):
    """A section of a labelled script, and what a person called it."""

    text: str
    label: str


@dataclass(frozen=True, eq=False)
class SecondReader:
    """What was learned: of each term how rare it is and which way it leans, and the sections it was learned from."""

    bias: float
    terms: Mapping[str, tuple[float, float]]  # term -> inverse document frequency, weight
    examples: tuple[Example, ...]
    trained_on: str  # SHA-256 of the labels

    def score(self, text: str) -> float:
        """From 0 to 1: how much the words are like those of sections that promote."""
        vector = self._vector(text)
        return 1 / (1 + math.exp(-self.bias - sum(value * self.terms[term][1] for term, value in vector.items())))

    def nearest(self, text: str, many: int = 2) -> tuple[Example, ...]:
        """The labelled sections with the likest words, the likest first, whatever they were called."""
        likeness: Counter[int] = Counter()
        for term, value in self._vector(text).items():
            for place, other in self._by_term.get(term, ()):
                likeness[place] += value * other  # type: ignore[assignment]  # a counter of shares, not of things
        return tuple(self.examples[place] for place, _ in likeness.most_common(many))

    @cached_property
    def _by_term(self) -> Mapping[str, list[tuple[int, float]]]:
        found = defaultdict(list)
        for place, example in enumerate(self.examples):
            for term, value in self._vector(example.text).items():
                found[term].append((place, value))
        return found

    def _vector(self, text: str) -> Vector:
        counts = Counter(term for term in terms_of(text) if term in self.terms)
        raw = {term: (1 + math.log(count)) * self.terms[term][0] for term, count in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {term: value / length for term, value in raw.items()}


def terms_of(text: str) -> list[str]:
    """The words of a text in small letters, and each two that stand together."""
    words = TOKEN.findall(text.lower().replace("’", "'"))
    return words + [f"{first} {second}" for first, second in pairwise(words)]


@cache
def second_reader() -> SecondReader:
    """The reader that ships with this version."""
    data = json.loads(gzip.decompress(FILE.read_bytes()))
    terms = {term: (idf, weight) for term, (idf, weight) in data["terms"].items()}
    return SecondReader(data["bias"], terms, tuple(Example(*each) for each in data["examples"]), data["trained_on"])
