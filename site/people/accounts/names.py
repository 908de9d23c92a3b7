"""Which characters a name may hold: it is read by others, and comes to stand on a certificate."""

import unicodedata

NEVER_SEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format (which turn text about), and what no font has
JOINERS = "\u200c\u200d"  # belong between the letters and signs of several scripts
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and patterns without ink


def readable(typed: str) -> str:
    """A name in any alphabet, in one line with single spaces, without what nobody sees."""
    kept = (each if not _is_hidden(typed, place) else _gap(each) for place, each in enumerate(typed))
    return " ".join("".join(kept).split())


def _is_hidden(text: str, place: int) -> bool:
    letter = text[place]
    if letter in JOINERS:
        return not (_is_of_a_word(text[:place][-1:]) and _is_of_a_word(text[place + 1 :][:1]))
    return letter in BLANKS or unicodedata.category(letter) in NEVER_SEEN


def _is_of_a_word(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] in "LMS" and letter not in BLANKS


def _gap(letter: str) -> str:
    """Whoever pastes two lines has a line break between two words."""
    return " " if unicodedata.category(letter) == "Cc" else ""
