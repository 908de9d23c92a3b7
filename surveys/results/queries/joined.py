"""The questions of a survey over all its versions: what was asked in one and means the same in another is one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from surveys.questionnaires.definition import SOURCE, Option, Question, Wording
from surveys.questionnaires.definition.words import question_key, row_key
from surveys.questionnaires.models import Survey, Version
from surveys.questionnaires.queries import questionnaire_of

UNKNOWN = "…"  # what stands in a label for what each person had answered before
SENTENCE = re.compile(r"(?<=[.?!])\s+")


@dataclass
class Asked:
    """One question as it is counted. `key` is its id in the last version that asks it, and `question` as that version
    asks it, with options of earlier versions that have none to follow them at the end.

    `names`: its id in each version that asks it; `options`: for each version, its options by what they are here;
    `said`: where the words of each option are found, as (version, question, option). Versions stand by their keys.
    """

    key: str
    question: Question
    version: int
    names: dict[int, str] = field(default_factory=dict)
    options: dict[int, dict[str, str]] = field(default_factory=dict)
    said: dict[str, tuple[int, str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Joined:
    """What a survey asked, in the order of its last version, and what only earlier ones asked after that."""

    questions: tuple[Asked, ...]
    wordings: Mapping[int, Wording]
    numbers: Mapping[int, int]  # of versions, by their keys

    def versions(self, number: int = 0) -> list[int]:
        """The keys of all versions, or of the one with this number."""
        return [key for key, each in self.numbers.items() if number in (0, each)]

    def asked(self, key: str) -> Asked:
        """The question of this key. Raises KeyError where there is none."""
        return {asked.key: asked for asked in self.questions}[key]

    def label(self, asked: Asked, row: str = "") -> str:
        """How a question is put; for a row of a grid, with the row."""
        wording, name = self.wordings[asked.version], asked.names[asked.version]
        text = _without_piping(wording.filled(question_key(name), lambda _: UNKNOWN)) or name
        return f"{text} {wording.text(row_key(name, row)) or row}" if row else text

    def row(self, asked: Asked, row: str) -> str:
        """How a row of a grid is called."""
        return self.wordings[asked.version].text(row_key(asked.names[asked.version], row)) or row

    def option(self, asked: Asked, option: str) -> str:
        """How an option is called, in the last version that had it."""
        version, name, own = asked.said[option]
        return self.wordings[version].option(replace(asked.question, id=name), own)


def _without_piping(text: str) -> str:
    """A question without the sentences that repeat what somebody said before, which was different for each."""
    sentences = SENTENCE.split(text)
    return " ".join(each for each in sentences if UNKNOWN not in each) or text


def joined(survey: Survey, *, language: str = SOURCE) -> Joined:
    """The questions of all versions, joined by the mappings that editors confirmed. What no mapping names is not
    joined, however alike it looks. One statement."""
    versions = list(survey.versions.order_by("-number"))
    found: list[Asked] = []
    for later, version in zip([None, *versions], versions, strict=False):
        _add(found, version, later)
    wordings = {version.pk: Wording(version.words, language) for version in versions}
    return Joined(tuple(found), wordings, {version.pk: version.number for version in versions})


def _add(found: list[Asked], version: Version, later: Version | None) -> None:
    """Join the questions of a version with those of the one after it, and add those that have none to follow them."""
    mapping = later.mapping if later else {}
    followed = {old: new for new, old in mapping.get("questions", {}).items()}
    by_name = {asked.names[later.pk]: asked for asked in found if later.pk in asked.names} if later else {}
    for question in questionnaire_of(version).questions():
        asked = by_name.get(followed.get(question.id, ""))
        if asked is None or later is None or asked.question.kind != question.kind:
            key = _free(question.id, (each.key for each in found), version.number)
            found.append(asked := Asked(key, replace(question, options=()), version.pk))
            asked.names[version.pk], options = question.id, {}
        else:
            asked.names[version.pk], name = question.id, asked.names[later.pk]
            same = {option.id: option.id for option in question.options}
            confirmed = mapping.get("options", {}).get(name, same)
            options = {old: asked.options[later.pk].get(new, "") for new, old in confirmed.items()}
        _add_options(asked, question, version, options)


def _add_options(asked: Asked, question: Question, version: Version, followed: Mapping[str, str]) -> None:
    here: dict[str, str] = {}
    for option in question.options:
        key = followed.get(option.id, "")
        if not key:
            key = _free(option.id, asked.said, version.number)
            asked.said[key] = (version.pk, question.id, option.id)
            added = Option(key, exclusive=option.exclusive, census=option.census)
            asked.question = replace(asked.question, options=(*asked.question.options, added))
        here[option.id] = key
    asked.options[version.pk] = here


def _free(name: str, taken: Iterable[str], number: int) -> str:
    return f"{name}_v{number}" if name in set(taken) else name
