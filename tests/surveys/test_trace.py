"""Nothing ties an answer to a person, a device or a moment: sent through the web with markers on everything, and then
looked for everywhere. And what is left behind on purpose is found."""

import logging
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import storages
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from config.celery import app
from documents.emails import queue_email
from surveys.models import AnonymousResponse, Mode, PairedResponse, Spent
from surveys.questionnaires.operations import close_survey
from surveys.responses.models import TABLES
from surveys.responses.operations import make_codes, release_batches, save_for_later
from surveys.responses.queries import occasions
from surveys.responses.queries.papers import seal
from tests.factories import PersonFactory, launched_survey
from tests.sign_in import sign_in
from tests.surveys.marked import MARKERS, WRITTEN, address_of, allowed, paper_for
from tests.tracing import watch

pytestmark = pytest.mark.django_db
HEADERS = {
    "REMOTE_ADDR": MARKERS["address"],
    "HTTP_X_FORWARDED_FOR": MARKERS["proxy's address"],
    "HTTP_USER_AGENT": MARKERS["browser"],
    "HTTP_REFERER": MARKERS["page before"],
    "HTTP_ACCEPT_LANGUAGE": "en-MARKED",
}
ROWS = {
    Mode.NAMED: "surveys_namedresponse",
    Mode.PAIRED: "surveys_pairedresponse",
    Mode.ANONYMOUS: "surveys_anonymousresponse",
    Mode.COUNTED: "surveys_tally",
}


@pytest.fixture(autouse=True)
def nothing_left_over():
    """Of tests that were rolled back: counts, and secrets of surveys that had the same numbers; and no task stays."""
    caches["passing"].clear()
    shutil.rmtree(storages["private"].path("pairing"), ignore_errors=True)
    yield
    app.control.purge()


@pytest.fixture
def person():
    return PersonFactory(pk=int(MARKERS["number of account"]), email=MARKERS["account"], name="Marked Person")


@pytest.fixture
def client_of(person):
    """Somebody who is signed in, in a browser that tells of itself whatever it can."""
    client = sign_in(Client(**HEADERS), person)
    client.cookies["marked"] = MARKERS["browser"]
    return client


@pytest.fixture
def known_occasion(monkeypatch):
    monkeypatch.setattr(occasions, "about_of", [lambda *asked: occasions.About("ACE1", "A course")])


def opened(mode, **facts):
    """A survey; and what every first visitor of a new site makes, whoever they are, is made."""
    survey = launched_survey(mode=mode, reviewer=PersonFactory(), **facts)
    for path in (reverse("surveys:survey-list"), "/account/login/"):
        Client().get(path)
    return survey


def answer_through_the_web(client, survey, **facts):
    """From the start page to the thanks, with a page saved and taken up, a mistake, and a second try; the markers that
    were made meanwhile."""
    from surveys.responses.queries.walking import CHECK

    slug, address, made = [survey.slug], address_of(survey), {}
    client.get(reverse("surveys:survey-detail", args=slug))
    client.get(reverse("surveys:response-create-for", args=[*slug, MARKERS["occasion"]]))
    client.get(reverse("surveys:survey-kept", args=slug))
    begun = client.post(address, {"action": "begin", "wave": "before", "own_code": MARKERS["own code"], **facts})
    assert begun.status_code == 200
    assert client.post(address, {"paper": "marked" * 10}).status_code == 400
    paper = replace(paper_for(survey, **facts), page=CHECK)
    saved = client.post(address, {"action": "save", "paper": seal(paper)})
    [page] = BeautifulSoup(saved.content, "html.parser").select("input[name=paper]")[:1]
    for expected in (303, 409):
        sent = client.post(address, {"action": "send", "paper": page["value"]})
        assert sent.status_code == expected, sent.content.decode()
    client.get(reverse("surveys:response-thanks", args=slug))
    made["nonce of the page"] = paper.nonce
    return made


@pytest.mark.parametrize("mode", Mode)
def test_nothing_ties_an_answer_to_a_person_a_device_or_a_moment(mode, client_of, known_occasion):
    survey = opened(mode)
    with watch() as watching:
        made = answer_through_the_web(client_of, survey)
    assert watching.found(**MARKERS, **made) == allowed(mode)
    files = {"files"} if mode == Mode.PAIRED else set()  # the secret for their codes, which has no age
    expected = {ROWS[mode], "surveys_spent", "surveys_heldtext", *files}
    assert watching.changed() - {"cache passing", "log"} == expected


