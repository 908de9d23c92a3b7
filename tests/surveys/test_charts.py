"""Charts of results: pictures that stand in a page under our content policy."""

import os
import signal
import time
from xml.etree import ElementTree

import pytest

from surveys.results.charts import BARS, WIDTH, draw, drawn
from surveys.results.queries.shown import Part, Question, Row

ROWS = (
    Row("Yes", "about 30", 30, 60),
    Row("No, & <never>", "fewer than 5"),
    Row("Left blank", "about 20", 20, 40, is_answer=False),
)
SAFE = Question("safe", "Do you feel “safe”?", "single", parts=(Part("", "about 50", ROWS),))
UNSHOWN = Question("few", "Asked of few", "single", parts=(Part("", "", ()),))

FORBIDDEN = ["\x00", "\x01\x0c", "\x1f", "\ufffe", "\uffff", "\ud800", "\udfff"]


def drawing(question: Question, **facts) -> ElementTree.Element:
    [chart] = draw([question], **facts)
    return ElementTree.fromstring(chart)


def texts(chart: ElementTree.Element) -> list[str]:
    return [element.text for element in chart.iter() if element.tag.endswith("text")]


def bars(chart: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in chart.iter() if element.get("class") == name]


def test_a_chart_says_each_answer_with_its_percentage_or_why_there_is_none():
    said = texts(drawing(SAFE))
    assert sorted(said) == sorted(["Yes", "60%", "No, & <never>", "fewer than 5", "Left blank", "40%"])


def test_a_chart_is_one_picture_with_a_description():
    chart = drawing(SAFE)
    assert chart.get("role") == "img"
    assert chart.get("aria-label") == "Chart: Do you feel “safe”? The table has the same numbers."


def test_a_chart_has_no_style_and_no_colour_of_its_own():
    [chart] = draw([SAFE])
    for forbidden in ("style", "fill=", "#00000", "<script", "href", "<image"):
        assert forbidden not in chart


def test_what_is_not_shown_has_no_bar():
    chart = drawing(SAFE)
    assert [len(bars(chart, name)) for name in ("chart__bar", "chart__bar chart__bar--left", "chart__track")] == [
        1,
        1,
        2,
    ]


def test_a_bar_is_as_long_as_its_percentage():
    [bar] = bars(drawing(SAFE), "chart__bar")
    assert f"{round(BARS * 0.6)}" in bar.get("d")


def test_from_right_to_left_a_chart_is_mirrored():
    [bar] = bars(drawing(SAFE, direction="rtl"), "chart__bar")
    assert f"{WIDTH - round(BARS * 0.6)}" in bar.get("d")


def test_where_nothing_is_shown_there_is_no_chart_and_the_others_keep_their_places():
    first, nothing, last = drawn([SAFE, UNSHOWN, SAFE])
    assert (nothing, first == last, first.startswith("<svg")) == ("", True, True)


def test_a_chart_is_drawn_once(monkeypatch):
    kept = drawn([SAFE])
    monkeypatch.setattr("surveys.results.charts.PROGRAM", "/nowhere")
    assert drawn([SAFE]) == kept


def test_a_chart_can_be_drawn_in_a_process_that_was_forked_after_another_was():
    draw([SAFE])
    child = os.fork()
    if not child:
        os._exit(0 if len(draw([SAFE])) == 1 else 1)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("The forked process waits for ever.")


def asked(title, group, answer):
    return Question("safe", title, "single", parts=(Part(group, "Of 40", (Row(answer, "About 20", 20, 50),)),))


@pytest.mark.parametrize("what", [0, 1, 2])
def test_characters_that_a_picture_cannot_hold_are_left_out_of_it(what):
    words = ["Feel safe?", "Under 16", "Yes, often"]
    words[what] = words[what][:3] + "".join(FORBIDDEN) + words[what][3:]
    [drawn] = draw([asked(*words)])
    picture = ElementTree.fromstring(drawn)
    told = " ".join(element.text or "" for element in picture)
    assert picture.get("aria-label") == "Chart: Feel safe? The table has the same numbers."
    assert ("Under 16" in told, "Yes, often" in told) == (True, True)


def test_other_characters_are_drawn_as_they_are():
    [drawn] = draw([asked("محفوظ", "ਹਾਂ & <no>", "Żółw 🐢")])
    told = " ".join(element.text or "" for element in ElementTree.fromstring(drawn))
    assert ("ਹਾਂ & <no>" in told, "Żółw 🐢" in told) == (True, True)
