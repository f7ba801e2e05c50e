"""README.txt of a pack: what is in it, how to check it, what it cannot show."""

from collections.abc import Iterable

from ringfence.evidence.account import Account
from ringfence.ledger.checkpoint import VerifyingKey

FILES = {
    "evidence.pdf": "what is on record, for people",
    "calls.csv": "each call on a row, with the points an auditor asks for",
    "decisions.csv": "every decision of the campaign on a row; no number is in it",
    "entries.jsonl": "the ledger's entries, word for word, with their salts",
    "proofs/": "for each entry the proof that it is in the ledger (C2SP tlog-proof)",
    "consistency/": "proofs that the ledger grew from checkpoints that somebody kept",
    "events.jsonl": "objections and consents as they are on file, with the wording that was shown",
    "rules.jsonl": "the rules that spoke, in words, as in force on the day",
    "documents/": "the card and the script as they were signed, known by their SHA-256",
    "case/": "the case's own documents",
}


def readme(title: str, key: VerifyingKey, account: Account, names: Iterable[str]) -> str:
    """The text."""
    there = list(names)
    lines = [f"  {name:<16} {says}" for name, says in FILES.items() if any(each.startswith(name) for each in there)]
    return "\n".join(
        [
            title,
            "=" * len(title),
            "",
            f"Made from the ledger {account.at.origin} as of its first {account.at.size:,} entries.",
            "",
            *lines,
            "  checkpoint.txt   the ledger's size and root, signed (C2SP checkpoint)",
            "  key.txt          the key that signed it: do not trust it because it lies here",
            "  verify.py        the program that checks all of this; it needs no Ringfence",
            "  manifest.json    every file with its SHA-256; manifest.note is the signature over it",
            "",
            "To check it",
            "-----------",
            "1. Have the ledger's verifying key from whoever keeps the ledger, by a way of its own: their website, or",
            "   a letter. If that is the key this pack was made with, it reads",
            f"   {key}",
            "2. Unpack verify.py, or take it from Ringfence's source. It needs Python 3.9, and PyNaCl or cryptography.",
            "3. python verify.py PACK.zip --key KEY",
            "   With a checkpoint of this ledger that you kept: --checkpoint FILE",
            "",
            "What it cannot show",
            "-------------------",
            "That what was entered is true; that everything was entered; that the times are right. An entry marked",
            "erased or withheld is there, and what it says is not shown. The PDF and tables are a reading of entries.",
            "",
        ]
    )
