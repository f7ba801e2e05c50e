"""An account -> one ZIP: a PDF for people, the records for machines, and the proofs that nobody changed them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ringfence.documents import pdf
from ringfence.evidence import bundle
from ringfence.evidence import points as audit
from ringfence.evidence.account import Account, Call
from ringfence.evidence.bundle import Files, Nodes, Signing
from ringfence.evidence.clearing import cleared_of, own_numbers
from ringfence.evidence.readme import readme
from ringfence.evidence.sheet import rules, sheet
from ringfence.evidence.strangers import hidden
from ringfence.evidence.tally import COLUMNS, Tally
from ringfence.evidence.words import number_in_words
from ringfence.ledger.checkpoint import Checkpoint
from ringfence.ledger.proof import NothingToProve
from ringfence.preferences.events import day_of

TEMPLATE = "evidence/templates/pack.typ"
FORMULA = "=+-@\t\r"
POINTS = (
    "called", "decided_at", "campaign", "caller", "on_behalf_of", "purpose", "shown", "list_source", "script",
    "register", "listed", "objection", "consent", "decision", "reasons", "rules", "changed", "started_at", "seconds",
    "outcome",
)  # fmt: skip
CALLS = ("entry", "reference", "campaign_id", *POINTS)


def packed(
    account: Account,
    nodes: Nodes,
    signing: Signing,
    kept: Iterable[Checkpoint] = (),
    tally: Tally | None = None,
    documents: Mapping[str, bytes] | None = None,
) -> bytes:
    """The pack: the same account gives the same bytes. `documents` are a case's own, put in as they are."""
    if not account.at.size:
        raise NothingToProve("The ledger is empty: what is on file was recorded before it, and nothing can be proved.")
    own, title = own_numbers(account), title_of(account)
    cleared, held = cleared_of(account, own)
    files = bundle.entries(account, nodes, own) | bundle.consistency(kept, account.at, nodes) | papers(account)
    files |= {f"case/{name}": data for name, data in (documents or {}).items()}
    shown = {entry.seq: bundle.told(entry, own)["state"] for entry in account.entries}
    data = sheet(cleared, title, signing.public, shown, tally)
    data |= {name: hidden(data[name], own) for name in ("calls", "tally", "campaigns", "preferences", "erasures")}
    day = day_of(account.last_at) if account.last_at else None
    files["evidence.pdf"] = pdf(TEMPLATE, {**data, "withheld": held}, dated=day)
    files["rules.jsonl"] = bundle.lines(rules(cleared))
    files["events.jsonl"] = bundle.lines(hidden([_event(each) for each in account.events], own))
    files["calls.csv"] = _table(CALLS, [_row(cleared, call, own) for call in cleared.calls])
    if tally is not None:
        files["decisions.csv"] = _table(COLUMNS, tally.rows)
    files["README.txt"] = readme(title, signing.public, account, sorted(files)).encode()
    return bundle.sealed(files, title, account.at, signing)


def title_of(account: Account) -> str:
    """What the pack is about, in a few words."""
    subject = account.subject
    if subject.case:
        return f"Evidence in case {subject.case}"
    if subject.numbers:
        return f"Evidence about calls to {' and '.join(number_in_words(each) for each in subject.numbers)}"
    return f"Evidence about the campaign {', '.join(subject.campaigns)}"


def papers(account: Account) -> Files:
    """Cards and scripts as they were signed, each under its digest."""
    found = Files()
    for campaign in account.campaigns.values():
        for paper in (*campaign.cards, *campaign.scripts):
            found[f"documents/{paper.sha256[:12]}-{paper.name}"] = paper.data
    return found


def _event(event: Any) -> dict[str, Any]:
    from ringfence.ledger.recorded import as_kept  # noqa: PLC0415

    wording = event.details.get("wording")
    return {**as_kept(event), **({"wording": wording} if wording else {})}


def _row(account: Account, call: Call, own: frozenset[int]) -> tuple[str, ...]:
    found = {
        each.id: str((each.value if each.id in audit.VERBATIM else hidden(each.value, own)) or "not recorded")
        for each in audit.points(account, call)
    }
    named = (hidden(each, own) for each in (call.reference, call.campaign))
    return (str(call.entries[0].seq), *named, *(found[name] for name in POINTS))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that no spreadsheet takes for formulas."""
    target = io.StringIO()
    out = csv.writer(target, lineterminator="\n")
    out.writerow(header)
    out.writerows([f"'{cell}" if cell[:1] in FORMULA and cell else cell for cell in row] for row in rows)
    return target.getvalue().encode()
