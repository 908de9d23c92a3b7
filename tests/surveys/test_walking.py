"""Where a paper stands on its way, and where it goes next."""

from surveys.responses.queries import walking
from surveys.responses.queries.papers import Paper
from tests.factories.surveys import SMALL


def paper(page="", **answers) -> Paper:
    return Paper(1, 1, page=page, answers=answers)


def test_the_way_begins_with_how_to_leave_and_ends_with_everything_once_more():
    at, pages = paper(safe="yes"), []
    while at.page != walking.CHECK:
        at = walking.forward(SMALL, at)
        pages.append(at.page)
    assert pages == ["feeling", "hopes", "you", "words", "~check"]


def test_the_way_back_is_the_way_that_the_answers_make():
    at, pages = paper(walking.CHECK, safe="no"), []
    while at.page != walking.LEAVING:
        at = walking.backward(SMALL, at)
        pages.append(at.page)
    assert pages == ["words", "you", "hopes", "places", "feeling", ""]


def test_an_answer_that_changes_the_way_drops_what_is_no_longer_on_it():
    before = paper("feeling", safe="no", where=["street"], age="over_24")
    after = walking.answered(SMALL, before, {"safe": "yes"})
    assert after.answers == {"safe": "yes", "age": "over_24"}


def test_a_question_that_was_shown_and_left_out_is_skipped_and_one_not_seen_yet_is_not_there():
    assert walking.answered(SMALL, paper("feeling"), {"safe": None}).answers == {"safe": "~skipped"}


def test_leave_to_quote_goes_with_the_words_it_was_given_for():
    given = walking.answered(SMALL, paper("words"), {"more": "Hope"}, frozenset({"more"}))
    assert given.quotable == ("more",)
    assert walking.answered(SMALL, given, {"more": "Hope"}).quotable == ()
    assert walking.answered(SMALL, given, {"safe": "yes"}).quotable == ("more",)


def everything(**answers):
    seen = {
        "hope": "~skipped",
        "who": "~skipped",
        "order": "~skipped",
        "age": "~skipped",
        "years": 3,
        "more": "~skipped",
    }
    return {**seen, **answers}


def test_who_changes_one_answer_is_led_back_to_the_end_at_once():
    changed = walking.answered(SMALL, paper("you", **everything(safe="yes")), {"years": 4})
    assert walking.forward(SMALL, changed, to_check=True).page == walking.CHECK


def test_who_changes_the_way_is_asked_what_is_new_on_it_first():
    changed = walking.answered(SMALL, paper("feeling", **everything(safe="yes")), {"safe": "no"})
    asked = walking.forward(SMALL, changed, to_check=True)
    assert asked.page == "places"
    answered = walking.answered(SMALL, asked, {"where": ["online"]})
    assert walking.forward(SMALL, answered, to_check=True).page == walking.CHECK


def test_nobody_is_turned_to_a_page_that_is_not_on_their_way():
    at = paper(walking.CHECK, safe="yes")
    assert walking.turned_to(SMALL, at, "you").page == "you"
    assert walking.turned_to(SMALL, at, "places") == at
    assert walking.turned_to(SMALL, at, "nowhere") == at
