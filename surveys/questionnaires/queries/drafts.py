"""What a survey would ask if it were published now, in all its languages, and what keeps it from being published."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from django.utils import timezone

from surveys.questionnaires.definition import SOURCE, Page, Questionnaire, Words, as_json, digest, expected_keys
from surveys.questionnaires.definition.words import SURVEY_KEYS, page_key
from surveys.questionnaires.equality import EQUALITY_SETS, PAGE_WORDS
from surveys.questionnaires.models import Survey
from surveys.questionnaires.queries.contents import Content, read_content
from surveys.questionnaires.queries.problems import Problem, find_problems

AGREED = (
    "mode",
    "is_by_invitation",
    "closes_on",
    "results_on",
    "months_kept",
    "reviewer_id",
    "read_from",
    "read_until",
)


@dataclass(frozen=True)
class Draft:
    """A questionnaire and its words as they stand in the editor. `given` are the keys of words that come with the
    equality sets, by language; `blocks` is the editor's block of each page."""

    questionnaire: Questionnaire
    words: Words
    given: frozenset[tuple[str, str]]
    blocks: Mapping[str, str]


@dataclass(frozen=True)
class CheckedDraft(Draft):
    """A draft that was looked through. `problems` keep it from being published; `notes` do not, but should be read."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def checked_draft_of(survey: Survey, on: date | None = None) -> CheckedDraft:
    """The draft of a survey with its problems, as dates stand on a day (today, unless another is given). Every way
    through it is tried, so this is for whoever publishes or is about to."""
    draft = draft_of(survey)
    found = find_problems(survey, draft.questionnaire, draft.words, draft.blocks, on or timezone.localdate())
    facts = {each.name: getattr(draft, each.name) for each in fields(draft)}
    return CheckedDraft(**facts, problems=tuple(found.problems), notes=tuple(found.notes))


def draft_of(survey: Survey) -> Draft:
    """The draft of a survey, unchecked. Equality questions are put last, one on a page; authority questions get the
    partnership's areas. What is not translated is left out of that language's words."""
    content = read_content(survey.content)
    equality = _equality_words(content, [SOURCE, *survey.languages])
    _put_equality_last(content)
    questionnaire = content.questionnaire()
    words = _all_words(survey, content, questionnaire, equality)
    given = frozenset((language, key) for language, texts in equality.items() for key in texts)
    return Draft(questionnaire, words, given, content.blocks)


def agreed(survey: Survey, draft: Draft) -> str:
    """A digest of all that somebody agrees to who publishes: what is asked, how private that is, until when, and who
    reads what people say."""
    facts = {name: str(getattr(survey, name)) for name in AGREED}
    readers = sorted(survey.raw_readers.values_list("pk", flat=True))
    return digest(as_json(draft.questionnaire), {**draft.words, "": {**facts, "raw_readers": str(readers)}})


def equality_page(question: str) -> str:
    """The id of the page on which an equality question is asked."""
    return f"equality_{question}"


def _put_equality_last(content: Content) -> None:
    for key in content.sets:
        question = EQUALITY_SETS[key].question
        content.pages.append(Page(equality_page(question.id), (replace(question, equality=key),)))
        content.blocks[equality_page(question.id)] = content.blocks.get("", "")


def _equality_words(content: Content, languages: list[str]) -> dict[str, dict[str, str]]:
    """What the sets say in each language that they have, and their pages: the first one says what it is about."""
    words: dict[str, dict[str, str]] = {language: {} for language in languages}
    for place, key in enumerate(content.sets):
        each = EQUALITY_SETS[key]
        for language in words:
            words[language] |= each.words.get(language, {})
            said = PAGE_WORDS.get(language, {})
            parts = ("title", "text") if place == 0 else ("title",)
            page = equality_page(each.question.id)
            words[language] |= {page_key(page, part): said[part] for part in parts if said.get(part)}
    return words


def _all_words(
    survey: Survey, content: Content, questionnaire: Questionnaire, equality: dict[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    for name in SURVEY_KEYS:
        content.say(name, getattr(survey, name))
    words = {SOURCE: content.words | equality[SOURCE]}
    keys = set(expected_keys(questionnaire))
    for translation in survey.translations.all() if survey.pk else ():
        if translation.language in survey.languages:
            own = {key: kept["text"] for key, kept in translation.texts.items() if key in keys and kept["text"]}
            words[translation.language] = own
    for language in survey.languages:
        words[language] = words.get(language, {}) | equality[language]
    return words
