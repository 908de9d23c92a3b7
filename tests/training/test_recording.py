"""Keeping claims: each once, whoever sends it, however often and in whatever order."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.conftest import NOON
from tests.factories import BookingFactory, PersonFactory, SessionFactory
from training.attendance.operations import Answer, Mark, Said, mark, mark_several, record
from training.attendance.queries import closed_at
from training.bookings import operations as bookings
from training.models import Attendance, AttendanceStatus, Claim, ClaimSource, ClosedRegister

pytestmark = pytest.mark.django_db
PRESENT, LATE, LEFT_EARLY, ABSENT, APOLOGY = AttendanceStatus
REGISTER, SCAN, SELF, WEBINAR, SIGNED_LIST, BOOKING = ClaimSource
LATER = NOON + timedelta(hours=5)


@pytest.fixture
def booking(noon):
    """A confirmed place in a session of two hours that starts at noon; ninety minutes earn the certificate."""
    return BookingFactory(session=SessionFactory(starts_at=noon))


@pytest.fixture
def fay():
    return PersonFactory(name="Fay Facilitator")


@pytest.fixture
def finn():
    return PersonFactory(name="Finn Facilitator")


def said(booking, status=PRESENT, source=REGISTER, *, minute=0, saw=0, **facts):
    """What a device tells that was without a signal."""
    then = NOON + timedelta(minutes=minute)
    return Said(booking.pk, status, source, saw=saw, device_at=then, made_at=then, **facts)


def tell(booking, *claims, by=None, at=LATER):
    return [outcome.answer for outcome in record(session=booking.session, said=claims, by=by, at=at)]


def standing():
    return Attendance.objects.values_list("status", "minutes", "met_rule", "is_disputed").get()


# --- Each once -----------------------------------------------------------------------------------------------------


def test_a_claim_that_is_sent_twice_is_kept_once(booking, fay):
    claims = [said(booking), said(booking, LATE, minutes=100, minute=3)]
    assert tell(booking, *claims, by=fay) == [Answer.KEPT, Answer.KEPT]
    assert tell(booking, *claims, by=fay) == [Answer.SAYS_NOTHING_NEW] * 2
    assert tell(booking, claims[0], claims[0], by=fay, at=LATER + timedelta(days=1)) == [Answer.SAYS_NOTHING_NEW] * 2
    assert (Claim.objects.count(), standing()) == (2, (LATE, 100, True, False))


def test_a_claim_that_is_twice_in_one_batch_is_kept_once(booking):
    claim = said(booking)
    assert tell(booking, claim, claim) == [Answer.KEPT, Answer.SAYS_NOTHING_NEW]
    assert Claim.objects.get().uid == claim.uid


def test_two_devices_that_marked_alike_agree_and_both_are_kept(booking, fay, finn):
    assert tell(booking, said(booking, minute=1), by=fay) == [Answer.KEPT]
    assert tell(booking, said(booking, minute=2), by=finn) == [Answer.KEPT]
    assert standing() == (PRESENT, 120, True, False)


@pytest.mark.parametrize("first", [0, 1])
def test_two_devices_that_marked_differently_come_to_one_result_and_wait_to_be_decided(booking, fay, finn, first):
    of_two = [(said(booking, PRESENT, minute=1), fay), (said(booking, ABSENT, minute=2), finn)]
    for claim, by in (of_two[first], of_two[1 - first]):
        tell(booking, claim, by=by)
    assert standing() == (ABSENT, 0, False, True)


def test_a_decision_on_a_page_that_showed_everything_settles_it(booking, fay, finn):
    tell(booking, said(booking, PRESENT, minute=1), by=fay)
    tell(booking, said(booking, ABSENT, minute=2), by=finn)
    mark(booking=booking, status=ABSENT, by=fay, at=LATER)
    assert (Claim.objects.count(), standing()) == (3, (ABSENT, 0, False, False))
    tell(booking, said(booking, PRESENT, minute=3), by=finn)
    assert standing() == (ABSENT, 0, False, True)


def test_a_device_cannot_claim_to_have_seen_what_is_not_there_yet(booking, fay, finn):
    tell(booking, said(booking, ABSENT, minute=1, saw=9_999_999), by=fay)
    assert Claim.objects.get().saw == 0
    tell(booking, said(booking, PRESENT, minute=0), by=finn)
    assert standing() == (ABSENT, 0, False, True)


def test_two_marks_of_one_person_in_one_batch_have_seen_only_what_was_saved(booking, fay, finn):
    claims = [said(booking, ABSENT, minute=2, saw=None), said(booking, PRESENT, minute=3, saw=None)]
    tell(booking, *claims, by=fay)
    assert set(Claim.objects.values_list("saw", flat=True)) == {0}
    tell(booking, said(booking, ABSENT, minute=1), by=finn)
    assert standing() == (PRESENT, 120, True, True)


def test_what_is_imported_has_seen_nothing_and_settles_nothing(booking, fay, finn):
    tell(booking, said(booking, ABSENT, minute=1), by=fay)
    tell(booking, said(booking, PRESENT, minute=2), by=finn)
    tell(booking, Said(booking.pk, PRESENT, WEBINAR, minutes=100), by=fay)
    assert standing() == (PRESENT, 120, True, True)


def test_a_second_scan_says_nothing_new_whether_it_is_kept_or_not(booking):
    assert tell(booking, said(booking, source=SCAN, minute=1)) == [Answer.KEPT]
    assert tell(booking, Said(booking.pk, PRESENT, SCAN)) == [Answer.SAYS_NOTHING_NEW]
    assert tell(booking, said(booking, source=SCAN, minute=3)) == [Answer.SAYS_NOTHING_NEW]
    assert Claim.objects.count() == 2


def test_a_scan_that_arrives_late_still_tells_that_somebody_came_after_they_were_marked_absent(booking, fay, finn):
    mark(booking=booking, status=PRESENT, by=fay, at=NOON)
    tell(booking, said(booking, source=SCAN, minute=12), by=fay)
    tell(booking, said(booking, ABSENT, minute=10), by=finn)
    assert standing() == (PRESENT, 120, True, False)


def test_a_list_or_log_that_says_again_what_it_said_is_not_kept_again(booking):
    for source, facts in ((WEBINAR, {"minutes": 100}), (SIGNED_LIST, {}), (SELF, {})):
        assert tell(booking, Said(booking.pk, PRESENT, source, **facts)) == [Answer.KEPT]
        assert tell(booking, Said(booking.pk, PRESENT, source, **facts)) == [Answer.SAYS_NOTHING_NEW]
    assert tell(booking, Said(booking.pk, PRESENT, WEBINAR, minutes=101)) == [Answer.KEPT]


# --- What is refused -----------------------------------------------------------------------------------------------


def test_of_a_batch_only_what_cannot_be_kept_is_refused(booking, noon):
    elsewhere = BookingFactory(session=SessionFactory(starts_at=noon))
    given_back = BookingFactory(session=booking.session, status="cancelled", confirmed_at=None)
    claims = [
        said(elsewhere), said(given_back), said(booking, "asleep"), said(booking, LATE),
        said(booking, LATE, minutes=121), said(booking, PRESENT, WEBINAR), said(booking, APOLOGY),
    ]  # fmt: skip
    outcomes = record(session=booking.session, said=claims, by=None, at=LATER)
    assert [type(each.refusal).__name__ for each in outcomes] == [
        "NotExpected", "NotExpected", "MarkRefused", "MinutesNeeded", "MinutesNeeded", "MinutesNeeded", "NoneType",
    ]  # fmt: skip
    assert (Claim.objects.count(), standing()) == (1, (APOLOGY, 0, False, False))


def test_a_device_whose_clock_is_ahead_makes_no_claim_after_it_is_received(booking):
    ahead = LATER + timedelta(days=400)
    tell(booking, Said(booking.pk, PRESENT, REGISTER, saw=0, device_at=ahead))
    claim = Claim.objects.get()
    assert (claim.device_at, claim.made_at, claim.received_at) == (ahead, LATER, LATER)


# --- Once the register is closed -----------------------------------------------------------------------------------


@pytest.fixture
def closed(booking):
    """Closed an hour after noon."""
    ClosedRegister.objects.create(session=booking.session, closed_at=NOON + timedelta(hours=1))
    assert closed_at(booking.session) == NOON + timedelta(hours=1)
    return booking


def test_what_was_marked_before_the_closing_is_kept_though_it_arrives_after_it(closed):
    assert tell(closed, said(closed, ABSENT, minute=60), said(closed, source=SCAN, minute=10)) == [Answer.KEPT] * 2


@pytest.mark.parametrize("source", [REGISTER, SCAN, SELF])
def test_what_is_marked_after_the_closing_is_refused_in_words(closed, source):
    [outcome] = record(session=closed.session, said=[said(closed, source=source, minute=61)], by=None, at=LATER)
    assert str(outcome.refusal) == (
        "This register was closed on Tuesday 10 March 2026, 1pm. Open it again to change it."
    )
    assert Claim.objects.count() == 0


def test_a_claim_that_was_kept_is_known_though_the_register_was_closed_since(booking):
    claim = said(booking, minute=90)
    tell(booking, claim)
    ClosedRegister.objects.create(session=booking.session, closed_at=NOON + timedelta(minutes=30))
    assert tell(booking, claim) == [Answer.SAYS_NOTHING_NEW]


def test_lists_logs_and_decisions_are_taken_after_the_closing(closed):
    late = [
        said(closed, ABSENT), Said(closed.pk, PRESENT, WEBINAR, minutes=40), Said(closed.pk, PRESENT, SIGNED_LIST),
        Said(closed.pk, PRESENT, REGISTER, minutes=40, settles=True),
    ]  # fmt: skip
    assert tell(closed, *late) == [Answer.KEPT] * 4
    assert standing() == (PRESENT, 40, False, False)


# --- Several at once -----------------------------------------------------------------------------------------------


def about_training(queries):
    return [query["sql"] for query in queries if '"training_' in query["sql"]]


def test_a_batch_asks_the_database_as_often_for_one_person_as_for_fifty(noon, fay):
    session = SessionFactory(starts_at=noon, capacity=100)

    def batch(number):
        return [said(booking) for booking in BookingFactory.create_batch(number, session=session)]

    counts = []
    for claims in (batch(1), batch(50)):
        again = [Said(each.booking_id, ABSENT, REGISTER, uid=uuid4(), saw=0) for each in claims]
        for sent in (claims, claims, again):
            with CaptureQueriesContext(connection) as queries:
                record(session=session, said=sent, by=fay, at=LATER)
            counts.append(len(about_training(queries)))
    assert counts[:3] == counts[3:]
    assert counts[:3] == [6, 5, 7]


def test_several_marks_of_a_page_are_saved_but_those_that_others_made_meanwhile(noon, fay):
    session = SessionFactory(starts_at=noon)
    ada, ben, cem, dee = BookingFactory.create_batch(4, session=session)
    first = mark(booking=ada, status=PRESENT, by=None, at=noon).claims.get().pk
    mark(booking=ben, status=LATE, minutes=60, by=None, at=noon)
    mark(booking=cem, status=ABSENT, by=None, at=noon)
    bookings.cancel(booking=dee, by=None, at=noon - timedelta(hours=1))
    marks = [Mark(ada.pk, LATE, 100, first), Mark(ben.pk, PRESENT, None, 0), Mark(cem.pk, ABSENT, None, 0),
             Mark(dee.pk, PRESENT, None, 0)]  # fmt: skip
    marked = mark_several(session=session, marks=marks, by=fay, at=noon)
    assert (marked.number, marked.meanwhile) == (1, sorted([ben.pk, dee.pk]))
    assert dict(Attendance.objects.values_list("booking", "status")) == {
        ada.pk: LATE, ben.pk: LATE, cem.pk: ABSENT
    }  # fmt: skip


def test_the_log_says_how_many_claims_came_and_names_nobody(booking, fay):
    other = BookingFactory(session=booking.session)
    tell(booking, said(booking), said(other), by=fay)
    entry = ModelLogEntry.objects.get(action="training.register.receive")
    assert (entry.user, entry.data) == (fay, {"claims": 2, "people": 2, "source": "register"})


# --- The order of arrival ------------------------------------------------------------------------------------------

TOLD = st.tuples(
    st.sampled_from([REGISTER, REGISTER, SCAN]), st.sampled_from([PRESENT, LATE, ABSENT]), st.integers(0, 3),
    st.sampled_from([30, 95]), st.integers(0, 1),
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(TOLD, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_queues_of_two_devices_in_any_order_and_sent_twice_come_to_one_result(fay, finn, told, random):
    session, results = SessionFactory(starts_at=NOON), []
    for turn in range(2):
        booking = BookingFactory(session=session)
        queue = [
            (said(booking, status if source == REGISTER else PRESENT, source, minute=minute, minutes=minutes,
                  uid=UUID(int=booking.pk * 10 + number)), (fay, finn)[who])
            for number, (source, status, minute, minutes, who) in enumerate(told)
        ] * 2  # fmt: skip
        if turn:
            random.shuffle(queue)
        for claim, by in queue:
            record(session=session, said=[claim], by=by, at=LATER)
        entry = Attendance.objects.get(booking=booking)
        results.append((entry.status, entry.minutes, entry.is_disputed, entry.claims.count()))
    assert results[0] == results[1]
    assert results[0][3] == len(told)
