"""A draft, its problems and its changes as lines that staff read."""

from dataclasses import dataclass
from typing import Any

from surveys.questionnaires.definition import SOURCE, Kind, Question, Questionnaire, Wording
from surveys.questionnaires.definition.words import option_key, page_key, part_of, question_key
from surveys.questionnaires.models import Version
from surveys.questionnaires.queries.differences import Differences
from surveys.questionnaires.queries.drafts import CheckedDraft, Draft
from surveys.questionnaires.queries.languages import direction, language_name
from surveys.questionnaires.queries.problems.names import DATES, OWN_WORDS, WORDS
from surveys.questionnaires.queries.translations import PARTS
from surveys.questionnaires.queries.versions import questionnaire_of

KINDS = {
    Kind.SINGLE: "Choose one",
    Kind.SEVERAL: "Choose several",
    Kind.SCALE: "Scale",
    Kind.GRID: "Grid",
    Kind.RANKING: "Put in order",
    Kind.NUMBER: "Number",
    Kind.SHORT_TEXT: "A few own words",
    Kind.LONG_TEXT: "Many own words",
    Kind.MONTH: "Month and year",
    Kind.YEAR: "Year",
    Kind.AUTHORITY: "Local authority",
    Kind.DISTRICT: "First half of a postcode",
}
TABS = {DATES: "#tab-dates_and_readers", OWN_WORDS: "#tab-dates_and_readers", WORDS: "#tab-about"}
QUESTIONS_TAB = "#tab-questions"


@dataclass(frozen=True)
class Line:
    """One thing that is said, and where it leads."""

    title: str
    text: str
    link: str = ""


def problem_lines(draft: CheckedDraft, edit: str) -> list[Line]:
    """Each problem with the way to the block or the tab where it is mended."""
    return [
        Line(
            each.where,
            each.text,
            edit + (f"#block-{each.block}-section" if each.block else TABS.get(each.where, QUESTIONS_TAB)),
        )
        for each in draft.problems
    ]


def outline(draft: Draft) -> list[dict[str, Any]]:
    """All that is asked, in order: each page with its questions, and what each offers."""
    wording = Wording(draft.words, SOURCE)
    return [
        {
            "title": wording.text(page_key(page.id, "title")),
            "notes": _page_notes(page.rule is not None, len(page.skips), len(page.help)),
            "questions": [_question(question, wording) for question in page.questions],
        }
        for page in draft.questionnaire.pages
    ]


def _page_notes(has_rule: bool, skips: int, helps: int) -> str:
    notes = ["shown for some answers"] if has_rule else []
    notes += ["leads on to a later page for some answers"] if skips else []
    notes += ["shows help for some answers"] if helps else []
    return ", ".join(notes)


def _question(question: Question, wording: Wording) -> dict[str, Any]:
    options = [wording.option(question, option.id) for option in question.options]
    return {
        "label": wording.text(question_key(question.id)),
        "kind": KINDS[question.kind],
        "options": ", ".join(options),
        "is_sensitive": question.sensitive,
        "is_equality": bool(question.equality),
        "has_rule": question.rule is not None,
    }


def change_lines(version: Version, draft: Draft, found: Differences) -> list[dict[str, str]]:
    """Each text that differs, with the question or page whose it is."""
    return [
        {
            "where": place_of(change.key, draft.questionnaire, Wording(draft.words, SOURCE)),
            "language": language_name(change.language),
            "code": change.language,
            "dir": direction(change.language),
            "before": change.before,
            "after": change.after,
        }
        for change in found.words
    ]


def place_of(key: str, questionnaire: Questionnaire, wording: Wording) -> str:
    """Of a text's key, what staff see the thing called that it belongs to."""
    kind, name, _ = part_of(key)
    if kind == "page":
        return f"Page “{wording.text(page_key(name, 'title')) or name}”"
    if kind == "q":
        return f"Question “{wording.text(question_key(name)) or name}”"
    return PARTS.get(key, key)


def joined_lines(version: Version, draft: Draft, found: Differences) -> list[dict[str, Any]]:
    """Each question that is new or differs, with what is proposed; those that are as they were are not listed."""
    now, was = Wording(draft.words, SOURCE), Wording(version.words, SOURCE)
    before = {question.id: question for question in questionnaire_of(version).questions()}
    lines = []
    for each in found.joined:
        key = each.question.id
        label, old = now.text(question_key(key)), was.text(question_key(key))
        if each.was and each.question == each.was and label == old and not _says_other(each.question, now, was):
            continue
        lines.append(
            {
                "id": key,
                "label": label,
                "before": old if key in before else "",
                "is_new": each.was is None,
                "is_of_another_kind": each.was is None and key in before,
                "added": [now.text(option_key(key, option)) or option for option in each.added],
                "lost": [was.text(option_key(key, option)) or option for option in each.lost],
            }
        )
    lines += [{"label": was.text(question_key(gone.id)), "is_gone": True} for gone in found.gone]
    return lines


def _says_other(question: Question, now: Wording, was: Wording) -> bool:
    keys = [option_key(question.id, option.id) for option in question.options]
    return any(now.text(key) != was.text(key) for key in keys)
