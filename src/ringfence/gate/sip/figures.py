"""What the door did, for monitoring. No figure tells a number or an address."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from ringfence.gate.sip.server import SipDoor


class Figures(Collector):
    """The door's counts, read when they are asked for."""

    def __init__(self, door: SipDoor) -> None:
        self._door = door

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """One counter by what happened, and three gauges of what is held."""
        door = self._door
        counted = CounterMetricFamily(
            "ringfence_gate_sip", "What the SIP door did, by method and status", labels=["did"]
        )
        for name, count in sorted(door.dialogue.counts.items()):
            counted.add_metric([name], count)
        yield counted
        held = GaugeMetricFamily("ringfence_gate_sip_held", "What the SIP door holds", labels=["what"])
        held.add_metric(["calls that wait for a decision"], len(door.dialogue.asking))
        held.add_metric(["transactions of the last half minute"], len(door.dialogue.transactions))
        held.add_metric(["connections"], len(door.connections))
        yield held
