"""Requests to surveys arrive without what could tell who sent them, and leave nothing in logs."""

import logging
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from config import processes
from config.hushed_logs import hush_logs
from config.quiet import QuietMiddleware, is_quiet
from surveys.models import Mode
from surveys.responses.queries import limits
from tests.factories import PersonFactory, launched_survey
from tests.sign_in import sign_in

TELLING = {
    "REMOTE_ADDR": "203.0.113.77",
    "REMOTE_PORT": "50123",
    "HTTP_X_FORWARDED_FOR": "203.0.113.78",
    "HTTP_FORWARDED": "for=203.0.113.79",
    "HTTP_X_REAL_IP": "203.0.113.80",
    "HTTP_USER_AGENT": "Telling/1.0",
    "HTTP_REFERER": "https://school.example/telling",
    "HTTP_COOKIE": "sessionid=telling; other=telling",
    "HTTP_AUTHORIZATION": "Basic telling",
    "HTTP_X_DEVICE": "telling",
    "HTTP_ACCEPT_LANGUAGE": "pl-PL;q=0.9,xx-telling",
}


@pytest.fixture(autouse=True)
def fresh_counts(time_machine):
    """Within one minute, whenever the test runs."""
    time_machine.move_to(datetime(2026, 3, 10, 12, 0, 10, tzinfo=UTC), tick=False)
    caches["passing"].clear()
    yield
    caches["passing"].clear()


def seen_by_view(path, **headers):
    """What a view would see of a request."""
    seen = []

    def view(request):
        seen.append(request)
        response = HttpResponse("fine", headers={"Vary": "Cookie"})
        response.set_cookie("csrftoken", "telling")
        return response

    request = RequestFactory().get(path, **{**TELLING, **headers})
    answer = QuietMiddleware(view)(request)
    return seen[0], answer


def test_a_view_sees_nothing_that_could_tell_who_asks():
    request, answer = seen_by_view("/surveys/how-safe/answer/")
    told = (
        str({**request.META, "wsgi.input": "", "wsgi.errors": ""}) + str(dict(request.headers)) + str(request.COOKIES)
    )
    assert "telling" not in told.lower()
    assert "203.0.113" not in told
    assert request.META["HTTP_ACCEPT_LANGUAGE"] == "pl-PL"
    assert (answer.cookies, answer["Referrer-Policy"], answer["Cache-Control"]) == ({}, "no-referrer", "no-store")
    assert not answer.has_header("Vary")


def test_other_pages_are_left_alone_and_those_that_know_who_is_signed_in_lose_the_address_only():
    for path in ("/courses/", "/surveys/how-safe/named/", "/surveys/how-safe/preview/", "/surveys-of-old/"):
        request, answer = seen_by_view(path)
        assert request.META["HTTP_USER_AGENT"] == "Telling/1.0"
        assert ("203.0.113" in str(request.META)) == (not path.startswith("/surveys/"))
        assert "csrftoken" in answer.cookies


@pytest.mark.parametrize(
    ("path", "quiet"),
    [("/surveys/", True), ("/surveys/named/", True), ("/surveys/a/", True), ("/surveys/a/for/b/", True),
     ("/surveys/a/named/", False), ("/surveys/a/preview/", False), ("/survey/", False)],
)  # fmt: skip
def test_which_paths_are_quiet(path, quiet):
    assert is_quiet(path) is quiet


def test_a_place_has_one_name_for_a_minute_and_nobody_knows_it_afterwards():
    first, second = (seen_by_view("/surveys/a/")[0].META["REMOTE_ADDR"] for _ in range(2))
    other = seen_by_view("/surveys/a/", REMOTE_ADDR="203.0.113.99")[0].META["REMOTE_ADDR"]
    assert first == second != other
    assert first.startswith("fd")
    caches["passing"].delete("key-of-the-minute")
    assert seen_by_view("/surveys/a/")[0].META["REMOTE_ADDR"] not in (first, other)


def test_a_network_of_ipv6_is_one_place_whatever_address_a_device_takes_in_it():
    addresses = ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", "2001:db8:1:3::7")
    first, second, other = (seen_by_view("/surveys/a/", REMOTE_ADDR=each)[0].META["REMOTE_ADDR"] for each in addresses)
    assert first == second != other


