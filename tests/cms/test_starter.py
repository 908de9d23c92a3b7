"""What a new site begins with: loaded once, whole, and every page of it in order."""

from collections import Counter
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.test import Client
from wagtail.models import Page, Site

from cms.models import CoursePage
from cms.starter.parts import PARTS, load_all
from config.demo import sights
from people.models import Helpline, Organisation, Partnership, Person, Role
from reach import periods
from reach.queries import totals
from reach.scopes import Scope
from tests.letters import letters
from training.attendance.queries import sessions_awaiting_evaluations
from training.bookings.models import HOLDS_A_PLACE
from training.bookings.queries.invariants import breaches
from training.certificates.queries import awaiting_evaluation, owed
from training.models import (
    Attendance,
    Booking,
    BookingStatus,
    Claim,
    Course,
    FairnessPolicy,
    Series,
    Session,
    SessionMode,
    SessionStatus,
)
from training.sessions.queries import find_sessions

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def load():
    lines = []
    load_all(at=NOW, with_demo=True, tell=lines.append)
    return lines


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, and taken away after them: each test works inside this transaction."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def starter(loaded, db):
    with time_machine.travel(NOW, tick=False):
        yield loaded


def every_row():
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor)
    return rows


def crawl(client):
    """Every page that links lead to from the front door, by path; and what each page answered that is no page."""
    waiting, answers = ["/"], {}
    while waiting:
        path = waiting.pop()
        if path in answers:
            continue
        response = client.get(path)
        answers[path] = response
        if response.headers.get("Content-Type", "").startswith("text/html") and response.status_code == 200:
            soup = BeautifulSoup(response.content, "html.parser")
            links = [urlsplit(str(link["href"])) for link in soup.select("a[href]")]
            # Queries are left out: filters of the catalogue make a great many.
            waiting += [link.path for link in links if not link.netloc and link.path.startswith("/")]
    return answers


def test_each_part_is_told_of_in_one_line(starter):
    assert len(starter) == len(PARTS)
    assert [line for line in starter if "\n" in line or not line.strip()] == []


def test_loading_a_second_time_says_so_and_changes_nothing(settings, capsys):
    settings.DEMO = True
    before = every_row()
    call_command("load_starter")
    assert capsys.readouterr().out == "The starter content is loaded already; nothing was changed.\n"
    assert every_row() == before


def test_what_editors_changed_or_deleted_stays_so():
    Role.objects.filter(name="Teacher").update(name="Teacher or tutor")
    Helpline.objects.get(name="Samaritans").delete()
    Partnership.objects.update(name="Another partnership")
    Page.objects.get(slug="cookies").delete()
    before = every_row()
    assert load() == []
    assert every_row() == before


def test_every_link_leads_somewhere_and_every_page_is_in_order():
    answers = crawl(Client())
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code not in (200, 302)} == {}
    published = {page.get_url() for page in Page.objects.live().filter(depth__gt=1)}
    assert len(published) == 31
    assert published - set(answers) == set()
    faults = {}
    for path in published:
        soup = BeautifulSoup(answers[path].content, "html.parser")
        if len(soup.find_all("h1")) != 1:
            faults[path] = "not one h1"
        if [image for image in soup.find_all("img") if not image.has_attr("alt")]:
            faults[path] = "an image without alt"
        if soup.find_all(src=lambda address: address and urlsplit(address).netloc):
            faults[path] = "something from another site"
    assert faults == {}


def test_no_page_holds_a_link_that_was_not_filled_in():
    assert [path for path, answer in crawl(Client()).items() if b'href="page:' in answer.content] == []


def test_every_page_passes_the_checks_that_an_editor_meets():
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()
        for name in ("body", "hero_links"):
            if stream := getattr(page, name, None):
                stream.stream_block.clean(stream)


def test_each_course_has_its_page_and_a_date_to_book():
    assert Counter(CoursePage.objects.live().values_list("course__code", flat=True)) == Counter(
        Course.objects.values_list("code", flat=True)
    )
    assert [course.code for course in Course.objects.all() if not find_sessions(at=NOW, course=course).exists()] == []


def test_the_front_door_is_the_home_page_and_wagtails_welcome_is_gone():
    site = Site.objects.get(is_default_site=True)
    assert (site.root_page.slug, Page.objects.filter(depth=2).count()) == ("start", 1)


def test_places_held_are_the_holders():
    holders = Count("bookings", filter=Q(bookings__status__in=HOLDS_A_PLACE))
    sessions = Session.objects.annotate(holders=holders)
    assert list(sessions.exclude(places_held=F("holders"))) == []
    assert sessions.count() > 100


def test_sessions_to_come_include_a_full_one_a_nearly_full_one_and_a_cancelled_one():
    coming = Session.objects.filter(starts_at__gt=NOW)
    left = Counter(session.places_left() for session in coming.scheduled())
    assert (left[0], left[1]) == (1, 1)
    assert coming.filter(status=SessionStatus.CANCELLED).count() == 1
    assert set(coming.values_list("language", flat=True)) >= {"en", "pl", "ur", "bfi"}


