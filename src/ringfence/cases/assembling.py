"""A case as it stands, with what is on file -> its calls, the statements of fact about them, and an assessment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ringfence.campaigns.card import Campaign, load
from ringfence.cases import gather
from ringfence.cases.assess import Assessment, assess, law_since
from ringfence.cases.calls import calls_of_case, complained_of
from ringfence.cases.events import CaseUnusable
from ringfence.cases.facts_table import Said
from ringfence.cases.finding import Call
from ringfence.cases.gather import Papers
from ringfence.cases.state import Case
from ringfence.preferences.events import Event
from ringfence.preferences.register_store import RegisterSet

OnFile = Callable[[int], Sequence[Event]]
NOTHING = RegisterSet(None, None)


@dataclass(frozen=True)
class Assembled:
    """The calls of a case, every statement of fact, and what the law makes of them."""

    calls: tuple[Call, ...]
    said: tuple[Said, ...]
    assessment: Assessment


def assembled(
    case: Case,
    on: date,
    on_file: OnFile = lambda _number: (),
    registers: RegisterSet = NOTHING,
    numbers: Mapping[str, int] | None = None,
) -> Assembled:
    """The assessment of a case on a day, from all its evidence; `numbers` are those of calls to other people."""
    calls = calls_of_case(case, numbers)
    papers = tuple(_papers(case))
    said = tuple(_said(case, calls, papers, on_file, registers))
    decided = {rule: ok for each in papers for rule, ok in _answered(each.card).items()}
    return Assembled(calls, said, assess(calls, said, on, decided))


def _said(
    case: Case, calls: Sequence[Call], papers: Sequence[Papers], on_file: OnFile, registers: RegisterSet
) -> Iterator[Said]:
    for event in case.complaints:
        yield from gather.from_complaint(event, complained_of(event, calls))
    yield from gather.from_statements(case.events)
    for each in papers:
        yield from gather.parties_of(each.card, each.evidence)
    histories: dict[int, Sequence[Event]] = {}
    for call in calls:
        yield from gather.from_call(call)
        about = [each for each in papers if each.is_about(call)]
        for each in about:
            yield from each.says(call, law_since(call.day))
        if call.number is not None:
            if call.number not in histories:
                histories[call.number] = _reaching(case, on_file(call.number))
            callers = [name for each in about for name in each.card.organisations] or [case.organisation]
            yield from gather.from_file(call, histories[call.number], callers)
            yield from gather.from_registers(call, registers)


def _reaching(case: Case, events: Sequence[Event]) -> Sequence[Event]:
    """The events that have reached whoever makes the calls: an objection in a complaint to a regulator has not."""
    return [each for each in events if case.role.own_calls or not each.source.startswith("case ")]


def _papers(case: Case) -> Iterator[Papers]:
    """The cards in evidence; one that has changed since it was put there is refused."""
    for event in case.documents("card"):
        file = Path(event.details["file"])
        if not file.is_file():
            raise CaseUnusable(
                f"{case.id}: {file} was put in evidence and is not there. Put it back, or attach the card anew: "
                f"ringfence case attach {case.id} CARD --as card"
            )
        if (now := digest(file)) != event.details["sha256"]:
            raise CaseUnusable(
                f"{case.id}: {file} is not what was put in evidence (SHA-256 {event.details['sha256'][:12]}…, now "
                f"{now[:12]}…). Put the old one back, or attach the new one: ringfence case attach {case.id} {file}"
            )
        card = load(file)
        if (script := event.details.get("script_sha256")) and digest(card.campaign.script) != script:
            raise CaseUnusable(
                f"{case.id}: {card.campaign.script} is not the script that was put in evidence. Put it back, or attach "
                f"the card anew: ringfence case attach {case.id} {file} --as card"
            )
        yield Papers(card, f"document:{event.details['sha256'][:12]}")


def _answered(card: Campaign) -> dict[str, bool]:
    return {each.rule: each.answer == "ok" for each in card.judgements}


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return sha256(file.read_bytes()).hexdigest()
