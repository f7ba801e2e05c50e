"""Trains the second reader on the scripts in bench/labelled, and measures it on those it was not trained on.

    .venv/bin/python -m pip install scikit-learn          # for training alone; nothing else needs it
    .venv/bin/python bench/second_reader.py               # each batch read by a reader trained on all others
    .venv/bin/python bench/second_reader.py --on q r      # these batches, by one trained on all the rest
    .venv/bin/python bench/second_reader.py --write       # the file that ships, trained on all

Counted are only the sections of which no check says anything: elsewhere the second reader is not asked.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from ringfence.scripts.second_reader import FILE, Example, SecondReader, terms_of
from scripts import MARKETING, Judged, Share, judge_folder

LABELLED = Path(__file__).parent / "labelled"
BATCHES = tuple(sorted(folder.name for folder in LABELLED.iterdir() if (folder / "labels.jsonl").exists()))
LEAST = 2  # sections a term must stand in
STRENGTH = 10.0  # how freely weights may grow (scikit-learn's C)


def labelled(batches: Sequence[str]) -> list[Example]:
    """The sections of some batches, as labelled."""
    found = []
    for batch in batches:
        lines = (LABELLED / batch / "labels.jsonl").read_text(encoding="utf-8").splitlines()
        found += [Example(" ".join(each["text"].split()), each["class"]) for each in map(json.loads, lines)]
    return found


def fingerprint(batches: Sequence[str] = BATCHES) -> str:
    """SHA-256 of the labels, in order of the batches."""
    together = b"".join((LABELLED / batch / "labels.jsonl").read_bytes() for batch in batches)
    return hashlib.sha256(together).hexdigest()


def train(batches: Sequence[str]) -> SecondReader:
    """A reader of these batches."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    examples = labelled(batches)
    vectorizer = TfidfVectorizer(analyzer=terms_of, min_df=LEAST, sublinear_tf=True)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(vectorizer.fit_transform([text for text, _ in examples]), [label in MARKETING for _, label in examples])
    weights = zip(vectorizer.get_feature_names_out(), vectorizer.idf_, model.coef_[0], strict=True)
    terms = {str(term): (round(float(idf), 3), round(float(weight), 3)) for term, idf, weight in weights}
    return SecondReader(round(float(model.intercept_[0]), 4), terms, tuple(examples), fingerprint(batches))


def write(reader: SecondReader) -> None:
    """The reader as the file that ships; the same bytes for the same reader."""
    data = {
        "trained_on": reader.trained_on, "bias": reader.bias, "terms": reader.terms, "examples": reader.examples,
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    FILE.write_bytes(gzip.compress(text.encode(), mtime=0))


def silent(batch: str) -> list[Judged]:
    """The sections of a batch of which no check says anything."""
    sections, _ = judge_folder(LABELLED / batch)
    # RD601 is what the shipped reader said, which was trained on these very sections.
    quiet = (each for each in sections if not each.codes or each.codes.startswith("RD601"))
    return [each for each in quiet if each.found and each.label != "depends"]


def measure(read: Sequence[tuple[SecondReader, Sequence[Judged]]]) -> None:
    print(f"{'from':>5}  {'promotion pointed out':34}  {'research pointed out':34}  other pointed out")
    for least in (0.5, 0.6, 0.7, 0.8):
        row = []
        for kind in ("promotion", "research", "other"):
            of = [(reader, each) for reader, sections in read for each in sections if _kind(each) == kind]
            row.append(str(Share(sum(reader.score(each.text) >= least for reader, each in of), len(of))))
        print(f"{least:5.1f}  {row[0]:34}  {row[1]:34}  {row[2]}")


def _kind(each: Judged) -> str:
    return "promotion" if each.label in MARKETING else "research" if each.label == "research" else "other"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", choices=BATCHES, metavar="BATCH")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    if wanted.write:
        write(train(BATCHES))
        print(f"{FILE}: {FILE.stat().st_size:,} bytes, trained on {', '.join(BATCHES)}")
        return 0
    held = [tuple(wanted.on)] if wanted.on else [(batch,) for batch in BATCHES]
    measure([
        (train([each for each in BATCHES if each not in out]), [each for batch in out for each in silent(batch)])
        for out in held
    ])  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
