"""Nothing ties an answer to a person, a device or a moment in what the real processes say and keep either: web server,
worker and scheduler, answered over HTTP with markers on everything. And a leak put in on purpose is found."""

import re
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client

from surveys.models import Mode, Purpose
from surveys.responses.models import ROWS
from surveys.responses.queries.papers import seal
from tests.factories import PersonFactory, launched_survey
from tests.sign_in import sign_in
from tests.surveys.marked import MARKERS, address_of, allowed, paper_for
from tests.surveys.served import serving
from tests.tracing import watch
from tests.training.evaluating import come, course_that_asks, ended_session
from training.attendance.queries import occasion_of

pytestmark = pytest.mark.django_db(transaction=True)
HEADERS = {
    "X-Forwarded-For": MARKERS["address"],
    "X-Real-Ip": MARKERS["proxy's address"],
    "User-Agent": MARKERS["browser"],
    "Referer": MARKERS["page before"],
    "Accept-Language": "en",
}
FAILED = re.compile(
    r"[\d:, -]+ ERROR django\.request: \w+ at [\w/.]+:\d+, while a survey was asked for \(told at [\w:]+\)"
)


@pytest.fixture
def var(tmp_path, settings):
    """The folder of the processes, to be looked through; the cache in the database is there, or the one in Redis."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.CELERY_TASK_DEFAULT_QUEUE = "celery"
    if settings.REDIS_URL:
        redis = {"BACKEND": "config.caches.DispensableRedisCache", "LOCATION": settings.REDIS_URL}
        settings.CACHES = {**settings.CACHES, "default": redis}
    call_command("createcachetable", "cache")
    yield tmp_path
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")


class Browser:
    """Somebody's browser, which tells of itself whatever it can, and keeps what it is given."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = {"marked": MARKERS["browser"]}

    def ask(self, path: str, **sent: str) -> tuple[int, str]:
        """The status and the page; posted where something is sent."""
        data = urlencode(sent).encode() if sent else None
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = Request(self.site + path, data=data, headers={**HEADERS, "Cookie": cookies})
        try:
            with urlopen(request, timeout=20) as answer:
                given = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
                self.cookies |= {name: each.value for name, each in given.items()}
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def sign_in(self, person) -> None:
        """With the session of somebody who has signed in before."""
        self.cookies["sessionid"] = sign_in(Client(), person).cookies["sessionid"].value


def asked_in(mode):
    """A survey that a course asks, and the link of somebody who was there."""
    survey = launched_survey(purpose=Purpose.EVALUATION, mode=mode, reviewer=PersonFactory())
    course = course_that_asks(survey)
    course.code = f"TIP-{survey.pk}"
    course.save()
    return survey, occasion_of(come(ended_session(course), f"Attender {mode}"))


def answer(browser, survey, occasion) -> int:
    """From the link to the thanks; the status of what was sent last."""
    browser.ask(f"/surveys/{survey.slug}/for/{occasion}/")
    page, token = address_of(survey), {}
    if survey.mode == Mode.NAMED:
        _, shown = browser.ask(f"{page}?occasion={occasion}")
        token = {"csrfmiddlewaretoken": field(shown, "csrfmiddlewaretoken")}
    begun, _ = browser.ask(page, action="begin", occasion=occasion, own_code=MARKERS["own code"], **token)
    assert begun == 200
    paper = paper_for(survey, occasion=occasion, about=f"TIP-{survey.pk}")
    sent, _ = browser.ask(page, action="send", paper=seal(paper), **token)
    return sent


def field(html, name):
    return BeautifulSoup(html, "html.parser").select_one(f"input[name={name}]")["value"]


def fails(browser, survey, occasion, var: Path) -> int:
    """The same, where the secrets of people's codes cannot be reached: an error in the middle of a view."""
    folder = var / "private" / "pairing"
    folder.rename(var / "elsewhere")
    folder.write_text("")
    return answer(browser, survey, occasion)


def test_the_real_processes_say_and_keep_nothing_that_ties_an_answer_to_anybody(var, settings):
    person = PersonFactory(pk=int(MARKERS["number of account"]), email=MARKERS["account"], name="Marked Person")
    asked = {mode: asked_in(mode) for mode in Mode}
    other = asked_in(Mode.PAIRED)
    with serving(var, settings.SECRET_KEY) as site:
        browser, named = Browser(site), Browser(site)
        named.sign_in(person)
        for first in ("/surveys/", "/account/login/"):  # what every first visitor of a site makes, whoever they are
            browser.ask(first)
        with watch() as watching:
            for mode, (survey, occasion) in asked.items():
                assert answer(named if mode == Mode.NAMED else browser, survey, occasion) == 200
            assert fails(browser, *other, var) == 500
    occasions = {f"occasion {mode}": occasion for mode, (_, occasion) in asked.items()} | {"occasion": other[1]}
    found = watching.found(**{**MARKERS, **occasions})
    assert {hit for hit in found if hit[0] != "a moment"} == set().union(*map(allowed, Mode))
    assert [place for what, place in found if what == "a moment" and place.startswith(("surveys_", "cache"))] == []
    said = [line for line in (var / "output").read_text().splitlines() if " " in line[:24] and line[:2].isdigit()]
    assert [bool(FAILED.fullmatch(line)) for line in said] == [True], said
    assert {table.objects.count() for table in ROWS.values()} == {1}


def test_an_access_log_that_somebody_switches_on_is_found(var, settings):
    survey, occasion = asked_in(Mode.ANONYMOUS)
    with serving(var, settings.SECRET_KEY, access_log=True) as site, watch() as watching:
        Browser(site).ask(f"/surveys/{survey.slug}/for/{occasion}/")
    hits = watching.found(occasion=occasion)
    assert {("occasion", "files.content"), ("a moment", "files.content")} <= hits