def test_a_hybrid_session_a_closed_cohort_and_a_line_under_fair_share_are_there_to_be_tried(client):
    hybrid = Session.objects.scheduled().get(mode=SessionMode.HYBRID, starts_at__gt=NOW)
    assert (hybrid.online_capacity, hybrid.capacity, hybrid.places_held) == (12, 30, 0)
    cohort = Series.objects.get()
    lead = Person.objects.get(email="lead@demo.example")
    assert (cohort.is_closed, cohort.organisation) == (True, lead.organisation)
    assert cohort.sessions.scheduled().filter(starts_at__gt=NOW).count() == 5
    assert client.get(f"/cohorts/{cohort.key}/").status_code == 200
    waiting = Booking.objects.waiting().select_related("session", "organisation")
    [full] = {booking.session for booking in waiting}
    assert (full.places_left(), full.fairness) == (0, FairnessPolicy.BY_AREA)
    assert len({booking.organisation.local_authority_id for booking in waiting}) == len(waiting) == 4


def test_one_organisation_asks_managers_first_and_a_place_waits_for_one_who_is_written_to(client):
    asks = Organisation.objects.get(asks_for_approval=True)
    assert not Person.objects.filter(email__endswith="@demo.example", organisation=asks).exists()
    booking = Booking.objects.get(status=BookingStatus.AWAITING_APPROVAL)
    assert (booking.organisation, booking.person.organisation) == (asks, asks)
    assert booking.hold_ends_at < booking.session.starts_at
    [letter] = letters(NOW).filter(to=booking.approval.manager_email)
    link = f"/approvals/{booking.approval.key}/"
    assert link in letter.message
    assert f"{booking.name} asks to attend training" in client.get(link).text


def test_staff_find_something_to_look_at_and_not_everywhere():
    coming = Session.objects.scheduled().filter(starts_at__gt=NOW)
    flagged = coming.needing_attention(NOW)
    assert 1 <= flagged.filter(facilitator_number=0).count() < coming.count() / 2
    assert flagged.filter(facilitator_number=1, course__is_sensitive=True).exists()


def test_one_certificate_waits_for_an_evaluation_that_was_not_answered(client):
    [session] = sessions_awaiting_evaluations(NOW)
    assert session.unanswered == 1
    teacher = Person.objects.get(email="teacher@demo.example")
    [awaiting] = awaiting_evaluation(teacher, NOW)
    assert (awaiting.session, awaiting.evaluated_at) == (session, None)
    assert f"/admin/sessions/{session.pk}/evaluations/" in [sight.href for sight in sights(NOW)]


def test_one_register_of_today_waits_to_be_marked():
    unmarked = Session.objects.scheduled().filter(ends_at__lte=NOW, attendances__isnull=True)
    assert [session.facilitators.get().email for session in unmarked] == ["facilitator@demo.example"]
    assert unmarked.get().starts_at.date() == NOW.date()


def test_an_attendance_has_its_mark_and_stands_by_its_courses_rule():
    assert Claim.objects.count() == Attendance.objects.count()
    meets = Q(minutes__gte=F("course__certificate_minutes"))
    assert Attendance.objects.filter(meets).exclude(met_rule=True).count() == 0
    assert Attendance.objects.filter(met_rule=True).exclude(meets).count() == 0


def test_reach_over_the_past_year_can_be_shown():
    figures = totals(Scope(periods.dates(date(2025, 3, 10), date(2026, 3, 10))))
    counted = Attendance.objects.counted().filter(attended_on__gte=date(2025, 3, 10))
    assert figures == {
        "professionals": counted.values("person").distinct().count(),
        "attendances": counted.count(),
    }
    assert min(figures.values()) > 250


def test_a_worker_that_starts_owes_nobody_a_certificate_and_little_mail_waits():
    assert owed(NOW).count() == 0
    written_to = Counter(address for email in letters(NOW) for address in email.to)
    assert (written_to["teacher@demo.example"], written_to["lead@demo.example"]) == (4, 4)
    assert written_to.total() <= 25


def test_demonstration_staff_have_a_second_factor_and_others_none():
    staff = set(Person.objects.filter(is_staff=True).values_list("email", flat=True))
    assert len(staff) == 6
    assert set(Authenticator.objects.values_list("user__email", flat=True)) == staff
    assert {email for email in staff if not Person.objects.get(email=email).groups.exists()} == set()


def test_invented_organisations_say_that_they_are_examples_and_two_share_a_name():
    names = Counter(Organisation.objects.values_list("name", flat=True))
    assert [name for name in names if not name.startswith("Example ")] == []
    assert [name for name, number in names.items() if number > 1] == ["Example St Mary's Primary School"]


def test_what_must_always_hold_of_bookings_holds_of_the_invented_ones():
    assert list(breaches(at=NOW)) == []
