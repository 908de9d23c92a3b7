"""Answering page by page: what is drawn, what is kept, and what goes no further."""

import re

import pytest

from people.models import Helpline
from surveys.models import AnonymousResponse, HeldText
from surveys.questionnaires.definition import Page, Question, Questionnaire
from surveys.questionnaires.definition.parts import Kind, Option
from tests.factories import PersonFactory, launched_survey
from tests.factories.surveys import ANSWERS
from tests.sign_in import sign_in
from tests.surveys.answering import begin, begun_paper, long_begun, paper_in, press, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return launched_survey(reviewer=PersonFactory(), languages=["pl", "pa", "ur"])


def test_somebody_answers_every_page_and_all_of_it_arrives(client, survey):
    page = begin(client, survey)
    assert "If you need to leave quickly" in text_of(page)
    at = paper_in(page)
    for fields in (
        {},
        {"q.safe": "no"},
        {"q.where": ["street", "online"]},
        {"q.hope": "2", "q.who.family": "often", "q.who.friends": "never", "q.order.clubs": "1", "q.order.school": "2"},
        {"q.age": "under_16", "q.years": "12"},
        {"q.more": "A place to go in the evening.", "quote.more": "yes"},
    ):
        at = paper_in(press(client, survey, at, **fields))
    assert at.page == "~check"
    assert at.answers == ANSWERS
    end = press(client, survey, long_begun(at), "send")
    assert (end.status_code, end["Location"]) == (303, f"/surveys/{survey.slug}/thanks/?language=en")
    assert AnonymousResponse.objects.get().answers == {key: said for key, said in ANSWERS.items() if key != "more"}
    assert HeldText.objects.values_list("text", "may_be_quoted").get() == ("A place to go in the evening.", True)
    assert "Thank you. We have your answers" in text_of(client.get(end["Location"]))


def test_everything_can_be_skipped(client, survey):
    at = paper_in(begin(client, survey))
    while at.page != "~check":
        at = paper_in(press(client, survey, at))
    assert press(client, survey, long_begun(at), "send").status_code == 303
    assert set(AnonymousResponse.objects.get().answers.values()) == {"~skipped"}


