"""How the draft of a survey differs from what is published: in words alone, or in what is asked."""

from dataclasses import dataclass
from typing import Any

from surveys.questionnaires.definition import SOURCE, Kind, Question, Questionnaire, Words, as_json
from surveys.questionnaires.models import Version
from surveys.questionnaires.queries.drafts import Draft
from surveys.questionnaires.queries.versions import questionnaire_of


@dataclass(frozen=True)
class WordChange:
    """One text that differs. `before` is empty where it is new, `after` where it is gone."""

    language: str
    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Joined:
    """A question of the draft, and the one of the version before that it is proposed to go on with; None where it is
    new. `options` are those that go on: {new: old}."""

    question: Question
    was: Question | None
    options: dict[str, str]

    @property
    def lost(self) -> list[str]:
        """Options that are offered no more."""
        kept = self.options.values()
        return [option.id for option in self.was.options if option.id not in kept] if self.was else []

    @property
    def added(self) -> list[str]:
        """Options that were not offered before, of a question that was asked."""
        return [option.id for option in self.question.options if option.id not in self.options] if self.was else []


@dataclass(frozen=True)
class Differences:
    """What would change. Where only words do, they can be mended in the version that is there."""

    words: tuple[WordChange, ...]
    joined: tuple[Joined, ...]
    gone: tuple[Question, ...]
    is_same_structure: bool

    @property
    def is_nothing(self) -> bool:
        """Whether publishing would change nothing."""
        return self.is_same_structure and not self.words

    @property
    def is_wording(self) -> bool:
        """Whether words alone differ."""
        return self.is_same_structure and bool(self.words)

    def mapping(self, but_not: frozenset[str] = frozenset()) -> dict[str, Any]:
        """As `Version.mapping` keeps it, without the questions that mean something else now."""
        going_on = [each for each in self.joined if each.was and each.question.id not in but_not]
        return {
            "questions": {each.question.id: each.was.id for each in going_on if each.was},
            "options": {each.question.id: each.options for each in going_on if each.question.options},
        }


def differences(version: Version, draft: Draft) -> Differences:
    """A draft against a published version: a question goes on where its id and kind are the same, an option where its
    id is."""
    before, now = questionnaire_of(version), draft.questionnaire
    known = {question.id: question for question in before.questions()}
    asked = {question.id for question in now.questions()}
    return Differences(
        words=tuple(word_changes(version.words, draft.words)),
        joined=tuple(_joined(question, known.get(question.id)) for question in now.questions()),
        gone=tuple(question for question in before.questions() if question.id not in asked),
        is_same_structure=_is_same(before, now),
    )


def _is_same(before: Questionnaire, now: Questionnaire) -> bool:
    return as_json(before) == as_json(now)


def _joined(question: Question, was: Question | None) -> Joined:
    if was is None or not _can_go_on(question.kind, was.kind) or question.equality != was.equality:
        return Joined(question, None, {})
    known = {option.id for option in was.options}
    return Joined(question, was, {option.id: option.id for option in question.options if option.id in known})


def _can_go_on(kind: Kind, was: Kind) -> bool:
    return kind == was or {kind, was} == {Kind.SHORT_TEXT, Kind.LONG_TEXT}


def word_changes(before: Words, after: Words) -> list[WordChange]:
    """Every text that differs, English first."""
    changes = []
    for language in sorted({*before, *after}, key=lambda each: (each != SOURCE, each)):
        was, now = before.get(language, {}), after.get(language, {})
        for key in dict.fromkeys((*now, *was)):
            if was.get(key, "") != now.get(key, ""):
                changes.append(WordChange(language, key, was.get(key, ""), now.get(key, "")))
    return changes
