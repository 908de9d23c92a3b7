"""A month of headcounts as a spreadsheet: its columns, and each row checked, so that a mistake is named by row and
column."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from documents.blank_workbooks import Column
from documents.spreadsheets import Refused, Table
from people.models import LocalAuthority, Person
from training.attendance.models import MOST_OF_AN_AUDIENCE, PartOfDay, Topic
from training.attendance.operations import Counted, HeadcountRefused, Tally, refuse_unsound
from training.attendance.operations.months import identified
from training.attendance.queries import Asked, audience_sets
from training.attendance.queries.places import NotOne, Places

MOST_ROWS = 200
MOST_COLUMNS = 100
LONGEST_PLACE, LONGEST_NOTES = 200, 1_000
DATE, PART, PLACE, URN = "Date", "Part of day", "Place", "URN"
AREA, TOPIC, HOW, NOTES = "Local authority", "Topic", "Counted or estimated", "Notes"
WANTED = (DATE, PLACE, TOPIC)
FORMS_OF_DATES = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
)
WHOLE_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0+)?")
HOWS = {"": False, "counted": False, "estimated": True, "estimate": True}


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a row, and in which column."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.words}"


@dataclass(frozen=True)
class Month:
    """What the rows say, each with its number in the spreadsheet; or what is wrong, and then nothing is taken."""

    rows: list[tuple[int, Tally]]
    wrong: list[Wrong]


def columns_of_month() -> list[Column]:
    """The columns of the template, each explained, with what it offers."""
    topics = Topic.objects.filter(is_offered=True).order_by("position", "name").values_list("name", flat=True)
    areas = LocalAuthority.objects.order_by("name").values_list("name", flat=True)
    number = f"How many there were: a whole number from 1 to {MOST_OF_AN_AUDIENCE:,}. Empty for nobody."
    return [
        Column(DATE, "The day on which it was held, such as 10/03/2026."),
        Column(PART, "Morning, afternoon or evening; or empty.", tuple(PartOfDay.labels)),
        Column(PLACE, "The name of the school, as on our list of organisations; or of any other place.", (), True),
        Column(URN, "A school’s number at the Department for Education; needed where two schools share a name."),
        Column(AREA, "The council’s area. Needed where the place is not on our list.", tuple(areas), True),
        Column(TOPIC, "What it was about: one of the choices.", tuple(topics), True),
        Column(HOW, "Counted or estimated; empty means counted.", ("Counted", "Estimated")),
        Column(NOTES, "For staff. No names of people, please.", (), True),
        *(Column(asked.label, number) for asked in _asked()),
    ]


def read_month(table: Table, *, by: Person, on: date) -> Month:
    """Every row checked. The place is found by URN, else by name and area; a name that is not on our list is a place of
    its own, which needs its area. Refused as a whole: headings that are missing, twice there, or not known."""
    asked = {plain_words(each.label): each for each in _asked()}
    columns = _columns(table, asked)
    rows = [{name: row[n] for name, n in columns.items()} for row in table.rows]
    reader = _Reader(rows, asked, on)
    told, wrong = [], []
    for number, row in zip(table.numbers, rows, strict=True):
        said, mistakes = reader.read(row)
        wrong += [Wrong(number, column, words) for column, words in mistakes]
        if said:
            told.append((number, said))
    with_uids = identified([said for _, said in told], by=by)
    return Month([(number, said) for (number, _), said in zip(told, with_uids, strict=True)], wrong)


def plain_words(text: str) -> str:
    """Words as they are compared: small letters, single spaces."""
    return " ".join(text.lower().split())


def _asked() -> list[Asked]:
    return [asked for each in audience_sets() for asked in each.asked]


def _columns(table: Table, asked: dict[str, Asked]) -> dict[str, int]:
    """Where each column is. A heading of ours in any case; another one is refused, since its numbers would be lost."""
    known = {plain_words(name): name for name in (DATE, PART, PLACE, URN, AREA, TOPIC, HOW, NOTES)}
    known |= {key: key for key in asked}
    found: dict[str, int] = {}
    for place, heading in enumerate(table.headings):
        if not heading:
            if any(row[place] for row in table.rows):
                raise Refused(f"Column {place + 1} has no heading. Use the headings of the template.")
            continue
        name = known.get(plain_words(heading))
        if name is None:
            raise Refused(f"We do not know the column “{heading[:50]}”. Use the headings of the template.")
        if name in found:
            raise Refused(f"The column “{heading}” is there twice. Keep one of them.")
        found[name] = place
    missing = [name for name in WANTED if name not in found]
    if missing:
        raise Refused(f"The first row has no column “{missing[0]}”. Use the headings of the template.")
    return found


class _Mistake(Exception):
    """A cell that cannot be taken, in words; of another column than the one that is read, with that column."""

    def __init__(self, words: str, column: str = "") -> None:
        super().__init__(words)
        self.column = column


class _Reader:
    """Reads the rows of one spreadsheet, with what they may name."""

    def __init__(self, rows: list[dict[str, str]], asked: dict[str, Asked], on: date) -> None:
        self.asked, self.on = asked, on
        self.topics = {plain_words(topic.name): topic for topic in Topic.objects.all()}
        self.areas = {plain_words(area.name): area for area in LocalAuthority.objects.all()}
        self.places = Places([(row[PLACE], row.get(URN, "")) for row in rows])

    def read(self, row: dict[str, str]) -> tuple[Tally | None, list[tuple[str, str]]]:
        """What a row says, or its mistakes, each with its column."""
        wrong: list[tuple[str, str]] = []

        def take(column: str, read: Callable[[str], Any], label: str = "") -> Any:
            try:
                return read(row.get(column, ""))
            except _Mistake as mistake:
                wrong.append((mistake.column or label or column, str(mistake)))
                return None

        facts = {
            "held_on": take(DATE, _date),
            "part_of_day": take(PART, _part),
            "topic": take(TOPIC, self._topic),
            "is_estimate": take(HOW, _how),
            "notes": take(NOTES, _notes),
            **(take(PLACE, lambda name: self._place(name, row)) or {}),
        }
        numbers = [(each, take(key, _number, each.label)) for key, each in self.asked.items()]
        if wrong:
            return None, wrong
        counts = tuple(Counted(each.audience, number, each.role_group_id) for each, number in numbers if number)
        told = Tally(counts=counts, **facts)
        try:
            refuse_unsound(told, on=self.on)
        except HeadcountRefused as refusal:
            return None, [(DATE if counts else "numbers", str(refusal))]
        return told, []

    def _topic(self, text: str) -> Topic:
        topic = self.topics.get(plain_words(text))
        if topic is None:
            raise _Mistake(f"“{text[:50]}” is none of the topics." if text else "name the topic.")
        return topic

    def _place(self, name: str, row: dict[str, str]) -> dict[str, Any]:
        area_words = row.get(AREA, "")
        area = self.areas.get(plain_words(area_words))
        if area_words and area is None:
            raise _Mistake(f"“{area_words[:50]}” is none of our areas.", AREA)
        if not name and not row.get(URN):
            raise _Mistake("name the place.")
        try:
            organisation = self.places.find(name=name, urn=row.get(URN, ""), area=area)
        except NotOne as several:
            raise _Mistake(str(several), several.column) from several
        if organisation is not None:
            return {"organisation": organisation}
        if area is None:
            raise _Mistake("this place is not on our list. Check its name, or add its area to keep it as it is.", AREA)
        if len(name) > LONGEST_PLACE:
            raise _Mistake(f"use at most {LONGEST_PLACE} characters.")
        return {"place": name, "local_authority": area}


def _date(text: str) -> date:
    for form in FORMS_OF_DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise _Mistake("write the date as 10/03/2026.")


def _part(text: str) -> str:
    if not text:
        return ""
    for value, label in PartOfDay.choices:
        if plain_words(text) == plain_words(str(label)):
            return value
    raise _Mistake("write morning, afternoon or evening, or nothing.")


def _how(text: str) -> bool:
    found = HOWS.get(plain_words(text))
    if found is None:
        raise _Mistake("write counted or estimated.")
    return found


def _notes(text: str) -> str:
    if len(text) > LONGEST_NOTES:
        raise _Mistake(f"use at most {LONGEST_NOTES:,} characters.")
    return text


def _number(text: str) -> int:
    if not text:
        return 0
    whole = WHOLE_NUMBER.fullmatch(text.replace(",", ""))
    if whole is None or int(whole[1]) > MOST_OF_AN_AUDIENCE:
        raise _Mistake(f"write a whole number up to {MOST_OF_AN_AUDIENCE:,}, or nothing.")
    return int(whole[1])
