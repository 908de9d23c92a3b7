"""Which characters a name may hold: it is read by others, and comes to stand on a certificate."""

import unicodedata

NEVER_SEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format (which turn text about), and what no font has
JOINERS = "\u200c\u200d"  # belong between the letters and signs of several scripts
JOINER, VIRAMA = "\u200d", 9  # with a sign of that combining class it ends words in older Malayalam text
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and patterns without ink


def readable(typed: str) -> str:
    """A name in any alphabet, in one line with single spaces, without what nobody sees."""
    around = zip(f" {typed}", typed, f"{typed[1:]} ", strict=False)
    kept = (_gap(letter) if _is_hidden(before, letter, after) else letter for before, letter, after in around)
    return " ".join("".join(kept).split())


def _is_hidden(before: str, letter: str, after: str) -> bool:
    if letter in JOINERS:
        ends_a_letter = letter == JOINER and unicodedata.combining(before) == VIRAMA
        return not (_is_of_a_word(before) and (ends_a_letter or _is_of_a_word(after)))
    return letter in BLANKS or unicodedata.category(letter) in NEVER_SEEN


def _is_of_a_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMS" and letter not in BLANKS


def _gap(letter: str) -> str:
    """Whoever pastes two lines has a line break between two words."""
    return " " if unicodedata.category(letter) == "Cc" else ""
