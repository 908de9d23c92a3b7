"""Charts are drawn whatever their labels hold."""

from xml.etree import ElementTree

import pytest

from surveys.results.charts import draw
from surveys.results.queries.shown import Part, Question, Row

FORBIDDEN = ["\x00", "\x01\x0c", "\x1f", "\ufffe", "\uffff", "\ud800", "\udfff"]


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
