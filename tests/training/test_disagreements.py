"""People of whom claims disagree: what is shown, who decides, and what waits for it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, PersonFactory, SessionFactory, staff_member
from tests.sign_in import sign_in as sign_in_as
from training.attendance.operations import MarkedMeanwhile, NotExpected, Said, close_register, decide, mark, record
from training.attendance.queries import disagreements
from training.certificates.queries import owed
from training.models import Attendance, Claim, ClaimSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(noon):
    return noon + timedelta(hours=4)


def dispute(session, noon, name="Ada"):
    """Marked present by Fay at five past, and by the webinar's log for forty minutes, received hours later."""
    booking = BookingFactory(session=session, name=name)
    mark(booking=booking, status="present", by=session.facilitators.get(), at=noon + timedelta(minutes=5))
    said = Said(booking.pk, "present", ClaimSource.WEBINAR, minutes=40, made_at=noon + timedelta(minutes=40))
    record(session=session, said=[said], by=None, at=noon + timedelta(hours=3))
    return booking


def latest():
    return Claim.objects.latest("pk").pk


def of(source):
    return Claim.objects.get(source=source).pk


def standing():
    return Attendance.objects.values_list("status", "minutes", "met_rule", "is_disputed").get()


# --- Deciding ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [(ClaimSource.REGISTER, ("present", 120, True, False)), (ClaimSource.WEBINAR, ("present", 40, False, False))],
)
def test_one_claim_is_believed_and_that_settles_it(session, noon, later, facilitator, source, expected):
    dispute(session, noon)
    assert standing() == ("present", 120, True, True)
    decide(session=session, claim_id=of(source), saw=latest(), by=facilitator, at=later)
    assert standing() == expected
    decision = Claim.objects.latest("pk")
    assert (decision.source, decision.made_by, decision.saw) == (ClaimSource.REGISTER, facilitator, decision.pk - 1)


def test_deciding_twice_is_deciding_once(session, noon, later, facilitator):
    dispute(session, noon)
    saw, register, log = latest(), of(ClaimSource.REGISTER), of(ClaimSource.WEBINAR)
    decide(session=session, claim_id=log, saw=saw, by=facilitator, at=later)
    decide(session=session, claim_id=register, saw=saw, by=facilitator, at=later)
    assert (Claim.objects.count(), standing()) == (3, ("present", 40, False, False))


def test_it_is_decided_after_the_register_is_closed_too(session, noon, later, facilitator):
    dispute(session, noon)
    close_register(session=session, by=facilitator, at=noon + timedelta(hours=2))
    decide(session=session, claim_id=of(ClaimSource.WEBINAR), saw=latest(), by=facilitator, at=later)
    assert standing() == ("present", 40, False, False)


def test_nothing_is_decided_without_all_that_was_said_in_sight(session, noon, later, facilitator):
    booking = dispute(session, noon)
    saw = latest()
    record(session=session, said=[Said(booking.pk, "present", ClaimSource.SIGNED_LIST)], by=None, at=later)
    with pytest.raises(MarkedMeanwhile, match="Something else was said meanwhile"):
        decide(session=session, claim_id=of(ClaimSource.REGISTER), saw=saw, by=facilitator, at=later)
    assert standing()[3] is True


def test_no_claim_of_another_session_is_believed(session, noon, later, facilitator):
    other = SessionFactory(starts_at=noon)
    other.facilitators.add(facilitator)
    dispute(other, noon)
    for claim in (latest(), 0):
        with pytest.raises(NotExpected):
            decide(session=session, claim_id=claim, saw=latest(), by=facilitator, at=later)


# --- What waits for it ---------------------------------------------------------------------------------------------


def test_no_certificate_is_owed_until_it_is_decided_and_then_it_is(session, noon, later, facilitator):
    dispute(session, noon)
    assert list(owed(later)) == []
    decide(session=session, claim_id=of(ClaimSource.REGISTER), saw=latest(), by=facilitator, at=later)
    assert list(owed(later)) == list(Attendance.objects.all())


# --- The pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def phone(client, facilitator, time_machine, later):
    time_machine.move_to(later, tick=False)
    return sign_in_as(client, facilitator)


def address(session):
    return f"/sessions/{session.pk}/disagreements/"


