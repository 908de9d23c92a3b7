"""Ids of pages, questions, options, rows and help: made from their words once, and kept when the words change."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from anyascii import anyascii

from surveys.questionnaires.blocks.questions import MOST_ID
from surveys.questionnaires.equality import EQUALITY_SETS

ROOM_FOR_NUMBER = 4


def pages_of(content: Any) -> Iterator[Any]:
    """The values of the blocks of pages, in order."""
    return (child.value for child in content if child.block_type == "page")


def questions_of(content: Any) -> Iterator[Any]:
    """The values of the blocks of questions, in the order of asking."""
    return (child.value for page in pages_of(content) for child in page["questions"])


def give_ids(content: Any) -> None:
    """Give an id to all that has words and none yet. Where something was copied with its id, the later one gets a new
    one, so that what was published under the id keeps it."""
    reserved = {each.question.id for each in EQUALITY_SETS.values()}
    _give(pages_of(content), "title")
    _give(questions_of(content), "label", reserved)
    for page in pages_of(content):
        _give(page["help"], "title")
    for question in questions_of(content):
        for parts in ("options", "rows"):
            _give(question.get(parts) or (), "text")


def _give(values: Iterable[Any], words: str, reserved: Iterable[str] = ()) -> None:
    taken, without = set(reserved), []
    for value in values:
        if value["id"] and value["id"] not in taken:
            taken.add(value["id"])
        else:
            without.append(value)
    for value in without:
        value["id"] = _new_id(value[words], taken) if value[words] else ""
        taken.add(value["id"])


def _new_id(words: str, taken: set[str]) -> str:
    """In a-z, 0-9 and _, beginning with a letter: "16 to 24" becomes a_16_to_24."""
    plain = re.sub(r"[^a-z0-9]+", "_", anyascii(words).lower()).strip("_")
    plain = plain if plain[:1].isalpha() else f"a_{plain}".rstrip("_")
    short = plain[: MOST_ID - ROOM_FOR_NUMBER].rstrip("_")
    numbered = (f"{short}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (short, *numbered) if each not in taken)