@pytest.mark.parametrize("mode", Mode)
def test_a_printed_code_and_the_code_of_a_saved_page_are_nowhere(mode, client_of):
    survey = opened(mode, is_by_invitation=True)
    [code] = make_codes(survey, 1)
    with watch() as watching:
        made = answer_through_the_web(client_of, survey, code=code, occasion="", about="")
        left = save_for_later(paper_for(survey, code=code), timezone.now())
    assert watching.found(**MARKERS, **made, printed=code, left=left) == allowed(mode)


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS, Mode.COUNTED])
def test_releasing_and_closing_leave_no_moment_beside_answers(mode, client_of, known_occasion):
    survey = opened(mode)
    with watch() as watching:
        answer_through_the_web(client_of, survey)
        release_batches(at=timezone.now())
        close_survey(survey=survey, by=None, at=timezone.now())
    moments = {place for what, place in watching.found(**MARKERS) if what == "a moment"}
    assert moments == {"surveys_survey.closed_at", "wagtailcore_modellogentry.timestamp"}
    assert not Spent.objects.exists()


@pytest.mark.parametrize(("mode", "table"), [(Mode.ANONYMOUS, AnonymousResponse), (Mode.PAIRED, PairedResponse)])
def test_no_path_leads_from_an_answer_to_whatever_asked_for_it(mode, table, client_of, known_occasion):
    survey = opened(mode)
    with watch() as watching:
        answer_through_the_web(client_of, survey)
    row, [page, occasion] = table.objects.get(), Spent.objects.all()
    told = {"key": str(row.pk), "page": page.digest, "occasion": occasion.digest}
    found = {(what, place) for what, place in watching.found(**told) if what in told}
    spent = "surveys_spent.digest"
    assert found == {("key", f"{ROWS[mode]}.key"), ("page", spent), ("occasion", spent)}
    assert {field.related_model for field in row._meta.get_fields() if field.is_relation} == {type(row.version)}


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS, Mode.COUNTED])
def test_no_table_points_at_answers_and_answers_point_at_their_questions_alone(mode):
    for table in TABLES[mode]:
        assert [
            each for each in table._meta.get_fields(include_hidden=True) if each.auto_created and each.is_relation
        ] == []
        leads_to = {each.related_model._meta.label for each in table._meta.concrete_fields if each.is_relation}
        assert leads_to <= {"surveys.Version", "surveys.Survey", "people.Person"}


# --- Leaks on purpose ----------------------------------------------------------------------------------------------


def leak_session(client, survey, person):
    session = client.session
    session["from"] = MARKERS["address"]
    session.save()


def leak_line(client, survey, person):
    logging.getLogger("leak").warning("POST %s from %s", address_of(survey), MARKERS["address"])


def leak_cache(client, survey, person):
    caches["default"].set("limit:203.0.113.77", 1)


def leak_audit(client, survey, person):
    log(instance=survey, action="surveys.survey.change", user=person)


def leak_file(client, survey, person):
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "leak.txt").write_text(MARKERS["browser"])


def leak_mail(client, survey, person):
    context = {"name": WRITTEN, "is_urgent": False, "texts_url": ""}
    queue_email(template="survey_texts_wait", to="somebody@example.org", context=context)


def leak_task(client, survey, person):
    app.send_task("leak", kwargs={"of": MARKERS["occasion"]})


def leak_digest(client, survey, person):
    import hashlib

    digest = hashlib.sha256(MARKERS["account"].encode()).hexdigest()
    Spent.objects.create(survey=survey, digest=digest)


def leak_report(client, survey, person):
    request = client.get("/nowhere/").wsgi_request
    with override_settings(ADMINS=[("Admin", "admin@example.org")]):
        logging.getLogger("django").error("It failed", extra={"request": request})


@pytest.mark.parametrize(
    ("leak", "what", "where"),
    [
        (leak_session, "address", "django_session.session_data"),
        (leak_line, "address", "log"),
        (leak_line, "a moment", "log"),
        (leak_cache, "address", "cache default"),
        (leak_audit, "a moment", "wagtailcore_modellogentry.timestamp"),
        (leak_audit, "number of account", "wagtailcore_modellogentry.user_id"),
        (leak_file, "browser", "files.content"),
        (leak_mail, "own words", "post_office_email.message"),
        (leak_task, "occasion", "files.content"),
        (leak_digest, "account", "surveys_spent.digest"),
        (leak_report, "browser", "mail"),
    ],
)
def test_a_leak_on_purpose_is_found(leak, what, where, client_of, person, known_occasion, settings):
    survey = opened(Mode.ANONYMOUS)
    with watch() as watching:
        answer_through_the_web(client_of, survey)
        leak(client_of, survey, person)
    found = watching.found(**MARKERS)
    where = "queue" if leak is leak_task and settings.REDIS_URL else where
    assert (what, where) in found
    assert found > allowed(Mode.ANONYMOUS)
