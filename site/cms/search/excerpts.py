"""The few words of a page around what was searched for."""

import re
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

AROUND = 110


def text_of(page: Any) -> str:
    """A page's words, from its summary and its blocks."""
    stream = getattr(page, "body", None)
    parts = stream.stream_block.get_searchable_content(stream) if stream else []
    outcomes = page.course.learning_outcomes if hasattr(page, "course") else ""
    return " ".join(" ".join([getattr(page, "summary", ""), outcomes, *map(str, parts)]).split())


def excerpt(page: Any, words: str) -> SafeString:
    """Where the words first stand in a page, marked; the page's beginning when they stand in its title alone."""
    text = text_of(page)
    sought = [re.escape(word) for word in words.split() if len(word) > 1]
    pattern = re.compile("|".join(sought), re.IGNORECASE) if sought else None
    first = pattern.search(text) if pattern else None
    if not pattern or not first:
        return format_html("{}", Truncator(text).chars(AROUND * 2))
    start = max(0, first.start() - AROUND)
    start = text.find(" ", start) + 1 if start else 0
    cut = Truncator(text[start:]).chars(AROUND * 2)
    pieces = re.split(f"({pattern.pattern})", cut, flags=re.IGNORECASE)
    marked = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if n % 2 else piece,) for n, piece in enumerate(pieces))
    )
    return format_html("{}{}", "… " if start else "", marked)
