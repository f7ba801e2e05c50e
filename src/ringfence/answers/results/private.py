"""Counts with noise for publication: differentially private, through OpenDP; an optional part.

Every person is in each table once, so a count changes by one with a person. The noise of each table spends `epsilon`;
several tables spend the sum. Noisy counts are published as they fall, but for what lies below nothing.
"""

from collections.abc import Sequence

from ringfence.answers.results.columns import Column
from ringfence.errors import RingfenceError

MOST = 10.0  # of epsilon for one table: beyond, the noise protects nobody


class PrivacyUnusable(RingfenceError):
    """A budget that protects nobody, or the library that is not there."""

    code = "privacy-unusable"


def noisy_counts(column: Column, epsilon: float) -> dict[str, int]:
    """The counts of a question's answers with discrete Laplace noise, by code; `epsilon` is what the table spends."""
    if not 0 < epsilon <= MOST:
        raise PrivacyUnusable(f"epsilon = {epsilon:g}: it lies between 0 and {MOST:g}; 1 is common, less hides more.")
    try:
        import opendp.prelude as dp  # noqa: PLC0415 - an optional part
    except ImportError:
        raise PrivacyUnusable("Noisy counts need an optional part. Run: pip install 'ringfence[privacy]'") from None
    dp.enable_features("contrib")
    counts = [int((column.chose(code) & column.answered).sum()) for code in column.labels]
    together = float(len(counts)) if column.several else 1.0  # how much one person can change the counts in all
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    measure = dp.m.make_laplace(*space, scale=together / epsilon)
    noisy: Sequence[int] = measure(counts)
    return {code: max(0, int(each)) for code, each in zip(column.labels, noisy, strict=True)}
