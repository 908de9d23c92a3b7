"""The plain text of an email, made from the words of its HTML."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, Tag

INLINE = frozenset(("a", "abbr", "b", "br", "code", "em", "i", "img", "small", "span", "strong", "sub", "sup", "u"))
UNDERLINES = {"h1": "=", "h2": "-", "h3": "-"}


def plain_text(html: str) -> str:
    """The words of an HTML document as plain text, paragraphs parted by an empty line.

    A link that stands alone becomes "words: address", one inside a sentence "words <address>". Lists keep their marks,
    headings are underlined, terms and table rows read "term: value". Elements marked `data-plain="skip"` are left out.
    """
    body = BeautifulSoup(html, "html.parser").body
    if body is None:
        return ""
    for element in body.select('[data-plain="skip"], style, script'):
        element.decompose()
    return "\n\n".join(_paragraphs(body)) + "\n"


def _paragraphs(parent: Tag) -> Iterator[str]:
    words: list[str] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name not in INLINE:
            yield from _tidy(words)
            words = []
            yield from _block(child)
        else:
            words.append(_inline(child))
    yield from _tidy(words)


def _tidy(words: list[str]) -> Iterator[str]:
    """One paragraph without stray spaces, or nothing."""
    text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", "".join(words))).strip()
    if text:
        yield text


def _block(element: Tag) -> Iterator[str]:
    if element.name in UNDERLINES:
        heading = " ".join(_paragraphs(element))
        yield f"{heading}\n{UNDERLINES[element.name] * len(heading)}"
    elif element.name in ("ul", "ol"):
        yield "\n".join(_items(element))
    elif element.name == "dl" or (element.name == "table" and element.get("role") != "presentation"):
        yield "\n".join(_pairs(element))
    else:
        yield from _paragraphs(element)


def _items(listing: Tag) -> Iterator[str]:
    for number, item in enumerate(listing.find_all("li", recursive=False), start=1):
        mark = f"{number}. " if listing.name == "ol" else "- "
        yield mark + "\n".join(_paragraphs(item)).replace("\n", "\n" + " " * len(mark))


def _pairs(element: Tag) -> Iterator[str]:
    """Rows of a table, or terms with what they mean, one on each line."""
    if element.name == "table":
        for row in element.find_all("tr"):
            yield ": ".join(" ".join(_paragraphs(cell)) for cell in row.find_all(["th", "td"]))
        return
    for term in element.find_all("dt"):
        meaning = term.find_next_sibling("dd")
        yield f"{' '.join(_paragraphs(term))}: {' '.join(_paragraphs(meaning)) if meaning else ''}"


def _inline(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return "" if isinstance(node, Comment) else re.sub(r"\s+", " ", node)
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n"
    if node.name == "img":
        return str(node.get("alt", ""))
    words = "".join(_inline(child) for child in node.children)
    return _link(node, words.strip()) if node.name == "a" else words


def _link(anchor: Tag, words: str) -> str:
    address = str(anchor.get("href", ""))
    if not address or address.split(":", 1)[-1].replace(" ", "") == words.replace(" ", "") or address == words:
        return words
    parent = anchor.parent
    alone = parent is not None and parent.get_text(strip=True) == anchor.get_text(strip=True)
    return f"{words}: {address}" if alone else f"{words} <{address}>"
