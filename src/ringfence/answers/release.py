"""Which of the waiting answers may leave together. Pure: entries and terms in, batches out.

A full batch is k interviews of one cell (wave, size, bands, flags), from several interviewers, not of one mind on a
sensitive question. While a campaign runs, k of a cell are drawn at random as soon as those that stay, of whatever cell,
could leave together, too: so none is left over at the end. Persons are counted: two texts of one person hide nobody.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ringfence.answers.plan import NOT_TOLD, Plan
from ringfence.answers.spool import Entry

DRAWS = 20  # tries at a batch from several interviewers before waiting for more


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that leave together, and what is told of all of them."""

    kind: str
    cell: tuple[str, ...]
    entries: tuple[Entry, ...]


Group = list[Entry]
Name = tuple[str, tuple[str, ...]]  # kind and cell
Groups = list[tuple[Name, Group]]


def running(entries: Sequence[Entry], plan: Plan, chance: random.Random) -> Batch | None:
    """A batch of k drawn from a full cell, if those that stay could still leave together."""
    for (kind, cell), group in _grouped(entries):
        people = sorted({each.person for each in group})
        if len(people) < plan.k:
            continue
        family = [each for each in entries if (each.kind, each.cell[0]) == (kind, cell[0])]
        for _ in range(DRAWS):
            drawn = set(chance.sample(people, plan.k))
            batch = [each for each in group if each.person in drawn]
            stay = [each for each in family if each.person not in drawn]
            if may_leave(batch, plan) and may_leave(stay, plan):
                return Batch(kind, cell, tuple(batch))
    return None


def waiting(entries: Sequence[Entry], plan: Plan, *, rest: bool) -> list[Batch]:
    """Every cell that may leave as it is; with `rest` also the others, told less finely until they are enough."""
    groups = _grouped(entries)
    if rest:
        for dropped in range(1, max((len(cell) for (_, cell), _ in groups), default=0)):
            groups = _coarser(groups, plan, dropped)
    return [Batch(kind, cell, tuple(group)) for (kind, cell), group in groups if may_leave(group, plan)]


def may_leave(group: Sequence[Entry], plan: Plan) -> bool:
    """Whether these may leave together."""
    return bool(group) and not why_waiting(group, plan)


def why_waiting(group: Sequence[Entry], plan: Plan) -> str:
    """What keeps these from leaving together, in words; empty if nothing does."""
    held = {each.person: each.interviewer for each in group}
    by = Counter(held.values())
    if len(held) < plan.k:
        return f"fewer than {plan.k} of one cell"
    if len(by) < plan.interviewers:
        return f"held by fewer than {plan.interviewers} interviewers"
    if len(held) - max(by.values()) < plan.others:
        return f"one interviewer held all but fewer than {plan.others}"
    if _of_one_mind(group, plan.sensitive):
        return "all gave the same answer to a sensitive question"
    return ""


def reasons(entries: Sequence[Entry], plan: Plan) -> dict[str, int]:
    """What keeps closed answers waiting, in words, and how many interviews it keeps, over all cells."""
    found: Counter[str] = Counter()
    for (kind, _), group in _grouped(entries):
        if kind == "closed":
            found[why_waiting(group, plan) or "they may leave now"] += len(group)
    return dict(found)


def _of_one_mind(group: Sequence[Entry], sensitive: Sequence[str]) -> bool:
    """Whether everybody gave the same answer to a sensitive question: then nobody needs to know whose it is."""
    if not sensitive or group[0].kind != "closed":
        return False
    told = [msgspec.json.decode(each.body) for each in group]
    return any(len({str(each.get(name)) for each in told}) == 1 for name in sensitive)


def _grouped(entries: Sequence[Entry]) -> Groups:
    found: dict[Name, Group] = defaultdict(list)
    for each in entries:
        found[each.kind, each.cell].append(each)
    return list(found.items())


def _coarser(groups: Groups, plan: Plan, dropped: int) -> Groups:
    """Groups too small to leave, put together with the last `dropped` parts of their cell left out.

    The first part of a cell is never dropped: it can be seen in the answers themselves.
    """
    families: dict[Name, Groups] = defaultdict(list)
    for (kind, cell), group in groups:
        families[kind, cell[: max(len(cell) - dropped, 1)]].append(((kind, cell), group))
    return [each for shared, family in families.items() for each in _joined(shared, family, plan)]


def _joined(shared: Name, family: Groups, plan: Plan) -> Groups:
    """A family whose small members are put together with their neighbours, told by what they share.

    If all of them are not enough, the smallest member that could leave alone joins: told less finely, nothing is lost.
    """
    full = sorted((each for each in family if may_leave(each[1], plan)), key=lambda each: len(each[1]))
    small = sorted((each for each in family if not may_leave(each[1], plan)), key=_by_cell)
    width = max((len(cell) for (_, cell), _ in small), default=0)
    told = (shared[0], (shared[1] + (NOT_TOLD,) * width)[:width])
    made: Groups = []
    together: Group = []
    for _, group in small:
        together = together + group
        if may_leave(together, plan):
            made.append((told, together))
            together = []
    if len(small) == 1 and together and not full:
        return [*family]
    while together and (made or full):
        _, other = made.pop() if made else full.pop(0)
        together = together + other
        if may_leave(together, plan):
            break
    return [*full, *made, *([(told, together)] if together else [])]


def _by_cell(each: tuple[Name, Group]) -> list[tuple[int, str]]:
    """Cells in order, numbers by size."""
    return [(int(part) if part.isdigit() else 1_000_000, part) for part in each[0][1]]
