"""Whether a text holds a word that its reader should see soon."""

import unicodedata
from functools import cache

from surveys.responses.queries.risk_words import RISK_WORDS


def is_worrying(text: str, *, language: str) -> bool:
    """Whether any word of risk stands in a text of somebody who was asked in this language: theirs and English
    count, since many write in both. It finds words, not meaning: it misses what is said in others, and finds knives of
    a kitchen."""
    said = _words(text)
    return any(
        _matches(said[start:], phrase)
        for each in dict.fromkeys((language, "en"))
        for phrase in _phrases(each)
        for start in range(len(said))
    )


def _matches(said: list[str], phrase: tuple[str, ...]) -> bool:
    if len(said) < len(phrase):
        return False
    return all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for word, wanted in zip(said, phrase, strict=False)
    )


@cache
def _phrases(language: str) -> tuple[tuple[str, ...], ...]:
    told = RISK_WORDS.get(language, ())
    return tuple(tuple(_plain(word) for word in phrase.split()) for phrase in told)


def _words(text: str) -> list[str]:
    """The words of a text: marks that belong to a letter stay with it, which patterns of `re` would cut off."""
    return "".join(_letter(each) for each in _plain(text)).split()


def _letter(character: str) -> str:
    if character in "'’\u200c\u200d":  # an apostrophe, and what joins letters unseen
        return ""
    return character if unicodedata.category(character)[0] in "LMN" else " "


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
