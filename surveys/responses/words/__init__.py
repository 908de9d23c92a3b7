"""What our own pages say around a survey's questions, in every language that a survey can be offered in."""

from collections.abc import Mapping

from surveys.responses.words.en import ENGLISH
from surveys.responses.words.interface import InterfaceWords
from surveys.responses.words.pa import PUNJABI
from surveys.responses.words.pl import POLISH
from surveys.responses.words.ur import URDU

LANGUAGES: Mapping[str, InterfaceWords] = {each.language: each for each in (ENGLISH, POLISH, PUNJABI, URDU)}


def words_in(language: str) -> InterfaceWords:
    """The texts in a language; in English where we do not have it."""
    return LANGUAGES.get(language, ENGLISH)


__all__ = ["LANGUAGES", "InterfaceWords", "words_in"]
