"""Asking to be told of a date, setting it, and who is invited: in order, once, and nobody in vain."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.accounts.operations import open_account
from tests.factories import (
    BookingFactory,
    CourseFactory,
    InterestFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    RoleGroupFactory,
    SessionFactory,
    UndatedSessionFactory,
    VenueFactory,
)
from tests.letters import letters
from training.bookings import operations
from training.bookings.queries import number_in_order
from training.models import Approval, Booking, BookingStatus, Interest, Session, SessionStatus
from training.sessions import operations as sessions
from training.sessions.operations import AlreadyDated, CannotBeDraft, NotAskedAbout, SessionOver, UndatedWithdrawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def undated():
    return UndatedSessionFactory()


def asks(undated, who="sam@example.org", *, by=None, days_ago=0, **facts):
    person = by or PersonFactory.build(role=RoleFactory(), organisation=OrganisationFactory())
    facts = {"name": person.name, "role": person.role, "organisation": person.organisation, **facts}
    email = by.email if by else who
    at = timezone.now() - timedelta(days=days_ago)
    return operations.ask_to_be_told(undated=undated, email=email, **facts, by=by, at=at)


def sets_date(undated, **facts):
    starts_at = timezone.now() + timedelta(days=20)
    facts = {
        "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "mode": "in_person",
        "venue": VenueFactory(), "capacity": 2, **facts,
    }  # fmt: skip
    return operations.set_date(undated=undated, **facts, by=None, at=timezone.now())


def statuses(session):
    return list(Booking.objects.filter(session=session).order_by("booked_at").values_list("email", "status"))


def subjects():
    return [(email.to[0], email.subject.partition(":")[0]) for email in letters()]


@pytest.fixture(autouse=True)
def every_rule_holds_in_the_end(db, capsys):
    yield
    call_command("check_invariants")
    assert capsys.readouterr().out == "Every rule holds.\n"


def test_who_asks_is_noted_and_sent_the_way_to_take_it_back(undated):
    interest = asks(undated, "Sam@Example.org", name=" Sam   Example ")
    assert (interest.email, interest.name, interest.person) == ("sam@example.org", "Sam Example", None)
    [letter] = letters()
    assert letter.subject == f"We will tell you when the date is set: {undated.course.title}"
    assert f"/interests/{interest.key}/" in letter.message
    assert ModelLogEntry.objects.filter(action="training.interest.ask").get().label == f"Interest {interest.pk}"


def test_asking_twice_changes_nothing(undated):
    first = asks(undated, days_ago=3)
    again = asks(undated, name="Somebody Else")
    assert (again.pk, again.name, again.asked_at) == (first.pk, first.name, first.asked_at)
    assert letters().count() == 1


def test_a_person_whose_address_was_changed_asks_once(undated):
    person = PersonFactory(email="old@example.org")
    first = asks(undated, by=person)
    person.email = "new@example.org"
    person.save()
    assert asks(undated, by=person) == first


def test_nobody_asks_with_the_address_of_somebody_else(undated):
    with pytest.raises(operations.NotYourAddress):
        operations.ask_to_be_told(
            undated=undated, email="other@example.org", name="Sam", role=RoleFactory(),
            organisation=OrganisationFactory(), by=PersonFactory(), at=timezone.now(),
        )  # fmt: skip
    assert Interest.objects.count() == 0


def test_who_is_signed_in_keeps_what_they_said_as_their_profile(undated):
    person, organisation = PersonFactory(), OrganisationFactory()
    asks(undated, by=person, organisation=organisation)
    person.refresh_from_db()
    assert person.organisation == organisation


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"withdrawn_at": timezone.now()}, UndatedWithdrawn),
        ({"is_announced": False}, NotAskedAbout),
        ({"course__is_active": False}, NotAskedAbout),
    ],
)
def test_what_collects_no_interest_refuses(facts, refusal):
    with pytest.raises(refusal):
        asks(UndatedSessionFactory(**facts))
    assert (Interest.objects.count(), Email.objects.count()) == (0, 0)


def test_what_was_taken_back_can_be_asked_again_at_the_end_of_the_order(undated):
    first = asks(undated, "first@example.org", days_ago=3)
    second = asks(undated, "second@example.org", days_ago=2)
    for _ in range(2):
        operations.take_back_interest(interest=first, by=None, at=timezone.now())
    assert number_in_order(second) == 1
    again = asks(undated, "first@example.org")
    assert (again.pk != first.pk, number_in_order(again)) == (True, 2)
    assert ModelLogEntry.objects.filter(action="training.interest.take_back").count() == 1


def test_setting_the_date_offers_places_in_the_order_of_asking_and_tells_each_once(undated):
    for days, who in ((1, "third"), (9, "first"), (5, "second")):
        asks(undated, f"{who}@example.org", days_ago=days)
    Email.objects.all().delete()
    dated = sets_date(undated)
    assert (dated.offered, dated.waiting, dated.kept_out) == (2, 1, 0)
    session = Session.objects.get()
    assert (session.status, session.course, session.places_held) == (SessionStatus.SCHEDULED, undated.course, 2)
    assert statuses(session) == [
        ("first@example.org", "offered"), ("second@example.org", "offered"), ("third@example.org", "waiting"),
    ]  # fmt: skip
    assert sorted(subjects()) == [
        ("first@example.org", "A place for you"),
        ("second@example.org", "A place for you"),
        ("third@example.org", "The date is set"),
    ]
    assert "You asked us to tell you when this session has a date." in letters()[0].message
    assert "Your place in line: Number 1" in letters()[2].message
    undated.refresh_from_db()
    assert undated.session == session
    assert set(Interest.objects.values_list("booking__email", flat=True)) == {
        f"{n}@example.org" for n in ("first", "second", "third")
    }


def test_setting_it_twice_makes_one_session_and_says_nothing_twice(undated):
    asks(undated)
    sets_date(undated)
    with pytest.raises(AlreadyDated) as refused:
        sets_date(undated)
    assert refused.value.session == Session.objects.get()
    assert [subject for _, subject in subjects()] == ["We will tell you when the date is set", "A place for you"]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"starts_at": timezone.now() - timedelta(days=1)}, SessionOver),
        ({"status": SessionStatus.DRAFT}, CannotBeDraft),
    ],
)
def test_a_date_that_cannot_be_changes_nothing(undated, facts, refusal):
    asks(undated)
    with pytest.raises(refusal):
        sets_date(undated, **facts)
    undated.refresh_from_db()
    assert (undated.session, Session.objects.count(), Booking.objects.count(), letters().count()) == (None, 0, 0, 1)


def test_who_accepts_has_the_place_and_who_declines_passes_it_on(undated):
    first, second = asks(undated, "first@example.org", days_ago=2), asks(undated, "second@example.org")
    session = sets_date(undated, capacity=1).session
    first.refresh_from_db()
    operations.cancel(booking=first.booking, by=None, at=timezone.now())
    second.refresh_from_db()
    assert operations.confirm(booking=second.booking, by=None, at=timezone.now()).status == BookingStatus.CONFIRMED
    assert statuses(session) == [("first@example.org", "cancelled"), ("second@example.org", "confirmed")]
    # The second was told of the date before: what came then is an ordinary offer.
    offer = letters().get(to="second@example.org", subject__startswith="A place")
    assert "You asked us to tell you" not in offer.message


def test_whom_the_rules_do_not_let_in_is_told_the_date_and_why_and_jams_nobody(undated):
    police = RoleFactory(name="Police officer", group=RoleGroupFactory(name="Policing"))
    asks(undated, "teacher@example.org", days_ago=3)
    asks(undated, "officer@example.org", role=police, days_ago=1)
    dated = sets_date(undated, capacity=1, role_groups=[police.group])
    assert (dated.offered, dated.waiting, dated.kept_out) == (1, 0, 1)
    assert statuses(dated.session) == [("officer@example.org", "offered")]
    [told] = letters().filter(to="teacher@example.org", subject__startswith="The date is set")
    assert "This session is for people whose role is in Policing." in told.message
    kept_out = Interest.objects.get(email="teacher@example.org")
    assert (kept_out.booking, kept_out.withdrawn_at is None) == (None, False)


def test_a_course_that_must_be_done_before_is_asked_of_whoever_has_the_address_by_now(undated):
    before = CourseFactory()
    asks(undated, "stranger@example.org", days_ago=2)
    asks(undated, "later@example.org", days_ago=1)  # opens an account only afterwards, and has done it
    has_done = open_account(email="later@example.org", by=None, at=timezone.now())
    operations.has_done.append(lambda person, course: (person, course) == (has_done, before))
    try:
        dated = sets_date(undated, prerequisite=before)
    finally:
        operations.has_done.pop()
    assert statuses(dated.session) == [("later@example.org", "offered")]
    [told] = letters().filter(to="stranger@example.org", subject__startswith="The date is set")
    assert f"This session follows on from {before.title}." in told.message


def test_a_clash_costs_nobody_their_turn_and_is_asked_when_they_accept(undated):
    person = PersonFactory()
    interest = asks(undated, by=person)
    other = BookingFactory(person=person, session=SessionFactory(starts_at=timezone.now() + timedelta(days=20)))
    operations.make_emails(at=timezone.now())
    other.notices.create(kind="booking_confirmed", sequence=0, made_at=timezone.now(), queued_at=timezone.now())
    sets_date(undated, starts_at=other.session.starts_at, ends_at=other.session.ends_at)
    interest.refresh_from_db()
    assert interest.booking.status == BookingStatus.OFFERED
    with pytest.raises(operations.NotEligible, match="at the same time"):
        operations.confirm(booking=interest.booking, by=None, at=timezone.now())
    operations.cancel(booking=other, by=None, at=timezone.now())
    assert operations.confirm(booking=interest.booking, by=None, at=timezone.now()).status == BookingStatus.CONFIRMED


def test_an_organisation_with_as_many_places_as_it_may_have_is_passed_over(undated):
    school = OrganisationFactory()
    for number in range(3):
        asks(undated, f"school{number}@example.org", organisation=school, days_ago=9 - number)
    asks(undated, "club@example.org")
    dated = sets_date(undated, capacity=3, places_per_organisation=1)
    assert [status for _, status in statuses(dated.session)] == ["offered", "waiting", "waiting", "offered"]


def test_fair_share_goes_before_the_order_of_asking(undated):
    here, there = LocalAuthorityFactory(), LocalAuthorityFactory()
    for number, area in enumerate((here, here, there)):
        asks(
            undated,
            f"{number}@example.org",
            organisation=OrganisationFactory(local_authority=area),
            days_ago=9 - number,
        )
    dated = sets_date(undated, fairness="by_area")
    assert [status for _, status in statuses(dated.session)] == ["offered", "waiting", "offered"]


def test_in_a_hybrid_session_those_whom_the_room_cannot_hold_are_offered_places_online():
    undated = UndatedSessionFactory(mode="hybrid")
    for number in range(4):
        asks(undated, f"{number}@example.org", days_ago=9 - number)
    session = sets_date(undated, mode="hybrid", capacity=3, online_capacity=1).session
    taken = list(session.bookings.order_by("booked_at").values_list("online", "status"))
    assert taken == [(False, "offered"), (False, "offered"), (True, "offered"), (False, "waiting")]
    assert (
        "The place is online: once it is yours, you can change how you join."
        in letters().get(to="2@example.org", subject__startswith="A place").message
    )


def test_where_managers_must_agree_they_are_asked_for_when_the_place_is_accepted(undated):
    careful = OrganisationFactory(asks_for_approval=True)
    interest = asks(undated, organisation=careful)
    sets_date(undated)
    interest.refresh_from_db()
    for named in ("", "SAM@example.org"):
        with pytest.raises(operations.ManagerNeeded):
            operations.confirm(booking=interest.booking, manager_email=named, by=None, at=timezone.now())
    for _ in range(2):
        held = operations.confirm(
            booking=interest.booking, manager_email="Boss@example.org", by=None, at=timezone.now()
        )
    assert (held.status, Approval.objects.get().manager_email) == (BookingStatus.AWAITING_APPROVAL, "boss@example.org")
    assert letters().filter(to="boss@example.org").count() == 1
    operations.approve(approval=held.approval, at=timezone.now())
    assert Booking.objects.get().status == BookingStatus.CONFIRMED


def test_one_person_who_asked_from_two_addresses_is_invited_once(undated):
    person = PersonFactory()
    InterestFactory(
        undated=undated, person=person, email="old@example.org", asked_at=timezone.now() - timedelta(days=1)
    )
    InterestFactory(
        undated=undated, person=None, email=person.email, name="Sam", role=person.role, organisation=person.organisation
    )
    dated = sets_date(undated)
    assert (dated.offered, statuses(dated.session)) == (1, [("old@example.org", "offered")])


def test_a_wish_that_became_a_place_in_line_is_given_up_as_any_other(undated):
    interest = asks(undated)
    sets_date(undated)
    with pytest.raises(AlreadyDated):
        operations.take_back_interest(interest=interest, by=None, at=timezone.now())


def test_who_took_it_back_before_the_date_is_not_invited(undated):
    operations.take_back_interest(interest=asks(undated), by=None, at=timezone.now())
    assert sets_date(undated).offered == 0
    assert Booking.objects.count() == 0


def test_withdrawing_tells_everyone_who_asked_once_and_ends_it(undated):
    asks(undated, "first@example.org")
    operations.take_back_interest(interest=asks(undated, "gone@example.org"), by=None, at=timezone.now())
    other = SessionFactory(course=undated.course)
    Email.objects.all().delete()
    for _ in range(2):
        sessions.withdraw_undated(undated=undated, by=None, at=timezone.now())
    [letter] = letters()
    assert (letter.to, letter.subject) == (
        ["first@example.org"],
        f"This session is no longer planned: {undated.course.title}",
    )
    assert f"/sessions/{other.pk}/" in letter.message
    for verb in (asks, sets_date):
        with pytest.raises(UndatedWithdrawn):
            verb(undated)


def test_once_there_is_a_date_it_is_neither_changed_nor_withdrawn(undated):
    sets_date(undated)
    with pytest.raises(AlreadyDated):
        sessions.withdraw_undated(undated=undated, by=None, at=timezone.now())
    with pytest.raises(AlreadyDated):
        sessions.change_undated(undated=undated, about_when="never", by=None, at=timezone.now())


def test_planning_and_changing_are_written_down_and_what_is_so_already_is_not():
    undated = sessions.plan_undated(
        course=CourseFactory(), about_when=" next  term ", mode="online", by=None, at=timezone.now()
    )
    assert undated.about_when == "next term"
    for _ in range(2):
        sessions.change_undated(undated=undated, about_when="in  spring", by=None, at=timezone.now())
    actions = list(ModelLogEntry.objects.order_by("pk").values_list("action", "data"))
    assert actions == [("training.undated.plan", {}), ("training.undated.change", {"changed": ["about_when"]})]
