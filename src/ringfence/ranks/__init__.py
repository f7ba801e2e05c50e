"""National number -> its kind and its rank, a dense place below 2**32 by which sets are kept in memory."""

from ringfence.ranks.plan import NO_KIND, NO_RANK, Plan, plan

__all__ = ["NO_KIND", "NO_RANK", "Plan", "plan"]
