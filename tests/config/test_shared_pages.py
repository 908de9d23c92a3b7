from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import Navigation, StandardPage
from config import keeping
from people.models import Partnership
from tests.factories import (
    BookingFactory,
    LocalAuthorityFactory,
    PersonFactory,
    RoleGroupFactory,
    SectorFactory,
    SessionFactory,
)
from tests.factories.cms import make_course_page, make_standard_page
from tests.sign_in import sign_in
from training.attendance.operations import mark
from training.certificates.operations import issue
from training.models import SessionStatus
from training.sessions import operations as sessions

pytestmark = pytest.mark.django_db


def words_of(client, page):
    return client.get(page.url).content.decode()


@pytest.fixture
def about(db):
    Partnership.load(), Navigation.load()  # made when first asked for, which counts as a change
    return make_standard_page("What we do", slug="what-we-do")


def test_whoever_is_not_signed_in_is_shown_a_kept_page_without_a_question_to_the_database(
    client, about, django_assert_num_queries
):
    first = client.get(about.url)
    with django_assert_num_queries(0):
        second = client.get(about.url)
    assert (second.status_code, second.content, dict(second.items())) == (200, first.content, dict(first.items()))
    assert "default-src 'none'" in second["Content-Security-Policy"]


def test_a_page_of_somebody_who_is_signed_in_is_shown_to_nobody_else(client, about):
    person = PersonFactory(name="Amina Begum")
    sign_in(client, person)
    assert "Your account" in words_of(client, about)
    client.logout()
    assert "Your account" not in words_of(client, about)


def test_whoever_is_signed_in_is_not_shown_what_is_kept(client, about):
    words_of(client, about)
    sign_in(client, PersonFactory())
    assert "Your account" in words_of(client, about)


def test_what_an_editor_publishes_is_shown_at_once(client, about):
    words_of(client, about)
    about.title = "What we do together"
    about.save_revision().publish()
    assert "What we do together" in words_of(client, about)


def test_a_page_that_is_taken_down_is_gone_at_once(client, about):
    words_of(client, about)
    about.unpublish()
    assert client.get(about.url).status_code == 404


def test_the_partnerships_name_changes_at_once_for_everybody(client, about):
    sign_in(client, PersonFactory())
    partnership = Partnership.load()
    partnership.name = "Riverside Partnership"
    partnership.save()
    assert "Riverside Partnership" in words_of(client, about)
    partnership.name = "Hillside Partnership"
    partnership.save()
    assert "Hillside Partnership" in words_of(client, about)


def test_a_session_is_listed_moved_and_called_off_at_once(client):
    at = timezone.now()
    about = make_course_page()
    assert "/book/" not in words_of(client, about)
    session = SessionFactory(course=about.course, starts_at=at + timedelta(days=9))
    assert f"/sessions/{session.pk}/" in words_of(client, about)
    shown = client.get(f"/sessions/{session.pk}/").content
    later = {"starts_at": session.starts_at + timedelta(days=1), "ends_at": session.ends_at + timedelta(days=1)}
    sessions.change_session(session=session, **later, by=None, at=at)
    assert client.get(f"/sessions/{session.pk}/").content != shown
    sessions.cancel_session(session=session, by=None, at=at)
    assert "This session has been cancelled" in client.get(f"/sessions/{session.pk}/").content.decode()
    assert f"/sessions/{session.pk}/" not in words_of(client, about)


@pytest.mark.parametrize(
    ("rule", "of"),
    [("sectors", SectorFactory), ("role_groups", RoleGroupFactory), ("areas", LocalAuthorityFactory)],
)
def test_what_is_kept_is_forgotten_where_only_whom_a_session_is_for_changes(rule, of):
    session = SessionFactory()
    for chosen in ([of()], []):
        keeping.keep("page:x", "the old words", generation=keeping.look("page:x")[1])
        sessions.change_session(session=session, **{rule: chosen}, by=None, at=timezone.now())
        assert keeping.look("page:x")[0] is None


def test_a_page_that_is_made_private_is_shown_to_nobody_else_at_once_and_again_once_it_is_not(client, about):
    words_of(client, about)
    private = PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(about.url).status_code == 302
    private.delete()
    assert "What we do" in words_of(client, about)


def test_what_was_made_before_a_change_and_kept_after_it_is_never_shown(client, about):
    """A slow request reads the old words, an editor publishes, and only then is the slow request's page kept."""
    kept, generation = keeping.look("page:x")
    keeping.forget()
    keeping.keep("page:x", "the old words", generation=generation)
    assert (kept, keeping.look("page:x")[0]) == (None, None)


def test_a_kept_page_is_forgotten_after_a_minute(client, about, time_machine, noon):
    time_machine.move_to(noon, tick=False)
    words_of(client, about)
    StandardPage.objects.filter(pk=about.pk).update(title="Changed behind our back")
    time_machine.shift(59)
    assert "Changed behind our back" not in words_of(client, about)
    time_machine.shift(2)
    assert "Changed behind our back" in words_of(client, about)


def kept_pages():
    return [key for key in cache._cache if ":page:" in key]


def test_what_must_be_true_at_the_moment_is_not_kept(client, noon):
    held = BookingFactory(session=SessionFactory(starts_at=noon))
    attendance = mark(booking=held, status="present", by=None, at=noon)
    certificate = issue(attendance_id=attendance.pk, at=held.session.ends_at)
    session, draft = SessionFactory(), SessionFactory(status=SessionStatus.DRAFT)
    for path in (
        f"/verify/{certificate.number}/",
        f"/bookings/{held.key}/",
        "/bookings/",
        "/account/login/",
        "/search/",
        "/health/",
        f"/sessions/{session.pk}/book/",
        f"/sessions/{session.pk}/?cohort=x",
        f"/sessions/{draft.pk}/",
        "/nothing-here/",
    ):
        client.get(path)
    assert kept_pages() == []
    client.get(f"/sessions/{session.pk}/")
    assert len(kept_pages()) == 1


def test_two_names_of_the_site_are_kept_apart(client, about):
    client.get(about.url, headers={"host": "one.example.org"})
    client.get(about.url, headers={"host": "two.example.org"})
    assert len(kept_pages()) == 2
