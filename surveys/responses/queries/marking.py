"""What in a text may tell who wrote it or whom it is about, marked for its reader.

It finds what looks like an email address, a phone number, a postcode, a street, an account on the web; what stands
where a name stands ("my name is", "Mr"); and common first names. It misses most nicknames, names that nobody has listed
or that are written in another alphabet, and whatever tells somebody by what happened to them. It helps its reader, and
takes no reading off them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from surveys.responses.queries.first_names import ALSO_WORDS, FIRST_NAMES


class Part(NamedTuple):
    """A stretch of a text; `kind` is what it looks like, empty where it looks like nothing of note."""

    text: str
    kind: str


class Span(NamedTuple):
    """From where to where something looks like something."""

    start: int
    end: int
    kind: str


STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|grove|court|way|place|terrace|gardens|hill|walk|row"
)
PLACES = "school|academy|college|primary|high|mosque|gurdwara|church|temple|estate|park|youth club"
NAME = r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?"
PATTERNS = (
    ("email address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("web address", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("account", re.compile(r"(?<![\w@])@\w[\w.]{2,}")),
    ("account", re.compile(r"\b(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|discord)\s*(?:is|:|-)\s*\S+", re.IGNORECASE)),
    ("phone number", re.compile(r"(?<!\w)(?:\+|00)?\d(?:[\s().-]{0,2}\d){8,13}(?!\w)")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)),
    ("address", re.compile(rf"\b\d+[a-z]?,?\s+(?:[\w’'-]+\s+){{1,3}}(?:{STREETS})\b", re.IGNORECASE)),
    ("address", re.compile(rf"\b[A-Z][\w’'-]+\s+(?:{STREETS.title()})\b")),
    ("place", re.compile(rf"\b(?:[A-Z][\w’'-]+\s+){{1,3}}(?i:{PLACES})\b")),
    ("date of birth", re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b")),
    ("name", re.compile(rf"\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Sir|PC|Sgt|Imam|Father|Rev)\.?\s+{NAME}")),
    (
        "name",
        re.compile(rf"(?i:\b(?:my name is|my name’s|my name's|i am called|i’m called|he is called|she is called|called|"
                   rf"named|nazywam się|mam na imię)\s+)({NAME})"),
    ),
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def marked(text: str) -> list[Part]:
    """The text in stretches, one after the other: joined they are the text."""
    parts, at = [], 0
    for span in _apart(sorted([*_by_pattern(text), *_by_name(text)])):
        parts += [Part(text[at : span.start], ""), Part(text[span.start : span.end], span.kind)]
        at = span.end
    return [part for part in [*parts, Part(text[at:], "")] if part.text]


def _by_pattern(text: str) -> Iterator[Span]:
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span(pattern.groups)
            yield Span(start, end, kind)


def _by_name(text: str) -> Iterator[Span]:
    for found in WORD.finditer(text):
        word = found[0].removesuffix("’s").removesuffix("'s")
        begins = not text[: found.start()].strip() or text[: found.start()].rstrip()[-1] in ".!?"
        is_a_word = word.lower() in ALSO_WORDS and (begins or word.islower())
        if word.lower() in FIRST_NAMES and not is_a_word:
            yield Span(found.start(), found.start() + len(word), "name")


def _apart(spans: list[Span]) -> Iterator[Span]:
    """The same, where two overlap only the first and longest."""
    end = 0
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if span.start >= end:
            yield span
            end = span.end
