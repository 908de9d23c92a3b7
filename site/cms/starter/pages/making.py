"""How a starter page is written down: its place in the tree, its title, and its blocks.

Pages name each other by key: `to("help")` stands for a page in a block's field, and `<a href="page:help">` in
text. Both become the page's own reference when the pages are loaded, whatever address editors later give it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True)
class Reference:
    """A page of the starter content by its key, or a helpline by `helpline:` and its name."""

    key: str


@dataclass(frozen=True)
class StarterPage:
    """One page. `kind` is the name of its class in `cms.models`; `fields` are what only that kind has."""

    key: str
    kind: str
    parent: str
    slug: str
    title: str
    summary: str
    body: list[Block] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)


def to(key: str) -> Reference:
    """The page with this key."""
    return Reference(key)


def html(source: str) -> str:
    """Rich text without the line breaks and indents that make it readable in code."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r">\s*\n\s*<", "><", source.strip()))


def text(source: str) -> Block:
    """Running text."""
    return {"type": "text", "value": html(source)}


def link(words: str, *, page: str = "", address: str = "") -> dict[str, Any]:
    """A link to a page of this site by its key, or to an address."""
    return {"text": words, "page": to(page) if page else None, "address": address}


def note(mentions: str, advice: str = "", leave_to: str = "home") -> Block:
    """A warning before hard content."""
    return {
        "type": "content_note",
        "value": {"mentions": mentions, "advice": advice, "leave_to": to(leave_to), "covered": []},
    }


def callout(heading: str, source: str) -> Block:
    """Something that should not be missed."""
    return {"type": "callout", "value": {"heading": heading, "text": html(source)}}


def questions(*sections: tuple[str, str]) -> Block:
    """Questions, each opened to read its answer."""
    opened = [{"heading": heading, "text": html(source)} for heading, source in sections]
    return {"type": "accordion", "value": {"sections": opened}}


def call(heading: str, words: str, next_step: dict[str, Any]) -> Block:
    """One thing that we hope a reader will do next."""
    return {"type": "call_to_action", "value": {"heading": heading, "text": words, "link": next_step}}


def get_help(heading: str = "Get help", words: str = "", *helplines: str) -> Block:
    """The helplines named, or every one."""
    chosen = [Reference(f"helpline:{name}") for name in helplines]
    return {"type": "get_help", "value": {"heading": heading, "text": words, "helplines": chosen}}
