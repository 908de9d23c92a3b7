"""Whether every {question} in a text stands for an answer that is known by then and can be shown."""

from collections.abc import Iterator

from surveys.questionnaires.definition import ONE_OPTION, SOURCE, Kind, Questionnaire, Words
from surveys.questionnaires.definition.words import PLACEHOLDER, part_of
from surveys.questionnaires.queries.languages import language_name
from surveys.questionnaires.queries.problems.names import WORDS, Names, Problem

CAN_BE_SHOWN = ONE_OPTION | {Kind.SEVERAL, Kind.NUMBER, Kind.MONTH, Kind.YEAR, Kind.DISTRICT}


def pipe_problems(questionnaire: Questionnaire, words: Words, names: Names) -> Iterator[Problem]:
    """In every language: a translation has braces of its own."""
    homes = {page.id: page for page in questionnaire.pages}
    asked = {question.id: question for question in questionnaire.questions()}
    for language, texts in words.items():
        for key, text in texts.items():
            for placeholder in dict.fromkeys(PLACEHOLDER.findall(text)):
                kind, name, _ = part_of(key)
                page = homes.get(name) if kind == "page" else names.home(name) if kind == "q" else None
                before = names.number(page) if page else 0
                if fault := _fault(placeholder, before, questionnaire, names):
                    said = f"“{text[:80]}”" + ("" if language == SOURCE else f" ({language_name(language)})")
                    told = f"{said} holds {{{placeholder}}}. {fault}"
                    if kind == "q" and name in asked:
                        yield names.at_question(asked[name], told)
                    else:
                        yield names.at_page(page, told) if page else Problem(WORDS, told)


def _fault(placeholder: str, before: int, questionnaire: Questionnaire, names: Names) -> str:
    home = names.home(placeholder)
    if home is None:
        return "There is no question of that id: choose one that is there, or write the words."
    if before == 0:
        return "No answer is known there."
    if names.number(home) >= before:
        return "That is not answered by then: only answers of earlier pages can be shown."
    if questionnaire.question(placeholder).kind not in CAN_BE_SHOWN:
        return "An answer of that kind is not repeated to people."
    return ""