def test_each_claim_is_shown_in_words_with_what_can_be_decided(phone, session, noon):
    dispute(session, noon)
    page = BeautifulSoup(phone.get(address(session)).content, "html.parser")
    assert [" ".join(each.get_text(" ").split()) for each in page.select(".disagreement__words li")] == [
        "Present Marked by Fay Facilitator at 12:05pm",
        "Present: 40 of 120 minutes From the webinar’s log at 12:40pm (received at 3pm)",
    ]
    assert [each.get_text() for each in page.select(".disagreement__choices button")] == [
        "Present: Ada", "Present: 40 of 120 minutes: Ada"
    ]  # fmt: skip


def test_a_clock_that_was_put_right_and_another_day_are_told(session, noon):
    booking = dispute(session, noon)
    said = Said(
        booking.pk, "absent", ClaimSource.REGISTER, saw=0, device_at=noon - timedelta(days=1),
        made_at=noon + timedelta(minutes=20),
    )  # fmt: skip
    record(session=session, said=[said], by=PersonFactory(name="Finn"), at=noon + timedelta(days=1))
    [found] = disagreements(session)
    [word] = [word for word in found.words if word.claimed == "Absent"]
    assert (word.says, word.arrived) == (
        "Marked by Finn at 12:20pm",
        "the device’s clock said midday on Monday 9 March 2026, received at midday on Wednesday 11 March 2026",
    )


def test_a_touch_decides_and_says_so(phone, session, noon):
    dispute(session, noon)
    data = {"believe": of(ClaimSource.WEBINAR), "saw": latest()}
    page = phone.post(address(session), data, follow=True).content.decode()
    assert "Decided for Ada: present, 40 of 120 minutes." in page
    assert "Nothing to decide" in page
    assert standing() == ("present", 40, False, False)


@pytest.mark.parametrize("data", [{}, {"believe": "nobody", "saw": "-"}, {"believe": "9" * 40, "saw": "9" * 40}])
def test_nonsense_decides_nothing(phone, session, noon, data):
    dispute(session, noon)
    assert phone.post(address(session), data).status_code == 302
    assert standing()[3] is True


def test_the_day_the_list_and_the_register_say_how_many_wait(phone, session, noon):
    dispute(session, noon, "Ada")
    dispute(session, noon, "Ben")
    assert "2 people wait for you to decide" in phone.get("/sessions/today/").content.decode()
    assert "2 people wait to be decided on" in phone.get(f"/sessions/{session.pk}/register/").content.decode()
    page = BeautifulSoup(phone.get("/sessions/disagreements/").content, "html.parser")
    assert " ".join(page.select_one(".day-card__numbers").get_text().split()) == "2 people to decide on"


def test_a_facilitator_sees_only_what_waits_in_their_own_sessions(phone, client, noon):
    other = SessionFactory(starts_at=noon)
    other.facilitators.add(PersonFactory())
    dispute(other, noon)
    assert "wait for you to decide" not in phone.get("/sessions/today/").content.decode()
    assert "Nothing to decide" in phone.get("/sessions/disagreements/").content.decode()
    assert phone.get(address(other)).status_code == 403
    sign_in_as(client, staff_member(StaffRole.PROGRAMME_MANAGER))
    assert "1 person waits for you to decide" in client.get("/sessions/today/").content.decode()
    assert client.get(address(other)).status_code == 200


def test_the_page_asks_the_database_as_often_for_one_person_as_for_thirty(phone, session, noon):
    def counted(number):
        for each in range(number):
            dispute(session, noon, f"Person {each}")
        with CaptureQueriesContext(connection) as queries:
            phone.get(address(session))
        return len(queries)

    counted(1)
    assert counted(1) == counted(28)


def test_staff_see_in_the_admin_who_waits_and_are_led_to_where_it_is_decided(sign_in, client, session, noon):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    path = "/admin/training/attendance-to-decide/"
    assert "Nobody waits for you" in client.get(path).content.decode()
    booking = dispute(session, noon)
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert page.find("a", string=lambda text: text and text.strip() == "Ada")["href"] == (
        f"{address(session)}#person-{booking.pk}"
    )
    for verb in ("new/", f"edit/{booking.attendance.pk}/", f"delete/{booking.attendance.pk}/"):
        assert client.get(path + verb).status_code in (302, 404)


@pytest.mark.parametrize("role", [StaffRole.EDITOR, StaffRole.ANALYST, StaffRole.FACILITATOR])
def test_nobody_else_sees_them_in_the_admin(sign_in, client, role):
    sign_in(role)
    assert client.get("/admin/training/attendance-to-decide/").status_code == 302