def test_a_request_whose_address_cannot_be_read_is_answered(settings):
    assert seen_by_view("/surveys/a/", REMOTE_ADDR="")[1].status_code == 200


def test_a_school_behind_one_address_meets_no_limit_and_a_flood_does():
    school, _ = seen_by_view("/surveys/a/")
    other, _ = seen_by_view("/surveys/a/", REMOTE_ADDR="203.0.113.99")
    assert all(limits.may_send(school) for _ in range(3_000))
    assert not limits.may_send(school)
    assert limits.may_send(other)


def test_guessing_codes_ends_soon_and_right_ones_are_not_counted():
    request, _ = seen_by_view("/surveys/a/")
    for _ in range(limits.MOST_WRONG_CODES):
        assert limits.may_try_a_code(request)
        limits.note_wrong_code(request)
    assert not limits.may_try_a_code(request)
    assert limits.may_send(request)


def test_counts_and_the_key_of_places_are_in_no_database_and_no_redis(settings):
    assert settings.CACHES["passing"]["BACKEND"].endswith("LocMemCache")
    assert settings.MIDDLEWARE[0] == "config.quiet.QuietMiddleware"


# --- Logs ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def lines(caplog):
    """What every logger writes, in full."""
    hush_logs()
    caplog.set_level(logging.DEBUG)

    def read():
        shown = logging.Formatter("%(name)s %(levelname)s %(message)s")
        return [shown.format(record) + str(vars(record)) for record in caplog.records]

    return read


def test_a_survey_that_is_not_there_leaves_no_line(client, lines, db):
    assert client.get("/surveys/telling-address/?telling=1").status_code == 404
    assert "telling" not in str(lines())


def test_another_page_that_is_not_there_leaves_one(client, lines, db):
    assert client.get("/telling-address/").status_code == 404
    assert "telling-address" in str(lines())


def test_an_error_says_where_it_happened_and_nothing_of_what_was_sent(lines, monkeypatch, db):
    from surveys.responses.views import starting

    def fail(*args, **kwargs):
        logging.getLogger("somebody").warning("Telling %s", "telling things")
        raise IntegrityError("DETAIL: Key (person)=(telling)")

    monkeypatch.setattr(starting, "current_version", fail)
    survey = launched_survey(slug="telling-address")
    client = Client(raise_request_exception=False, headers={"user-agent": "telling"})
    assert client.get(reverse("surveys:survey-detail", args=[survey.slug])).status_code == 500
    said = [line for line in lines() if "survey was asked for" in line]
    assert any("IntegrityError at " in line for line in said)
    assert "telling" not in str(lines()).lower()


def test_an_error_report_by_email_is_as_silent(settings, monkeypatch, db):
    from surveys.responses.views import starting

    def fail(*args, **kwargs):
        raise IntegrityError("DETAIL: Key (person)=(telling)")

    settings.ADMINS = [("Admin", "admin@example.org")]
    monkeypatch.setattr(starting, "current_version", fail)
    survey = launched_survey(slug="telling-address")
    client = Client(raise_request_exception=False, headers={"user-agent": "telling"})
    client.get(reverse("surveys:survey-detail", args=[survey.slug]))
    [report] = mail.outbox
    assert report.to == ["admin@example.org"]
    assert "IntegrityError at " in report.subject
    assert "telling" not in (report.subject + report.body + str(report.alternatives)).lower()


def test_the_web_server_writes_no_access_log():
    import inspect

    assert "log_access" not in inspect.getsource(processes)


# --- Whole pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS, Mode.COUNTED])
def test_a_page_of_a_survey_sets_no_cookie_and_is_kept_nowhere(mode, db):
    client = sign_in(Client(), PersonFactory())
    survey = launched_survey(mode=mode)
    for name in ("survey-detail", "survey-kept", "response-thanks"):
        answer = client.get(reverse(f"surveys:{name}", args=[survey.slug]))
        assert answer.status_code == 200
        assert answer.cookies == {}
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "Cookie" not in answer.get("Vary", "")
