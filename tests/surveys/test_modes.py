"""In each mode people are told first how private it is, and no more is kept."""

import pytest
from django.test import Client

from people.models import Helpline
from surveys.models import AnonymousResponse, Mode, NamedResponse, PairedResponse, Spent, Tally
from tests.factories import PersonFactory, launched_survey
from tests.sign_in import sign_in
from tests.surveys.answering import begin, begun_paper, long_begun, paper_in, press, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return launched_survey(reviewer=PersonFactory(), languages=["pl", "pa", "ur"])


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
    assert press(client, survey, begun_paper(survey, answers={"safe": "yes"}), "send").status_code == 303
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
    at = long_begun(begun_paper(survey, answers={"safe": "yes"}, own_code=at.own_code, wave=at.wave))
    assert press(client, survey, at, "send").status_code == 303
    assert PairedResponse.objects.get().wave == "before"


def test_names_are_kept_only_of_somebody_who_signed_in_and_was_told(client):
    survey, person = launched_survey(mode=Mode.NAMED), PersonFactory(name="Ama Example")
    start = client.get(f"/surveys/{survey.slug}/").content.decode()
    assert f'href="/surveys/{survey.slug}/named/?language=en"' in start
    assert client.get(f"/surveys/{survey.slug}/named/")["Location"].startswith("/account/login/")
    assert press(client, survey, begun_paper(survey, answers={"safe": "yes"}), "send").status_code == 400
    sign_in(client, person)
    told = client.get(f"/surveys/{survey.slug}/named/")
    assert "You are signed in as Ama Example." in text_of(told)
    assert "csrfmiddlewaretoken" in told.content.decode()
    page = client.post(f"/surveys/{survey.slug}/named/", {"action": "begin"})
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert press(client, survey, begun_paper(survey, answers={"safe": "yes"}), "send", named=True).status_code == 303
    assert NamedResponse.objects.get().person == person


def test_forms_of_named_surveys_prove_where_they_come_from(survey):
    named, strict = launched_survey(mode=Mode.NAMED), Client(enforce_csrf_checks=True)
    sign_in(strict, PersonFactory())
    assert press(strict, named, begun_paper(named, answers={}), "send", named=True).status_code == 403
    assert press(strict, survey, begun_paper(survey, answers={}), "send").status_code == 303


def test_a_page_of_a_named_survey_that_became_more_private_is_taken_without_the_name(client):
    survey = launched_survey(mode=Mode.NAMED)
    at = begun_paper(survey, answers={"safe": "yes"})
    survey.mode = Mode.ANONYMOUS
    survey.save()
    sign_in(client, PersonFactory())
    assert press(client, survey, at, "send", named=True).status_code == 303
    assert AnonymousResponse.objects.count() == 1
    assert not NamedResponse.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "We need to know first if you are answering before or after the course."),
        ("pl", "czy odpowiadasz przed kursem, czy po kursie"),
        ("pa", "ਕੋਰਸ ਤੋਂ ਪਹਿਲਾਂ ਜਵਾਬ ਦੇ ਰਹੇ ਹੋ ਜਾਂ ਬਾਅਦ ਵਿੱਚ"),
        ("ur", "کورس سے پہلے جواب دے رہے ہیں یا بعد میں"),
    ],
)
def test_a_page_that_was_begun_before_answers_were_paired_is_told_what_is_needed(client, language, said):
    survey = launched_survey(mode=Mode.NAMED)
    at = begun_paper(survey, answers={"safe": "yes"}, language=language)
    survey.mode = Mode.PAIRED
    survey.save()
    sign_in(client, PersonFactory())
    answer = press(client, survey, at, "send", named=True)
    assert answer.status_code == 409
    assert said in text_of(answer)
    assert f'href="/surveys/{survey.slug}/?language={language}"' in answer.content.decode()
    assert not Spent.objects.exists()
