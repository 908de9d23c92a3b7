"""What editors built of blocks, read as a questionnaire and its English words; and the other way round."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from people.models import LocalAuthority
from surveys.questionnaires.definition import Help, Kind, Option, Page, Question, Questionnaire, Skip
from surveys.questionnaires.definition.words import help_key, option_key, page_key, printable, question_key, row_key
from surveys.questionnaires.equality import EQUALITY_SETS
from surveys.questionnaires.queries.conditions import rule_of

ELSEWHERE = "elsewhere"


@dataclass
class Content:
    """Pages and pairs as they are read; `words` in English; `blocks` is the block of each page in the editor."""

    pages: list[Page] = field(default_factory=list)
    crosstabs: list[tuple[str, str]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    sets: list[str] = field(default_factory=list)

    def say(self, key: str, text: str | None) -> None:
        """Keep a text, where there is one."""
        if said := printable(text or "").strip():
            self.words[key] = said

    def questionnaire(self) -> Questionnaire:
        """Without the words."""
        return Questionnaire(tuple(self.pages), tuple(self.crosstabs))


def read_content(stream: Any) -> Content:
    """Everything that a survey's blocks say. What has no id yet is called by its place, so that it can be spoken of."""
    content = Content()
    for child in stream:
        if child.block_type == "page":
            page = _page(content, child.value)
            content.blocks[page.id] = str(child.id or "")
            content.pages.append(page)
        elif child.block_type == "equality":
            content.sets = [key for key in EQUALITY_SETS if key in (child.value["sets"] or ())]
            content.blocks[""] = str(child.id or "")
        else:
            content.crosstabs.append((child.value["rows"] or "", child.value["columns"] or ""))
    return content


def _page(content: Content, value: Any) -> Page:
    key = value["id"] or f"untitled_page_{len(content.pages) + 1}"
    content.say(page_key(key, "title"), value["title"])
    content.say(page_key(key, "text"), value["text"])
    return Page(
        id=key,
        questions=tuple(
            _question(content, child, f"untitled_question_{len(content.pages) + 1}_{number}")
            for number, child in enumerate(value["questions"], start=1)
        ),
        rule=rule_of(value["show_when"]),
        skips=tuple(Skip(rule, each["to"] or "") for each in value["skips"] if (rule := rule_of(each["when"]))),
        help=tuple(_help(content, key, number, each) for number, each in enumerate(value["help"], start=1)),
    )


def _help(content: Content, page: str, number: int, value: Any) -> Help:
    key = value["id"] or f"untitled_help_{number}"
    content.say(help_key(page, key, "title"), value["title"])
    content.say(help_key(page, key, "text"), value["text"])
    # Help without a condition is always shown: an "and" of nothing always holds.
    return Help(key, rule_of(value["when"]) or {"op": "and", "rules": []})


def _question(content: Content, child: Any, untitled: str) -> Question:
    value, kind = child.value, Kind(child.block_type)
    key = value["id"] or untitled
    for part in ("label", "hint", "why"):
        content.say(question_key(key, part), value[part])
    rows = [(each["id"] or f"untitled_row_{n}", each["text"]) for n, each in enumerate(value.get("rows") or (), 1)]
    for row, text in rows:
        content.say(row_key(key, row), text)
    return Question(
        id=key,
        kind=kind,
        options=tuple(_options(content, key, kind, value)),
        rows=tuple(row for row, _text in rows),
        sensitive=bool(value["sensitive"]),
        rule=rule_of(value["show_when"]),
        least=value.get("least"),
        greatest=value.get("greatest"),
        may_be_quoted=bool(value.get("may_be_quoted")),
    )


def _options(content: Content, question: str, kind: Kind, value: Any) -> Iterator[Option]:
    if kind == Kind.SCALE:
        offered: Iterable[tuple[Option, str]] = _points(value)
    elif kind == Kind.AUTHORITY:
        offered = _areas()
    else:
        offered = (
            (Option(each["id"] or f"untitled_option_{n}", bool(each["stands_alone"])), each["text"] or "")
            for n, each in enumerate(value.get("options") or (), 1)
        )
    for option, text in offered:
        content.say(option_key(question, option.id), text)
        yield option


def _points(value: Any) -> Iterator[tuple[Option, str]]:
    words = (value["words"] or "").splitlines()
    for point in range(1, max(value["points"] or 0, len(words)) + 1):
        yield Option(str(point)), words[point - 1] if point <= len(words) else ""


def _areas() -> Iterator[tuple[Option, str]]:
    """The areas of the partnership by name, as they are now, and anywhere else."""
    for code, name in LocalAuthority.objects.order_by("name").values_list("ons_code", "name"):
        yield Option(code.lower(), census=code), name
    yield Option(ELSEWHERE), "Somewhere else"