PAGES = ["", "feeling", "places", "hopes", "you", "words", "~check"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_nothing_of_its_subject_where_others_could_see_it_and_is_kept_nowhere(client, survey, page):
    answer = press(client, survey, begun_paper(survey, page=page, answers={"safe": "no"}), "stay")
    html = answer.content.decode()
    title = re.search("<title>(.*?)</title>", html)[1]
    assert re.fullmatch(r"Questions(: part \d of 5)?", title)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer.cookies == {}
    assert "csrfmiddlewaretoken" not in html
    assert "/account/" not in html
    assert "govuk-exit-this-page" in html
    assert "Get help" in text_of(answer)


@pytest.mark.parametrize("page", ["", "kept/", "thanks/", "saved/"])
def test_the_pages_around_the_questions_are_kept_nowhere_and_set_no_cookie(client, survey, page):
    answer = client.get(f"/surveys/{survey.slug}/{page}")
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert answer.cookies == {}
    assert "How safe" not in re.search("<title>(.*?)</title>", answer.content.decode())[1]


def test_sending_takes_few_statements_and_asks_nothing_of_a_session_or_a_person(
    client, survey, django_assert_num_queries
):
    press(client, survey, begun_paper(survey, answers={"safe": "yes"}), "send")  # from here on the version is known
    sign_in(client, PersonFactory())
    at = begun_paper(survey, answers={"safe": "yes"})
    with django_assert_num_queries(3 + 2) as made:  # spent; no saved page; the row; what makes them one
        assert press(client, survey, at, "send").status_code == 303
    said = " ".join(query["sql"] for query in made)
    assert "django_session" not in said
    assert "people_person" not in said


def test_a_page_takes_as_few_statements_however_much_it_asks(client, survey, django_assert_num_queries):
    papers = [begun_paper(survey, page=page, answers={"safe": "no"}) for page in ("feeling", "hopes", "~check")]
    for _ in range(3):
        press(client, survey, papers[0], "stay")  # the frame of all pages is kept from here on
    for paper in papers:
        with django_assert_num_queries(2):  # the version with its survey; where to turn
            press(client, survey, paper, "stay")


def test_what_is_wrong_is_said_beside_the_question_and_above_and_nothing_is_lost(client, survey):
    at = begun_paper(survey, page="you", answers={"safe": "yes"})
    page = press(client, survey, at, **{"q.age": "under_16", "q.years": "a lot"})
    html = page.content.decode()
    assert '<a href="#q-years">Write a whole number, like 12</a>' in html
    assert 'id="q-years-error"' in html
    assert "<title>Error: Questions: part 3 of 4</title>" in html
    assert 'value="a lot"' in html
    assert re.search(r'id="q-age"[^>]* checked', html)
    assert paper_in(page) == at


def test_an_earlier_answer_stands_in_later_words_and_carries_no_markup_with_it(client):
    asked = Questionnaire(
        (
            Page(
                "one", (Question("who", Kind.SHORT_TEXT), Question("where", Kind.SEVERAL, (Option("a"), Option("b"))))
            ),
            Page("two", (Question("then", Kind.SINGLE, (Option("x"), Option("y"))),)),
        )
    )
    words = {"q.then.label": "With {who} at {where}?", "q.where.option.a": "Park & ride", "q.where.option.b": "Home"}
    survey = launched_survey(questionnaire=asked, words={"en": words}, reviewer=PersonFactory())
    at = begun_paper(survey, page="two", answers={"who": "<b>Sam</b>", "where": ["a", "b"]})
    html = press(client, survey, at, "stay").content.decode()
    assert "With &lt;b&gt;Sam&lt;/b&gt; at Park &amp; ride, Home?" in html
    assert "<b>Sam" not in html


def test_help_is_shown_because_of_an_answer_and_is_kept_nowhere(client, survey):
    Helpline.objects.create(name="Somebody to talk to", phone="0800 000 0000")
    title = "You do not have to stay with this alone"
    shown = press(client, survey, begun_paper(survey, page="feeling"), **{"q.safe": "no"})
    assert title in text_of(shown)
    assert title not in text_of(press(client, survey, begun_paper(survey, page="feeling"), **{"q.safe": "yes"}))
    kept = paper_in(shown)
    assert kept.answers == {"safe": "no"}
    assert "unsafe" not in str(kept)


def test_going_back_keeps_what_was_understood_on_the_page(client, survey):
    at = begun_paper(survey, page="you", answers={"safe": "yes"})
    back = paper_in(press(client, survey, at, "back", **{"q.age": "over_24", "q.years": "a lot"}))
    assert back.page == "hopes"
    assert back.answers == {"safe": "yes", "age": "over_24"}


def test_changing_an_answer_at_the_end_leads_through_what_is_new_and_back_to_the_end(client, survey):
    at = begun_paper(survey, answers={"safe": "yes", "hope": "3", "who": "~skipped", "order": "~skipped",
                                   "age": "~skipped", "years": 1, "more": "~skipped"})  # fmt: skip
    page = press(client, survey, at, "change:feeling")
    assert '<input type="hidden" name="then" value="check">' in page.content.decode()
    at = paper_in(press(client, survey, paper_in(page), then="check", **{"q.safe": "no"}))
    assert at.page == "places"
    at = paper_in(press(client, survey, at, then="check", **{"q.where": "nowhere"}))
    assert at.page == "~check"
    at = paper_in(press(client, survey, paper_in(press(client, survey, at, "change:feeling")), **{"q.safe": "yes"}))
    assert "where" not in at.answers


def test_answers_are_looked_at_in_the_direction_of_the_page_and_under_each_title_once(client):
    pages = tuple(Page(each, (Question(each, Kind.SINGLE, (Option("a"), Option("b"))),)) for each in ("one", "two"))
    titles = {f"page.{page.id}.title": "تھوڑا سا آپ کے بارے میں" for page in pages}
    words = {"en": {"q.one.option.a": "Coventry"}, "ur": titles}
    survey = launched_survey(questionnaire=Questionnaire(pages), words=words)
    checked = begun_paper(survey, answers={"one": "a", "two": "b"}, language="ur")
    html = press(client, survey, checked, "stay").content.decode()
    assert html.count(titles["page.one.title"]) == 1
    # A name in English stands apart from the words around it, and still begins on the right.
    assert re.search(r'<p class="survey-check__answer"><bdi>(<span[^>]*>)?Coventry(</span>)?</bdi></p>', html)
