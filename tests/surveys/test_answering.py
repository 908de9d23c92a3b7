"""Answering page by page: what is drawn, what is kept, and what goes no further."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from people.models import Helpline
from surveys.models import AnonymousResponse, HeldText, Mode, NamedResponse, PairedResponse, SavedPaper, Spent, Tally
from surveys.questionnaires.definition import Page, Question, Questionnaire
from surveys.questionnaires.definition.parts import Kind, Option
from surveys.responses.views import steps
from tests.factories import PersonFactory, launched_survey, publish_version
from tests.factories.surveys import ANSWERS, SMALL, WORDS
from tests.sign_in import sign_in
from tests.surveys.answering import begin, long_begun, paper_in, paper_of, send, text_of

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
        at = paper_in(send(client, survey, at, **fields))
    assert at.page == "~check"
    assert at.answers == ANSWERS
    end = send(client, survey, long_begun(at), "send")
    assert (end.status_code, end["Location"]) == (303, f"/surveys/{survey.slug}/thanks/?language=en")
    assert AnonymousResponse.objects.get().answers == {key: said for key, said in ANSWERS.items() if key != "more"}
    assert HeldText.objects.values_list("text", "may_be_quoted").get() == ("A place to go in the evening.", True)
    assert "Thank you. We have your answers" in text_of(client.get(end["Location"]))


def test_everything_can_be_skipped(client, survey):
    at = paper_in(begin(client, survey))
    while at.page != "~check":
        at = paper_in(send(client, survey, at))
    assert send(client, survey, long_begun(at), "send").status_code == 303
    assert set(AnonymousResponse.objects.get().answers.values()) == {"~skipped"}


PAGES = ["", "feeling", "places", "hopes", "you", "words", "~check"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_nothing_of_its_subject_where_others_could_see_it_and_is_kept_nowhere(client, survey, page):
    answer = send(client, survey, paper_of(survey, page=page, answers={"safe": "no"}), "stay")
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
    send(client, survey, paper_of(survey, answers={"safe": "yes"}), "send")  # what is asked is read once per process
    sign_in(client, PersonFactory())
    at = paper_of(survey, answers={"safe": "yes"})
    with django_assert_num_queries(4 + 2) as made:  # the version; spent; no saved page; the row; what makes them one
        assert send(client, survey, at, "send").status_code == 303
    said = " ".join(query["sql"] for query in made)
    assert "django_session" not in said
    assert "people_person" not in said


def test_a_page_takes_as_few_statements_however_much_it_asks(client, survey, django_assert_num_queries):
    papers = [paper_of(survey, page=page, answers={"safe": "no"}) for page in ("feeling", "hopes", "~check")]
    for _ in range(3):
        send(client, survey, papers[0], "stay")  # the frame of all pages is kept from here on
    for paper in papers:
        with django_assert_num_queries(2):  # the version with its survey; where to turn
            send(client, survey, paper, "stay")


def test_what_is_wrong_is_said_beside_the_question_and_above_and_nothing_is_lost(client, survey):
    at = paper_of(survey, page="you", answers={"safe": "yes"})
    page = send(client, survey, at, **{"q.age": "under_16", "q.years": "a lot"})
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
    at = paper_of(survey, page="two", answers={"who": "<b>Sam</b>", "where": ["a", "b"]})
    html = send(client, survey, at, "stay").content.decode()
    assert "With &lt;b&gt;Sam&lt;/b&gt; at Park &amp; ride, Home?" in html
    assert "<b>Sam" not in html


def test_help_is_shown_because_of_an_answer_and_is_kept_nowhere(client, survey):
    Helpline.objects.create(name="Somebody to talk to", phone="0800 000 0000")
    title = "You do not have to stay with this alone"
    shown = send(client, survey, paper_of(survey, page="feeling"), **{"q.safe": "no"})
    assert title in text_of(shown)
    assert title not in text_of(send(client, survey, paper_of(survey, page="feeling"), **{"q.safe": "yes"}))
    kept = paper_in(shown)
    assert kept.answers == {"safe": "no"}
    assert "unsafe" not in str(kept)


def test_going_back_keeps_what_was_understood_on_the_page(client, survey):
    at = paper_of(survey, page="you", answers={"safe": "yes"})
    back = paper_in(send(client, survey, at, "back", **{"q.age": "over_24", "q.years": "a lot"}))
    assert back.page == "hopes"
    assert back.answers == {"safe": "yes", "age": "over_24"}


def test_changing_an_answer_at_the_end_leads_through_what_is_new_and_back_to_the_end(client, survey):
    at = paper_of(survey, answers={"safe": "yes", "hope": "3", "who": "~skipped", "order": "~skipped",
                                   "age": "~skipped", "years": 1, "more": "~skipped"})  # fmt: skip
    page = send(client, survey, at, "change:feeling")
    assert '<input type="hidden" name="then" value="check">' in page.content.decode()
    at = paper_in(send(client, survey, paper_in(page), then="check", **{"q.safe": "no"}))
    assert at.page == "places"
    at = paper_in(send(client, survey, at, then="check", **{"q.where": "nowhere"}))
    assert at.page == "~check"
    at = paper_in(send(client, survey, paper_in(send(client, survey, at, "change:feeling")), **{"q.safe": "yes"}))
    assert "where" not in at.answers


# What is no page of ours, or comes too late


def test_a_page_that_was_tampered_with_is_refused_with_a_way_on(client, survey):
    answer = client.post(f"/surveys/{survey.slug}/answer/", {"paper": "x" * 200, "action": "send", "language": "pl"})
    assert answer.status_code == 400
    assert "Nie udało się otworzyć Twojej strony" in text_of(answer)
    assert f'href="/surveys/{survey.slug}/?language=pl"' in answer.content.decode()
    assert not AnonymousResponse.objects.exists()


def test_a_page_of_another_survey_is_refused(client, survey):
    other = launched_survey()
    answer = send(client, survey, paper_of(other, answers={"safe": "yes"}), "send")
    assert answer.status_code == 400
    assert "Something in it is not as we sent it" in text_of(answer)
    assert not Spent.objects.exists()


def test_a_page_that_was_begun_before_a_new_version_is_taken_as_it_was_begun(client, survey):
    old = paper_of(survey, answers={"safe": "yes"})
    new = publish_version(survey)
    assert send(client, survey, old, "send").status_code == 303
    assert AnonymousResponse.objects.get().version_id == old.version != new.pk


def test_a_survey_that_closed_meanwhile_says_so_and_that_nothing_was_sent(client, survey):
    at = paper_of(survey, answers={"safe": "yes"})
    survey.closed_at = timezone.now()
    survey.save()
    answer = send(client, survey, at, "send")
    assert answer.status_code == 410
    assert "These questions are closed" in text_of(answer)
    assert "What you had filled in was not sent." in text_of(answer)
    assert "By " in text_of(answer)
    assert not AnonymousResponse.objects.exists()


def test_a_page_that_is_sent_twice_counts_once_and_nobody_is_blamed(client, survey):
    at = paper_of(survey, answers={"safe": "yes"})
    send(client, survey, at, "send")
    again = send(client, survey, at, "send")
    assert again.status_code == 409
    assert "They were sent before, and they count once." in text_of(again)
    assert AnonymousResponse.objects.count() == 1


def test_answers_are_sent_from_the_last_page_alone(client, survey):
    answer = send(client, survey, paper_of(survey, page="feeling"), "send")
    assert paper_in(answer).page == "feeling"
    assert not AnonymousResponse.objects.exists()


def test_who_is_too_fast_is_asked_to_look_once_more_and_loses_nothing(client, survey):
    at = paper_of(survey, answers={"safe": "yes", "age": "over_24"}, begun_at=int(timezone.now().timestamp()))
    answer = send(client, survey, at, "send")
    assert "That was quick." in text_of(answer)
    assert paper_in(answer) == at
    assert not AnonymousResponse.objects.exists()
    assert send(client, survey, long_begun(at), "send").status_code == 303


def test_nobody_waits_longer_than_a_quarter_of_a_minute(survey, monkeypatch):
    begun = timezone.now() - timedelta(seconds=steps.LONGEST_WAIT + 1)
    monkeypatch.setattr(steps.walking, "seen", lambda questionnaire, paper: 500)
    assert not steps.is_too_fast(steps.Place(survey, SMALL, WORDS, ""), paper_of(survey, begun_at=begun.timestamp()))


@pytest.mark.parametrize("page", ["feeling", "~check"])
def test_what_fills_in_the_hidden_field_gets_no_further_and_loses_nothing(client, survey, page):
    at = paper_of(survey, page=page, answers={"safe": "no"})
    action = "send" if page == "~check" else "continue"
    answer = send(client, survey, at, action, website="http://robot.example", **{"q.safe": "no"})
    html = answer.content.decode()
    assert "box that people cannot see" in text_of(answer)
    assert paper_in(answer).page == page
    assert "robot.example" not in html
    assert page == "~check" or re.search(r'id="q-safe-no"[^>]* checked', html)
    assert not AnonymousResponse.objects.exists()


def test_too_many_from_one_place_are_asked_to_wait_with_their_answers_still_there(client, survey, monkeypatch):
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_SENT", 0)
    at = paper_of(survey, answers={"safe": "yes"})
    answer = send(client, survey, at, "send")
    assert "Very many answers are arriving just now." in text_of(answer)
    assert paper_in(answer) == at


# Modes


@pytest.mark.parametrize("mode", Mode)
def test_the_start_says_first_how_private_it_is_and_who_can_help(client, mode):
    Helpline.objects.create(name="Somebody to talk to", phone="0800 000 0000")
    survey = launched_survey(mode=mode)
    said = text_of(client.get(f"/surveys/{survey.slug}/"))
    privacy = "Your name is kept with your answers" if mode == Mode.NAMED else "Nobody can tell who you are"
    body = said[said.index("How safe you feel") :]
    assert privacy in body
    assert ("nobody can come to help you" in body) == (mode != Mode.NAMED)
    assert body.index(privacy) < body.index("Somebody to talk to") < body.index("We want to know how safe you feel.")
    assert ("only added to totals" in body) == (mode == Mode.COUNTED)


def test_counted_answers_are_added_up(client):
    survey = launched_survey(mode=Mode.COUNTED)
    assert send(client, survey, paper_of(survey, answers={"safe": "yes"}), "send").status_code == 303
    assert Tally.objects.filter(table="safe", cell="yes", number=1).exists()


def test_pairing_asks_for_a_code_of_ones_own_and_for_before_or_after(client):
    survey = launched_survey(mode=Mode.PAIRED)
    said = text_of(client.get(f"/surveys/{survey.slug}/"))
    assert "the first two letters of the town or village where you were born" in said
    asked = text_of(begin(client, survey, own_code="a"))
    assert "Choose whether you are answering before or after the course" in asked
    assert "with 4 letters or figures or more" in asked
    at = paper_in(begin(client, survey, own_code="LE07ST", wave="before"))
    assert (at.own_code, at.wave) == ("LE07ST", "before")
    at = long_begun(paper_of(survey, answers={"safe": "yes"}, own_code=at.own_code, wave=at.wave))
    assert send(client, survey, at, "send").status_code == 303
    assert PairedResponse.objects.get().wave == "before"


def test_names_are_kept_only_of_somebody_who_signed_in_and_was_told(client):
    survey, person = launched_survey(mode=Mode.NAMED), PersonFactory(name="Ama Example")
    start = client.get(f"/surveys/{survey.slug}/").content.decode()
    assert f'href="/surveys/{survey.slug}/named/?language=en"' in start
    assert client.get(f"/surveys/{survey.slug}/named/")["Location"].startswith("/account/login/")
    assert send(client, survey, paper_of(survey, answers={"safe": "yes"}), "send").status_code == 400
    sign_in(client, person)
    told = client.get(f"/surveys/{survey.slug}/named/")
    assert "You are signed in as Ama Example." in text_of(told)
    assert "csrfmiddlewaretoken" in told.content.decode()
    page = client.post(f"/surveys/{survey.slug}/named/", {"action": "begin"})
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert send(client, survey, paper_of(survey, answers={"safe": "yes"}), "send", named=True).status_code == 303
    assert NamedResponse.objects.get().person == person


def test_forms_of_named_surveys_prove_where_they_come_from(survey):
    named, strict = launched_survey(mode=Mode.NAMED), Client(enforce_csrf_checks=True)
    sign_in(strict, PersonFactory())
    assert send(strict, named, paper_of(named, answers={}), "send", named=True).status_code == 403
    assert send(strict, survey, paper_of(survey, answers={}), "send").status_code == 303


def test_a_page_of_a_named_survey_that_became_more_private_is_taken_without_the_name(client):
    survey = launched_survey(mode=Mode.NAMED)
    at = paper_of(survey, answers={"safe": "yes"})
    survey.mode = Mode.ANONYMOUS
    survey.save()
    sign_in(client, PersonFactory())
    assert send(client, survey, at, "send", named=True).status_code == 303
    assert AnonymousResponse.objects.count() == 1
    assert not NamedResponse.objects.exists()


# Coming back later


def test_a_page_is_left_with_a_code_and_taken_up_with_it(client, survey):
    at = paper_of(survey, page="hopes", answers={"safe": "yes"})
    saved = send(client, survey, at, "save", **{"q.hope": "4"})
    code = re.search(r'survey-saved__code"[^>]*>([^<]+)<', saved.content.decode())[1]
    assert SavedPaper.objects.count() == 1
    assert f"/surveys/{survey.slug}/saved/" in text_of(saved)
    back = client.post(f"/surveys/{survey.slug}/saved/", {"code": code.lower().replace("-", " ")})
    taken = paper_in(back)
    assert (taken.page, taken.answers["hope"]) == ("hopes", "4")
    assert send(client, survey, long_begun(paper_in(send(client, survey, taken, "stay"))), "stay").status_code == 200


def test_who_goes_on_at_once_after_saving_leaves_nothing_saved_once_it_is_sent(client, survey):
    saved = send(client, survey, paper_of(survey, answers={"safe": "yes"}), "save")
    assert send(client, survey, paper_in(saved), "send").status_code == 303
    assert not SavedPaper.objects.exists()


@pytest.mark.parametrize(
    ("code", "said"), [("", "Write your code"), ("ABCD-EFGH", "We have nothing saved under this code")]
)
def test_a_code_that_opens_nothing_is_explained(client, survey, code, said):
    answer = client.post(f"/surveys/{survey.slug}/saved/", {"code": code})
    assert said in text_of(answer)
    assert f'value="{code}"' in answer.content.decode()


def test_codes_cannot_be_guessed_at_one_after_another(client, survey, monkeypatch):
    caches["passing"].clear()
    monkeypatch.setattr("surveys.responses.queries.limits.MOST_WRONG_CODES", 2)
    said = [text_of(client.post(f"/surveys/{survey.slug}/saved/", {"code": f"ABCD-{n}"})) for n in range(3)]
    assert ["try again in a minute" in each for each in said] == [False, False, True]
