"""Whose answers are counted: all of a survey's, or those about a course, of a month, of one version, or of a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from urllib.parse import parse_qsl, urlencode

from surveys.models import Mode, Survey

THURSDAY = 4  # the day that decides which year, and here which month, a week belongs to (ISO 8601)
ALL_PARTS = ("about", "period", "version", "group")
ABOUT, PERIOD, VERSION = "~about", "~period", "~version"
BETWEEN = "="  # between a question and its option, in a field


@dataclass(frozen=True)
class Selection:
    """`period`: a month, "2026-05", or a quarter, "2026-Q2"; `version`: its number; `group`: the key of a question with
    one answer each, and one of its options. Empty means that nobody is left out for it."""

    about: str = ""
    period: str = ""
    version: int = 0
    group: tuple[str, str] = ("", "")

    def population(self, survey: Survey) -> frozenset[str]:
        """The same as the register writes it, dimension, colon, value: "~survey:7", "~about:ACE1", "age:under_16"."""
        facts = {"~survey": str(survey.pk), ABOUT: self.about, PERIOD: self.period, VERSION: str(self.version or "")}
        return frozenset(f"{name}:{fact}" for name, fact in [*facts.items(), self.group] if name and fact)

    @property
    def is_whole(self) -> bool:
        """Whether nobody is left out."""
        return self == type(self)()

    @classmethod
    def from_population(cls, population: Iterable[str]) -> Self:
        """The selection whose population this is."""
        told = {name: value for name, _, value in (condition.rpartition(":") for condition in population)}
        group = next(((name, value) for name, value in told.items() if not name.startswith("~")), ("", ""))
        return cls(told.get(ABOUT, ""), told.get(PERIOD, ""), int(told.get(VERSION, 0)), group)


@dataclass(frozen=True)
class Look:
    """What somebody looks at: whose answers, in which groups, and which question. "": none, and every one."""

    selection: Selection = Selection()
    groups: str = ""
    question: str = ""

    @classmethod
    def from_fields(cls, told: Mapping[str, str]) -> Self:
        """What the fields of a form say, whatever else is among them."""
        key, _, option = told.get("group", "").partition(BETWEEN)
        version = told.get("version", "")
        about, period = told.get("about", ""), told.get("period", "")
        selection = Selection(about, period, int(version) if version.isdecimal() else 0, (key, option))
        return cls(selection, told.get("groups", ""), told.get("questions", ""))

    @classmethod
    def from_query(cls, query: str) -> Self:
        """What `query` wrote."""
        return cls.from_fields(dict(parse_qsl(query)))

    @property
    def query(self) -> str:
        """The same as the address of a page says it, always in one way."""
        whose = self.selection
        told = {"about": whose.about, "group": BETWEEN.join(whose.group) if whose.group[0] else ""}
        told |= {"groups": self.groups, "period": whose.period, "questions": self.question}
        told["version"] = str(whose.version or "")
        return urlencode({name: value for name, value in told.items() if value})


def may_be_narrowed_by(survey: Survey) -> tuple[str, ...]:
    """What a selection may name: totals alone know neither when an answer was given nor what else was answered."""
    return ("about", "version") if survey.mode == Mode.COUNTED else ALL_PARTS


def month_of(period: str) -> str:
    """The month that a week belongs to, by its Thursday as in ISO 8601: "2026-W09" is in "2026-02". A quarter is
    itself."""
    year, _, week = period.partition("-W")
    if not week:
        return period
    return date.fromisocalendar(int(year), int(week), THURSDAY).strftime("%Y-%m")


def weeks_of(month: str) -> list[str]:
    """The weeks whose Thursday is in a month, as periods; a quarter is itself."""
    if "-Q" in month:
        return [month]
    first = date.fromisoformat(f"{month}-01")
    days = (first + timedelta(days=n) for n in range(31))
    weeks = (day.isocalendar() for day in days if day.month == first.month and day.isoweekday() == THURSDAY)
    return [f"{week.year}-W{week.week:02}" for week in weeks]


def period_in_words(period: str) -> str:
    """ "May 2026", or "April to June 2026"."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        first = 3 * int(part[1:]) - 2
        return f"{date(int(year), first, 1):%B} to {date(int(year), first + 2, 1):%B %Y}"
    return f"{date(int(year), int(part), 1):%B %Y}"
