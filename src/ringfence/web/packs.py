"""Packs of evidence, about a campaign or a case: made, and in the ledger before they leave."""

import hashlib
from datetime import datetime
from pathlib import Path

from ringfence.cases.calls import calls_of_case
from ringfence.cases.report import page as case_page
from ringfence.cases.show import data as shown_of
from ringfence.errors import RingfenceError
from ringfence.evidence.account import Subject
from ringfence.evidence.gather import gather, numbers_of_case
from ringfence.evidence.pack import packed
from ringfence.evidence.papers import Papers
from ringfence.evidence.tally import tally
from ringfence.web.cases_on_file import clocks, loaded
from ringfence.web.ledgered import exported, home, store


class NothingOnRecord(RingfenceError):
    """A pack about nothing: there would be nothing in it to prove."""

    code = "nothing-on-record"


def of_campaign(campaign: str, files: Path, who: str, purpose: str) -> bytes:
    """Who signed what and when, and every decision without a number, as one ZIP that can be checked elsewhere."""
    with store() as opened:
        account = gather(opened, Subject(campaigns=(campaign,)), Papers(home() / "campaigns", files))
        entries = (each for each in opened.book.of_kind("decision", "call-outcome") if each.seq < account.at.size)
        counted = tally(entries, (campaign,))
        if account.nothing and not counted.decisions:
            raise NothingOnRecord(f"Nothing is on record about {campaign} yet: sign it first.")
        made = packed(account, opened.book, opened.book.signer(), tally=counted)
    exported(who, f"campaign pack: {campaign}", len(account.entries), hashlib.sha256(made).hexdigest(), purpose)
    return made


def of_case(case: str, who: str, purpose: str, moment: datetime) -> bytes:
    """A case with its evidence and the proofs, as one ZIP."""
    with store() as opened:
        found = loaded(opened, case)
        subject = Subject(numbers=numbers_of_case(opened.book, case), case=case)
        account = gather(opened, subject, Papers(home() / "campaigns"))
        paper = case_page(shown_of(found, clocks(found, moment), calls_of_case(found))).encode()
        made = packed(account, opened.book, opened.book.signer(), documents={"case.html": paper})
    exported(who, "case pack", len(account.entries), hashlib.sha256(made).hexdigest(), purpose)
    return made
