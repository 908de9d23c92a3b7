"""How far the translation of a survey's draft is: what is missing, and what was translated from words that changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveys.questionnaires.definition import SOURCE, Kind, Page, Question, Wording, expected_keys
from surveys.questionnaires.definition.words import SURVEY_KEYS, option_key, page_key, part_of
from surveys.questionnaires.models import Survey, Translation
from surveys.questionnaires.queries.drafts import Draft
from surveys.questionnaires.queries.languages import language_name

PARTS = {
    "title": "Title",
    "introduction": "Introduction",
    "thanks": "Thanks",
    "text": "Words above the questions",
    "label": "Question",
    "hint": "Hint",
    "why": "Why we ask",
    "option": "Option",
    "row": "Row",
}


class State(StrEnum):
    """Where one text stands."""

    MISSING = "Missing"
    NAME = "A name, which can stay as it is"
    CHANGED = "The English has changed"
    DONE = "Done"


@dataclass(frozen=True)
class Line:
    """One text side by side. `of` is the English that it was translated from, where that has changed since; `theirs`
    what somebody else wrote while this was written, None where nobody did."""

    key: str
    part: str
    source: str
    text: str
    state: State
    of: str = ""
    theirs: str | None = None


@dataclass(frozen=True)
class Section:
    """The texts of one page of the questionnaire, or those of the survey itself."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Progress:
    """How many of a translation's texts are done."""

    language: str
    done: int
    number: int

    @property
    def name(self) -> str:
        """The language as staff call it."""
        return language_name(self.language)

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all of them."""
        return 100 * self.done // self.number if self.number else 100


def sections(survey: Survey, language: str, draft: Draft) -> list[Section]:
    """All that is to be translated, in the order of asking. What the equality sets bring in this language is not."""
    translation = translation_of(survey, language)
    kept = translation.texts if translation else {}
    lines = _lines(draft, language, kept)
    parts = [Section("The survey", tuple(lines[key] for key in SURVEY_KEYS if key in lines))]
    for number, page in enumerate(draft.questionnaire.pages, start=1):
        title = Wording(draft.words, SOURCE).text(page_key(page.id, "title"))
        own = tuple(line for key, line in lines.items() if _is_of(key, page))
        parts.append(Section(f"Page {number}: {title}", own))
    return [section for section in parts if section.lines]


def progress(survey: Survey, draft: Draft) -> list[Progress]:
    """Of each language that the survey is offered in; without the names of areas, which need no translation."""
    names = _names_of_areas(draft)
    kept = {each.language: each.texts for each in survey.translations.all()}
    found = []
    for language in survey.languages:
        lines = _lines(draft, language, kept.get(language, {}))
        needed = [line for key, line in lines.items() if key not in names]
        found.append(Progress(language, sum(line.state == State.DONE for line in needed), len(needed)))
    return found


def translation_of(survey: Survey, language: str) -> Translation | None:
    """The translation into a language, where it was begun."""
    return next((each for each in survey.translations.all() if each.language == language), None)


def _sources(draft: Draft, language: str) -> Iterator[tuple[str, str]]:
    english = draft.words[SOURCE]
    for key in expected_keys(draft.questionnaire):
        if key in english and (language, key) not in draft.given:
            yield key, english[key]


def _names_of_areas(draft: Draft) -> frozenset[str]:
    """Areas may be called alike in every language; “Somewhere else” is not the name of one."""
    asked = (question for question in draft.questionnaire.questions() if question.kind == Kind.AUTHORITY)
    return frozenset(
        option_key(question.id, option.id) for question in asked for option in question.options if option.census
    )


def _lines(draft: Draft, language: str, kept: dict[str, dict[str, str]]) -> dict[str, Line]:
    names = _names_of_areas(draft)
    return {key: _line(key, source, kept, is_name=key in names) for key, source in _sources(draft, language)}


def _line(key: str, source: str, kept: dict[str, dict[str, str]], *, is_name: bool) -> Line:
    text, of = kept.get(key, {}).get("text", ""), kept.get(key, {}).get("of", "")
    missing = State.NAME if is_name else State.MISSING
    state = missing if not text else State.DONE if of == source else State.CHANGED
    return Line(key, _part(key), source, text, state, of if state == State.CHANGED else "")


def _part(key: str) -> str:
    part, *rest = part_of(key).part.split(".")
    if part == "help":
        return "Help" if rest[-1] == "text" else "Help: title"
    return PARTS[part]


def _is_of(key: str, page: Page) -> bool:
    kind, name, _ = part_of(key)
    return name == page.id if kind == "page" else kind == "q" and _has(page.questions, name)


def _has(questions: tuple[Question, ...], key: str) -> bool:
    return any(question.id == key for question in questions)
