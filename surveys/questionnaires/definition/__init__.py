"""A questionnaire without a database: its parts, its rules, the way through it, its words, and how it is kept."""

from surveys.questionnaires.definition.answers import REFUSALS, Instead, NotAnAnswer, check, chosen_options, refusals_of
from surveys.questionnaires.definition.parts import (
    IN_OWN_WORDS,
    ONE_OPTION,
    WITH_OPTIONS,
    Help,
    Kind,
    Option,
    Page,
    Question,
    Questionnaire,
    Rule,
    Skip,
)
from surveys.questionnaires.definition.reading import as_json, digest, from_json
from surveys.questionnaires.definition.routes import Route, Stop, route
from surveys.questionnaires.definition.rules import OPERATORS, holds, references
from surveys.questionnaires.definition.words import SOURCE, Wording, Words, expected_keys

__all__ = [
    "IN_OWN_WORDS",
    "ONE_OPTION",
    "OPERATORS",
    "REFUSALS",
    "SOURCE",
    "WITH_OPTIONS",
    "Help",
    "Instead",
    "Kind",
    "NotAnAnswer",
    "Option",
    "Page",
    "Question",
    "Questionnaire",
    "Route",
    "Rule",
    "Skip",
    "Stop",
    "Wording",
    "Words",
    "as_json",
    "check",
    "chosen_options",
    "digest",
    "expected_keys",
    "from_json",
    "holds",
    "references",
    "refusals_of",
    "route",
]
