"""What each table and each column that an answer can reach is, in the words of whoever answers, in every language."""

from collections.abc import Mapping

from surveys.responses.words.kept.en import ENGLISH
from surveys.responses.words.kept.pa import PUNJABI
from surveys.responses.words.kept.parts import KeptWords, Said
from surveys.responses.words.kept.pl import POLISH
from surveys.responses.words.kept.ur import URDU

KEPT: Mapping[str, KeptWords] = {"en": ENGLISH, "pl": POLISH, "pa": PUNJABI, "ur": URDU}

__all__ = ["KEPT", "KeptWords", "Said"]
