"""Facts in one small integer, and back: distinct integers are the situations. Lists and calls lay theirs out alike."""

from collections.abc import Mapping

TRUTH: tuple[bool | None, ...] = (None, False, True)  # by the two bits of a fact that is true, false or unknown
REGISTERS: tuple[str | None, ...] = (None, None, "tps", "ctps", "both")  # unknown, on none, and on which


class Layout:
    """Which bits of an integer hold which part, from its low end."""

    def __init__(self, bits: Mapping[str, int]) -> None:
        self.bits = dict(bits)
        self.shifts: dict[str, int] = {}
        self.width = 0
        for name, size in self.bits.items():
            self.shifts[name] = self.width
            self.width += size

    def unpack(self, packed: int) -> dict[str, int]:
        """The parts of a packed integer."""
        return {name: packed >> self.shifts[name] & (1 << size) - 1 for name, size in self.bits.items()}

    def sql(self, parts: Mapping[str, str]) -> str:
        """SQL of the integer that holds these parts, as a sum of products, which every engine computes alike."""
        return " + ".join(f"CAST({parts[name]} AS BIGINT) * {1 << shift}" for name, shift in self.shifts.items())
