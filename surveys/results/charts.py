"""Charts of results as SVG, drawn by the server: narrow enough for a phone, in the page's own colours.

Each answer is a line of words with a bar under it. Colours and typefaces are left to the style sheet, by classes, so
that a chart follows the theme, and needs no style of its own, which our content policy would refuse.
"""

import hashlib
import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from surveys.questionnaires.definition.words import printable
from surveys.results.queries.shown import Question, Row

WIDTH, BARS = 340, 272  # pixels: of the chart, and of a bar of 100%, with room for its number beside it
LETTERS_A_LINE, LINE, BAR, GAP = 42, 19, 16, 14
KEPT_FOR = 30 * 24 * 60 * 60
PROGRAM = Path(__file__).with_name("drawing.py")
SVG = "http://www.w3.org/2000/svg"
# Each layer is drawn in a colour of its own, which is then taken out and leaves a class behind.
CLASSES = {
    "#000001": "chart__track",
    "#000002": "chart__bar",
    "#000003": "chart__bar chart__bar--left",
    "#000004": "chart__label",
    "#000005": "chart__value",
    "#000006": "chart__part",
}
COLOURS = {name: colour for colour, name in CLASSES.items()}


def drawn(questions: Sequence[Question], *, direction: str = "ltr") -> list[str]:
    """The chart of each question as SVG to stand in a page; empty where nothing is shown. Drawn once and then kept.
    `direction`: "rtl" begins bars and words on the right."""
    keys = [_key(question, direction) for question in questions]
    kept: dict[str, str] = cache.get_many(keys)
    missing = {
        key: question
        for key, question in zip(keys, questions, strict=True)
        if key not in kept and any(part.rows for part in question.parts)
    }
    new = dict(zip(missing, draw(list(missing.values()), direction=direction), strict=True))
    cache.set_many(new, KEPT_FOR)
    return [(kept | new).get(key, "") for key in keys]


def pictures(questions: Sequence[Question]) -> list[SafeString]:
    """The charts of questions, to stand in a page."""
    return [mark_safe(chart) for chart in drawn(questions)]  # noqa: S308  (drawn by us, with every word escaped)


def _key(question: Question, direction: str) -> str:
    told = json.dumps([question.as_json(), direction], sort_keys=True)
    return f"surveys:chart:{hashlib.sha256(told.encode()).hexdigest()}"


def draw(questions: Sequence[Question], *, direction: str = "ltr") -> list[str]:
    """Draw them now, in one process of its own. Raises CalledProcessError or TimeoutExpired where it fails."""
    if not questions:
        return []
    specs = [_spec(list(_marks(question)), direction) for question in questions]
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, str(PROGRAM)], input=json.dumps(specs), capture_output=True, text=True, check=True, timeout=120
    )
    described = [f"Chart: {question.title} The table has the same numbers." for question in questions]
    return [_for_a_page(svg, printable(words)) for svg, words in zip(json.loads(done.stdout), described, strict=True)]


def _marks(question: Question) -> Iterator[dict[str, Any]]:
    """Everything that is drawn, from the top downwards, in pixels."""
    top = 0
    for part in question.parts:
        if part.label:
            for line in _lines(part.label):
                yield {"class": "chart__part", "x": 0, "y": top + LINE - 4, "text": line}
                top += LINE
            top += 4
        if not part.rows:
            yield {"class": "chart__value", "x": 0, "y": top + LINE - 4, "text": "not shown"}
            top += LINE + GAP
        for row in part.rows:
            yield from _row(row, top)
            top += LINE * len(_lines(row.label)) + BAR + GAP
        top += GAP if part is not question.parts[-1] else 0


def _row(row: Row, top: int) -> Iterator[dict[str, Any]]:
    lines = _lines(row.label)
    for at, line in enumerate(lines):
        yield {"class": "chart__label", "x": 0, "y": top + LINE * (at + 1) - 7, "text": line}
    top += LINE * len(lines)
    end = round(BARS * min(row.percent or 0, 100) / 100)
    if row.percent is not None:
        bar = "chart__bar" if row.is_answer else "chart__bar chart__bar--left"
        yield {"class": "chart__track", "x": 0, "x2": BARS, "y": top, "y2": top + BAR}
        yield {"class": bar, "x": 0, "x2": end, "y": top, "y2": top + BAR}
    start = BARS + 8 if row.percent is not None else 0
    yield {"class": "chart__value", "x": start, "y": top + BAR - 3, "text": row.short}


def _lines(label: str) -> list[str]:
    return textwrap.wrap(printable(label), LETTERS_A_LINE) or [""]


def _spec(marks: list[dict[str, Any]], direction: str) -> dict[str, Any]:
    """A chart in the grammar of Vega-Lite, with a layer for each sort of mark."""
    height = max(mark.get("y2", mark["y"] + 6) for mark in marks)
    turned = [_turned(mark) for mark in marks] if direction == "rtl" else marks
    layers = [_layer(name, [mark for mark in turned if mark["class"] == name], direction) for name in CLASSES.values()]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "padding": 0,
        "background": None,
        "layer": [layer for layer in layers if layer["data"]["values"]],
        "config": {"view": {"stroke": None}},
    }


def _turned(mark: dict[str, Any]) -> dict[str, Any]:
    """The same mark seen in a mirror, for what is read from right to left."""
    return {**mark, **{side: WIDTH - mark[side] for side in ("x", "x2") if side in mark}}


def _layer(name: str, marks: list[dict[str, Any]], direction: str) -> dict[str, Any]:
    in_pixels: dict[str, Any] = {"type": "quantitative", "scale": None, "axis": None}
    encoding: dict[str, Any] = {"x": {"field": "x", **in_pixels}, "y": {"field": "y", **in_pixels}}
    if name.startswith(("chart__track", "chart__bar")):
        encoding |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
        mark: dict[str, Any] = {"type": "rect", "color": COLOURS[name]}
    else:
        encoding |= {"text": {"field": "text", "type": "nominal"}}
        align = "right" if direction == "rtl" else "left"
        mark = {"type": "text", "align": align, "baseline": "alphabetic", "fontSize": 15, "color": COLOURS[name]}
    return {"data": {"values": marks}, "mark": mark, "encoding": encoding}


def _for_a_page(svg: str, description: str) -> str:
    """The picture alone: one image with one description, classes in place of colours, and as wide as its place."""
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)
    kept = ElementTree.Element(
        "svg",
        {
            "xmlns": SVG,
            "class": "chart",
            "viewBox": root.get("viewBox", ""),
            "role": "img",
            "aria-label": description,
            "direction": "ltr",
            "focusable": "false",
        },
    )
    for element in root.iter():
        name, fill = element.tag.rpartition("}")[2], CLASSES.get(element.get("fill", ""))
        if fill and name == "path":
            ElementTree.SubElement(kept, "path", {"class": fill, "d": element.get("d", "")})
        elif fill and name == "text":
            facts = {"class": fill, "transform": element.get("transform", ""), "font-size": "15"}
            facts["text-anchor"] = element.get("text-anchor", "start")
            ElementTree.SubElement(kept, "text", facts).text = element.text
    return ElementTree.tostring(kept, encoding="unicode")
