"""Which of the waiting answers may leave together. Pure: entries and terms in, batches out.

A full batch is k interviews of one cell (wave, bands, flags), from several interviewers, not of one mind on a sensitive
question. While a campaign runs, k are drawn at random as soon as 2k wait: so k or more always stay to hide the last
ones, and none is left over at the end. Entries are counted in persons: two texts of one person hide nobody.
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
Groups = dict[Name, Group]


def running(entries: Sequence[Entry], plan: Plan, chance: random.Random) -> Batch | None:
    """A batch of k drawn from a cell in which 2k wait, if there is one."""
    for (kind, cell), group in _grouped(entries).items():
        people = sorted({each.person for each in group})
        if len(people) < 2 * plan.k:
            continue
        for _ in range(DRAWS):
            drawn = set(chance.sample(people, plan.k))
            batch = [each for each in group if each.person in drawn]
            rest = [each for each in group if each.person not in drawn]
            if may_leave(batch, plan) and may_leave(rest, plan):
                return Batch(kind, cell, tuple(batch))
    return None


def waiting(entries: Sequence[Entry], plan: Plan, *, rest: bool) -> list[Batch]:
    """Every cell that may leave as it is; with `rest` also the others, told less finely until they are enough."""
    groups = _grouped(entries)
    if rest:
        for dropped in range(1, max((len(cell) for _, cell in groups), default=0)):
            groups = _coarser(groups, plan, dropped)
    return [Batch(kind, cell, tuple(group)) for (kind, cell), group in groups.items() if may_leave(group, plan)]


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
    for (kind, _), group in _grouped(entries).items():
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
    groups: Groups = defaultdict(list)
    for each in entries:
        groups[each.kind, each.cell].append(each)
    return groups


def _coarser(groups: Groups, plan: Plan, dropped: int) -> Groups:
    """Groups too small to leave, put together with the last `dropped` parts of their cell left out.

    If they are still too small, the smallest neighbour that could have left alone joins them: it is told less finely,
    so that nothing is lost. The first part of a cell is never dropped: it can be seen in the answers themselves.
    """
    families: dict[Name, Groups] = defaultdict(dict)
    for (kind, cell), group in groups.items():
        families[kind, cell[: max(len(cell) - dropped, 1)]][kind, cell] = group
    found: Groups = {}
    for shared, family in families.items():
        for name, group in _joined(shared, family, plan).items():
            found[name] = found.get(name, []) + group
    return found


def _joined(shared: Name, family: Groups, plan: Plan) -> Groups:
    """A family whose small members have become one, told by what they share; the rest as they were."""
    small = [name for name, group in family.items() if not may_leave(group, plan)]
    full = sorted(set(family) - set(small), key=lambda name: len(family[name]))
    members = list(small)
    together = [entry for name in small for entry in family[name]]
    while together and full and not may_leave(together, plan):
        members.append(full.pop(0))
        together = together + family[members[-1]]
    found = {name: family[name] for name in full}
    if together:
        width = len(members[0][1])
        told = (shared[0], (shared[1] + (NOT_TOLD,) * width)[:width])
        found[members[0] if len(members) == 1 else told] = together
    return found
