"""The gate's figures, for monitoring: what was decided, how long it took, what waits. No figure tells a number."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from ringfence.gate.calls import Decision, Readiness

CONTENT_TYPE = CONTENT_TYPE_LATEST
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)


class Metrics:
    """One gate's figures; each has its own, so that tests do not share them."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody asked for
        self.registry = CollectorRegistry()
        named: Any = {"registry": self.registry, "namespace": "ringfence_gate"}
        self._decisions = Counter("decisions", "Answers given", ["door", "decision"], **named)
        self._reasons = Counter("reasons", "What stood against calls", ["reason"], **named)
        self._unjudged = Counter("unjudged", "Calls that nobody could judge: something is broken", ["door"], **named)
        self._again = Counter("repeated", "Questions that had been asked before", ["door"], **named)
        self._seconds = Histogram("seconds", "From question to answer", ["door"], buckets=_STEPS, **named)
        self._objections = Counter("objections", "Objections confirmed", ["channel"], **named)
        self._ready = Gauge("ready", "1 if this is in order, 0 if not", ["check"], **named)
        self._looked = Gauge("ready_looked_at", "When it was last looked at, in seconds since 1970", **named)
        self._webhooks = Gauge("webhooks_waiting", "Objections that a webhook has not taken yet", ["webhook"], **named)

        self._decided, self._took = cache(self._decisions.labels), cache(self._seconds.labels)  # with every call

    def decided(self, door: str, decision: Decision, seconds: float) -> None:
        self._decided(door, decision.decision).inc()
        self._took(door).observe(seconds)
        for reason in decision.reasons:
            self._reasons.labels(reason).inc()
        if not decision.verdict:
            self._unjudged.labels(door).inc()
        if decision.again:
            self._again.labels(door).inc()

    def objected(self, channel: str, count: int) -> None:
        self._objections.labels(channel).inc(count)

    def looked(self, readiness: Readiness, at: datetime) -> None:
        for check in readiness.checks:
            self._ready.labels(check.name).set(check.ok)
        self._looked.set(at.timestamp())

    def waiting(self, webhooks: Sequence[tuple[str, int]]) -> None:
        for name, count in webhooks:
            self._webhooks.labels(name).set(count)

    def text(self) -> bytes:
        """All of it in Prometheus' text form."""
        return generate_latest(self.registry)
