"""The languages that surveys are translated into: those that our own pages around the questions speak, and the equality
questions. ISO 639-1 codes, English names, and which run from right to left."""

from surveys.questionnaires.definition import SOURCE

LANGUAGES = {"pl": "Polish", "pa": "Punjabi", "ur": "Urdu"}
RIGHT_TO_LEFT = frozenset({"ur"})


def language_name(code: str) -> str:
    """What staff call it."""
    return LANGUAGES.get(code, "English" if code == SOURCE else code)


def direction(code: str) -> str:
    """For the attribute `dir`."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"
