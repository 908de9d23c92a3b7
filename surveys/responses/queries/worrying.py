"""Whether a text holds a word that its reader should see soon."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from surveys.responses.queries.risk_words import RISK_WORDS

Phrase = tuple[str, ...]


class Phrases(NamedTuple):
    """Phrases by how they begin, so that each word of a text is held against few of them: those that begin with a whole
    word, by it; those that begin with any word that starts so, by its start; and how long these starts are."""

    whole: Mapping[str, list[Phrase]]
    starts: Mapping[str, list[Phrase]]
    lengths: tuple[int, ...]

    def beginning(self, word: str) -> Iterator[Phrase]:
        """The phrases that may begin with this word."""
        yield from self.whole.get(word, ())
        for length in self.lengths:
            yield from self.starts.get(word[:length], ())


def is_worrying(text: str, *, language: str) -> bool:
    """Whether any word of risk stands in a text of somebody who was asked in this language: theirs and English
    count, since many write in both. It finds words, not meaning: it misses what is said in others, and finds knives of
    a kitchen."""
    said = _words(text)
    return any(
        _matches(said, start, phrase)
        for phrases in (_phrases(each) for each in dict.fromkeys((language, "en")))
        for start, word in enumerate(said)
        for phrase in phrases.beginning(word)
    )


def _matches(said: list[str], start: int, phrase: Phrase) -> bool:
    if len(said) < start + len(phrase):
        return False
    return all(
        said[at].startswith(wanted[:-1]) if wanted.endswith("*") else said[at] == wanted
        for at, wanted in enumerate(phrase, start)
    )


@cache
def _phrases(language: str) -> Phrases:
    whole: dict[str, list[Phrase]] = defaultdict(list)
    starts: dict[str, list[Phrase]] = defaultdict(list)
    for told in RISK_WORDS.get(language, ()):
        phrase = tuple(_plain(word) for word in told.split())
        (starts if phrase[0].endswith("*") else whole)[phrase[0].removesuffix("*")].append(phrase)
    return Phrases(dict(whole), dict(starts), tuple(sorted({len(start) for start in starts})))


def _words(text: str) -> list[str]:
    """The words of a text: marks that belong to a letter stay with it, which patterns of `re` would cut off."""
    return "".join(_letter(each) for each in _plain(text)).split()


def _letter(character: str) -> str:
    if character in "'’\u200c\u200d":  # an apostrophe, and what joins letters unseen
        return ""
    return character if unicodedata.category(character)[0] in "LMN" else " "


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
