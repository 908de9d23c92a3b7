"""Limits of what is open to all: counted by the visitor's own address, for as long as is said."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from people.accounts.rates import within_count, within_rate

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(params=["database", "memory"])
def cache_in(request, db, settings):
    """Each place in which counts are kept without Redis."""
    if request.param == "database":
        backend = "django.core.cache.backends.db.DatabaseCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache_of_a_test"}}
        call_command("createcachetable", verbosity=0)


def test_a_count_lasts_for_its_whole_window(cache_in):
    with time_machine.travel(NOON, tick=False) as clock:
        assert [within_count("tries", most=2, seconds=3600) for _ in range(3)] == [True, True, False]
        clock.shift(timedelta(minutes=59))
        assert within_count("tries", most=2, seconds=3600) is False
        clock.shift(timedelta(minutes=1))
        assert within_count("tries", most=2, seconds=3600) is True


def asked_from(rf, address, forwarded=""):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return within_rate(rf.get("/", REMOTE_ADDR=address, headers=headers), action="knock", most=1, seconds=60)


@time_machine.travel(NOON, tick=False)
def test_behind_a_proxy_each_visitor_has_a_limit_of_their_own(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [asked_from(rf, "10.0.0.1", address) for address in ("1.1.1.1", "2.2.2.2", "1.1.1.1")] == [True, True, False]


@time_machine.travel(NOON, tick=False)
def test_an_address_that_a_visitor_makes_up_lifts_no_limit(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert asked_from(rf, "10.0.0.1", "3.3.3.3") is True
    assert asked_from(rf, "10.0.0.1", "9.9.9.9, 3.3.3.3") is False


@time_machine.travel(NOON, tick=False)
def test_without_a_proxy_what_a_visitor_says_of_their_address_is_not_believed(rf):
    assert asked_from(rf, "4.4.4.4") is True
    assert asked_from(rf, "4.4.4.4", "5.5.5.5") is False


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", False),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", True),
        ("::ffff:4.4.4.4", "4.4.4.4", False),
        ("::ffff:4.4.4.4", "::ffff:5.5.5.5", True),
    ],
)
def test_the_many_addresses_of_one_line_are_limited_as_one(rf, first, second, may):
    assert [asked_from(rf, address) for address in (first, second)] == [True, may]
