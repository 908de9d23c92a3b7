"""Who is in a webinar's log, and when they were there."""

from dataclasses import dataclass
from typing import Any

from training.attendance.models import LogLayout
from training.attendance.queries.webinar_files.stays import Stay


@dataclass(frozen=True)
class LogParticipant:
    """One person in a log. `stays` are in UTC. `seconds` is how long they stayed in all, where the report gives that
    and not each stay: then `stays` holds the first joining and last leaving of each row, or nothing."""

    name: str
    other_names: tuple[str, ...]
    addresses: tuple[str, ...]
    stays: tuple[Stay, ...]
    seconds: int | None
    ran_it: bool


@dataclass(frozen=True)
class Log:
    """What a file holds. `sha256` is of its bytes, in hexadecimal."""

    sha256: str
    layout: LogLayout
    people: tuple[LogParticipant, ...]

    def packed(self) -> dict[str, Any]:
        """The same in lists and numbers, to travel in a form."""
        people = [
            [
                each.name,
                each.other_names,
                each.addresses,
                [stay.packed() for stay in each.stays],
                each.seconds,
                each.ran_it,
            ]
            for each in self.people
        ]
        return {"sha256": self.sha256, "layout": str(self.layout), "people": people}

    @classmethod
    def unpacked(cls, told: dict[str, Any]) -> "Log":
        """A log that was packed."""
        people = tuple(
            LogParticipant(name, tuple(others), tuple(addresses), tuple(map(Stay.unpacked, stays)), seconds, ran_it)
            for name, others, addresses, stays, seconds, ran_it in told["people"]
        )
        return cls(told["sha256"], LogLayout(told["layout"]), people)
