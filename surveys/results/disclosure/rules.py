"""The rules that decide which counts of people may be shown, and how exactly."""

from dataclasses import dataclass


class NonsenseRules(ValueError):
    """Rules that protect nobody or contradict each other."""


@dataclass(frozen=True)
class Rules:
    """`least_base`: people below whom a table, or a group's row, is not shown. `least_count`: people below whom a count
    above zero is "fewer than" that. `nearest`: what other counts are rounded to.

    Refused: anything but whole numbers, a least count below 2, a base that could be smaller than a count that is
    hidden, and rounding that would turn a count that may be shown into zero.
    """

    least_base: int = 10
    least_count: int = 5
    nearest: int = 5

    def __post_init__(self) -> None:
        for name in ("least_base", "least_count", "nearest"):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool):
                raise NonsenseRules(f"{name} must be a whole number, not {value!r}.")
        if self.least_count < 2:
            raise NonsenseRules("least_count must be 2 or more: below that no count of people is protected.")
        if self.least_base < self.least_count:
            raise NonsenseRules("least_base must not be below least_count.")
        if self.nearest < 1:
            raise NonsenseRules("nearest must be 1 or more.")
        if self.rounded(self.least_count) == 0:
            raise NonsenseRules("nearest is too wide: a count that may be shown would be rounded to zero.")

    @property
    def most_hidden(self) -> int:
        """The greatest count that is hidden: 4 where fewer than 5 is hidden."""
        return self.least_count - 1

    def rounded(self, count: int) -> int:
        """The nearest multiple, upwards from the half: 7 becomes 5, and 8 becomes 10."""
        return (count + self.nearest // 2) // self.nearest * self.nearest

    def range_of(self, number: int, *, least: int) -> tuple[int, int]:
        """Least and greatest true count that is shown as this number, of counts known to be `least` or more.

        Zero is shown for zero alone, since counts above it are "fewer than" or rounded to something.
        """
        if number == 0:
            return 0, 0
        low = number - self.nearest // 2
        return max(low, least), low + self.nearest - 1


STANDARD = Rules()
