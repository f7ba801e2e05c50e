"""A comparison in words: each sentence that a terminal or a page shows."""

from collections.abc import Iterator

from ringfence.cases.compare.alike import Outlier
from ringfence.cases.compare.comparing import Comparison
from ringfence.cases.compare.timing import Curve

CAUTION = (
    "These figures set cases side by side. They do not say why anything was done: facts that no record holds may "
    "explain every difference, published cases are no sample of all cases, and call figures of different kinds do not "
    "compare."
)


def lines(found: Comparison) -> Iterator[str]:
    """The main of it in words, for a terminal."""
    courts = f", {found.appeals} of them courts' words on others" if found.appeals else ""
    yield f"{found.source}: {counted(len(found.matters))}{courts}"
    for problem in found.problems:
        yield f"  left out: {problem}"
    for timed in found.timed:
        yield f"Time {timed.clock.says}: {time_in_words(timed.curve)}"
        for curve in timed.by_group:
            yield f"  {curve.name}: {time_in_words(curve)}"
    yield pairs_in_words(found)
    for pair in found.unlike:
        yield f"  {pair.one.id} ({pair.one.step}) and {pair.other.id} ({pair.other.step}): {pair.likeness.says}"
        for fact in pair.likeness.facts:
            if fact.beside != "same":
                yield f"    {fact.beside}: {fact.says}"
    for each in found.outliers:
        yield f"Stands out: {outlier_in_words(each)}"
    yield CAUTION


def time_in_words(curve: Curve) -> str:
    """How many matters could be timed, and after how long half of them saw action, with what that is worth."""
    if not curve.times:
        return "The record gives no matter both dates: nothing can be said."
    waiting = len(curve.times) - curve.acted
    rest = f"; {waiting} open or ended without action, counted as far as they went" if waiting else ""
    few = f" Only {len(curve.times)}: read them one by one." if curve.few else ""
    return f"{counted(len(curve.times))} could be timed{rest}. {median_in_words(curve)}{few}"


def counted(count: int) -> str:
    """So many matters."""
    return "1 matter" if count == 1 else f"{count:,} matters"


def median_in_words(curve: Curve) -> str:
    """The median with the span that vague dates leave."""
    if curve.median is None:
        return "By the curve, fewer than half saw action."
    low, high = curve.median_range
    span = f" ({low:.0f} to {high:.0f} as the vague dates are read)" if low is not None and high is not None else ""
    return f"By the curve, half saw action within {curve.median:.0f} days{span if low != high else ''}."


def pairs_in_words(found: Comparison) -> str:
    """How many near pairs ended alike."""
    if not found.pairs:
        return "No two matters of one regulator and one state of the law are near enough by their facts to compare."
    unlike = len(found.unlike)
    noticed = (
        f" In {found.both_penalised} both were penalised, since a record like this is mostly penalties; in "
        f"{found.only_one_noticed} of these only one was also given an enforcement notice."
        if found.both_penalised
        else ""
    )
    return (
        f"Pairs that are near by their facts, under one regulator and one state of the law: {len(found.pairs)}. The "
        f"gravest step was the same in {len(found.pairs) - unlike} and differed in {unlike}.{noticed}"
    )


def outlier_in_words(each: Outlier) -> str:
    """One matter that stands out, with the facts of it that few of its group share."""
    figure = f"£{each.value:,.0f}" if each.measure == "penalty" else f"{each.value:.0f} days"
    typical = f"£{each.typical:,.0f}" if each.measure == "penalty" else f"{each.typical:.0f} days"
    beside = [f"{one.says} ({one.sharing} of {one.of})" for one in each.unusual]
    beside += _figures("calls", each.matter.calls, each.calls)
    beside += _figures("complaints", each.matter.complaints, each.complaints)
    rest = f"On the record: {'; '.join(beside)}." if beside else "The record says nothing else unusual about it."
    return f"{each.matter.id}: {figure}, where the middle of its group of {each.of} is {typical}. {rest}"


def _figures(name: str, own: int | None, middle: float | None) -> list[str]:
    return [] if own is None or middle is None else [f"{own:,} {name}, where the middle is {middle:,.0f}"]
