from surveys.results.disclosure.protecting import protect
from surveys.results.disclosure.rules import Rules
from surveys.results.disclosure.words import explained, in_words
from tests.surveys.disclosure_tables import one_way


def test_counts_are_said_in_plain_words():
    table = protect(one_way(21, 3, 0, 33))
    assert [in_words(row[0]) for row in table.cells] == ["about 20", "fewer than 5", "none", "about 35"]
    assert in_words(protect(one_way(3, 4)).base) == "not shown"


def test_the_explanation_names_the_rules_that_were_used():
    words = explained(rules=Rules(least_base=20, least_count=6, nearest=10))
    assert "fewer than 20 people" in words
    assert "A count of 1 to 5" in words
    assert "nearest 10" in words
