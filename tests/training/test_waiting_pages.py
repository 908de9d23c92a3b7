"""Waiting, being offered a place, and changing one, on the pages of a booking."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Person
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SectorFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.letters import letters
from tests.training.booking_answers import answers, page, sent_page
from training.bookings import operations
from training.models import Booking, BookingNeeds, BookingStatus, FairnessPolicy, Session
from training.sessions.operations import SessionFull, change_session

pytestmark = pytest.mark.django_db


def url(verb, booking):
    return reverse(f"training:booking-{verb}", args=[booking.key])


def state(booking):
    booking.refresh_from_db()
    return booking.status


def full_session(**facts):
    session = SessionFactory(capacity=1, **facts)
    BookingFactory(session=session, person=PersonFactory(email="holder@example.org"))
    return session


def waits(session, person=None, **more):
    person = person or PersonFactory()
    facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation}
    return operations.wait(session_id=session.pk, **facts, **more, by=person, at=timezone.now())


def test_joining_a_full_session_is_one_step_and_leaving_is_another(client):
    session, person = full_session(), PersonFactory()
    client.force_login(person)
    first_look = client.get(page(session))
    assert first_look.status_code == 200
    assert "Join the waiting list" in first_look.text
    joined = client.post(page(session), {"wait": "1", "access": "A ramp"}, follow=True)
    booking = Booking.objects.get(person=person)
    assert "You are number 1 in line" in joined.text
    assert (booking.status, booking.needs.access) == (BookingStatus.WAITING, "A ramp")
    assert "Leave the waiting list" in client.get(url("cancel", booking)).text
    for _ in range(2):
        left = client.post(url("cancel", booking), follow=True)
    assert state(booking) == BookingStatus.CANCELLED
    assert '<h1 class="govuk-heading-l">You have left the waiting list</h1>' in left.text
    assert BookingNeeds.objects.count() == 0
    subjects = [email.subject.partition(":")[0] for email in letters()]
    assert subjects == ["You are on the waiting list", "You have left the waiting list"]


def test_a_stranger_who_was_too_late_joins_with_what_they_typed_and_the_link_of_the_offer_proves_the_address(client):
    session = full_session()
    late = client.post(page(session), answers())
    assert late.status_code == 409
    assert "Join the waiting list" in late.text
    assert client.post(page(session), {**answers(), "wait": "1"}).url == f"{sent_page(session)}?wait"
    booking = Booking.objects.get(email="sam@example.org")
    assert (booking.status, booking.person) == (BookingStatus.WAITING, None)
    # Nobody else learns of it.
    assert client.post(page(session), {**answers(), "wait": "1"}).url == f"{sent_page(session)}?wait"
    operations.cancel(booking=Booking.objects.get(email="holder@example.org"), by=None, at=timezone.now())
    assert state(booking) == BookingStatus.OFFERED
    assert "A place is free for you" in client.get(url("detail", booking)).text
    client.get(url("confirm", booking))
    assert state(booking) == BookingStatus.OFFERED  # opening the link changed nothing
    for _ in range(2):
        assert client.post(url("confirm", booking)).url == url("detail", booking)
    assert state(booking) == BookingStatus.CONFIRMED
    assert booking.person == Person.objects.get(email="sam@example.org")


def test_whoever_asked_to_wait_is_told_of_the_line_whatever_was_found(client):
    session = full_session()
    waits(session, PersonFactory(email="in-line@example.org"))
    told = []
    for email in ("new@example.org", "in-line@example.org", "holder@example.org"):
        shown = client.post(page(session), answers(email=email, wait="1"), follow=True).text
        told.append(shown.replace(email, "an address"))
    assert told[0] == told[1] == told[2]
    assert "When a place is free for you, we email you again" in told[0]
    for untrue in ("see your booking", "The first booking ends by itself"):
        assert (untrue in told[0], untrue in client.get(sent_page(session)).text) == (False, True)


def test_nobody_who_may_wait_is_promised_a_place_to_confirm(client):
    promises = ("We send you a link to confirm your place.", "We will send you an email to confirm your place.")
    free, full = client.get(page(SessionFactory())).text, client.get(page(full_session())).text
    assert [(promise in free, promise in full) for promise in promises] == [(True, False)] * 2


def test_an_answer_that_is_missing_leaves_whoever_waits_in_the_form_of_the_line(client):
    shown = client.post(page(full_session()), answers(name="", wait="1")).text
    assert ("Enter your name." in shown, "Join the waiting list" in shown, "Book my place" in shown) == (
        True, True, False,
    )  # fmt: skip
    assert "Someone was just ahead of you" not in shown


def test_whoever_asks_to_wait_while_a_place_is_free_has_the_place(client):
    session, person = SessionFactory(capacity=1), PersonFactory()
    client.force_login(person)
    client.post(page(session), {"wait": "1", "access": ""})
    assert Booking.objects.get().status == BookingStatus.CONFIRMED


def test_an_offer_is_passed_on_when_its_time_is_over(client):
    session = full_session()
    first, second = waits(session), waits(session)
    operations.cancel(booking=Booking.objects.get(email="holder@example.org"), by=None, at=timezone.now())
    Booking.objects.filter(pk=first.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    assert "The time to accept has passed" in client.get(url("detail", first)).text
    too_late = client.post(url("confirm", first))
    assert too_late.status_code == 409
    assert "The time to accept this place has passed, and it was offered to the next person" in too_late.text
    assert (state(first), state(second)) == (BookingStatus.LAPSED, BookingStatus.OFFERED)


def test_an_offer_that_ran_out_is_still_theirs_when_nobody_else_waits(client):
    session = full_session()
    booking = waits(session)
    operations.cancel(booking=Booking.objects.get(email="holder@example.org"), by=None, at=timezone.now())
    Booking.objects.filter(pk=booking.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    assert client.post(url("confirm", booking)).status_code == 302
    assert state(booking) == BookingStatus.CONFIRMED


def test_a_declined_offer_goes_to_the_next_at_once(client):
    session = full_session()
    first, second = waits(session), waits(session)
    operations.cancel(booking=Booking.objects.get(email="holder@example.org"), by=None, at=timezone.now())
    client.post(url("cancel", first))
    assert (state(first), state(second)) == (BookingStatus.CANCELLED, BookingStatus.OFFERED)


@pytest.mark.parametrize("policy", FairnessPolicy.values)
def test_the_page_says_how_the_order_works(client, policy):
    shown = client.get(url("detail", waits(full_session(fairness=policy)))).text
    assert ("Places go to whoever asked first" in shown) == (policy == FairnessPolicy.FIRST_COME)
    assert ("So your number can change" in shown) == (policy != FairnessPolicy.FIRST_COME)


def test_waiting_ends_kindly_when_the_session_starts(client):
    session = full_session()
    booking = waits(session)
    assert operations.close_lines(at=session.starts_at - timedelta(minutes=1)) == 0
    assert operations.close_lines(at=session.starts_at) == 1
    assert state(booking) == BookingStatus.LAPSED
    assert letters().last().subject.startswith("No place became free")


def test_a_booking_moves_to_another_date_and_the_old_place_goes_to_the_next_in_line(client):
    session = SessionFactory(capacity=1)
    other = SessionFactory(course=session.course, starts_at=session.starts_at + timedelta(days=7))
    booking = BookingFactory(session=session)
    waiting = waits(session)
    assert "Choose one of the other dates." in client.post(url("move", booking), {}).text
    elsewhere = SessionFactory(starts_at=session.starts_at + timedelta(days=9))
    assert "Choose a date from the list." in client.post(url("move", booking), {"session": elsewhere.pk}).text
    assert client.post(url("move", booking), {"session": other.pk}).url == url("detail", booking)
    booking.refresh_from_db()
    assert (booking.session, booking.status, state(waiting)) == (other, BookingStatus.CONFIRMED, BookingStatus.OFFERED)
    assert list(Session.objects.order_by("pk").values_list("places_held", flat=True)) == [1, 1, 0]


def test_the_last_place_that_an_organisation_may_have_can_be_moved_into(client):
    session = SessionFactory()
    other = SessionFactory(
        course=session.course, places_per_organisation=1, starts_at=session.starts_at + timedelta(days=7)
    )
    first, second = BookingFactory(session=session), BookingFactory(session=session)
    Booking.objects.update(organisation=first.organisation)
    assert client.post(url("move", first), {"session": other.pk}).status_code == 302
    refused = client.post(url("move", second), {"session": other.pk})
    assert (refused.status_code, "Each organisation can have one place" in refused.text) == (409, True)


def test_a_session_that_starts_earlier_holds_places_no_longer_than_for_somebody_new():
    today = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    at = today + timedelta(days=8 - today.weekday())  # a Tuesday: an offer has working hours before the start
    session = SessionFactory(capacity=3, offer_hours=40, starts_at=at + timedelta(days=30))
    held = {
        status: BookingFactory(session=session, status=status, confirmed_at=None, hold_ends_at=at + timedelta(days=6))
        for status in (BookingStatus.OFFERED, BookingStatus.AWAITING_APPROVAL, BookingStatus.UNCONFIRMED)
    }
    starts_at = at + timedelta(hours=20)
    change_session(session=session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), by=None, at=at)
    ends = {status: Booking.objects.get(pk=booking.pk).hold_ends_at for status, booking in held.items()}
    assert at + timedelta(hours=1) <= ends[BookingStatus.OFFERED] < starts_at
    assert max(ends.values()) <= starts_at
    later = starts_at + timedelta(days=40)
    change_session(session=session, starts_at=later, ends_at=later + timedelta(hours=2), by=None, at=at)
    assert ends == {status: Booking.objects.get(pk=booking.pk).hold_ends_at for status, booking in held.items()}


def test_whoever_passes_a_place_on_learns_nothing_of_what_the_colleague_does_at_that_time(client):
    session = SessionFactory()
    booking, other = BookingFactory(session=session), BookingFactory(session=SessionFactory(course__title="A secret"))
    Session.objects.update(starts_at=session.starts_at, ends_at=session.ends_at)
    response = client.post(url("swap", booking), {"name": "Kim", "email": other.email, "role": RoleFactory().pk})
    assert (response.status_code, "They cannot come at that time" in response.text) == (409, True)
    assert "A secret" not in response.text


def test_an_offer_that_is_accepted_stays_its_persons_when_their_address_was_changed(client):
    session = full_session()
    booking = waits(session)
    operations.cancel(booking=Booking.objects.confirmed().get(), by=None, at=timezone.now())
    Person.objects.filter(pk=booking.person_id).update(email="new@example.org")
    number = Person.objects.count()
    assert client.post(url("confirm", booking)).status_code == 302
    assert (state(booking), Person.objects.count()) == (BookingStatus.CONFIRMED, number)
    assert booking.person.email == "new@example.org"


def test_a_turn_that_was_asked_for_without_an_account_is_on_the_list_of_whoever_signs_in(client):
    session, person = full_session(), PersonFactory(email="kim@example.org")
    operations.wait(
        session_id=session.pk, email=person.email, name="Kim", role=person.role, organisation=person.organisation,
        by=None, at=timezone.now(),
    )  # fmt: skip
    client.force_login(person)
    address = url("detail", Booking.objects.waiting().get())
    assert address in client.get(reverse("training:booking-list")).text.partition("On the waiting list")[2]
    operations.cancel(booking=Booking.objects.confirmed().get(), by=None, at=timezone.now())
    assert address in client.get(reverse("training:booking-list")).text.partition("Offered to you")[2]
    client.force_login(PersonFactory())
    assert address not in client.get(reverse("training:booking-list")).text


def test_a_move_to_a_date_that_filled_up_meanwhile_keeps_the_old_place(client):
    session = SessionFactory()
    other = SessionFactory(course=session.course, capacity=1, starts_at=session.starts_at + timedelta(days=7))
    booking = BookingFactory(session=session)
    other.sectors.add(SectorFactory(name="Policing"))
    refused = client.post(url("move", booking), {"session": other.pk})
    assert refused.status_code == 409
    assert "This session is for people who work in Policing" in refused.text
    booking.refresh_from_db()
    assert booking.session == session


def test_a_place_is_passed_to_a_colleague_who_is_told_and_whose_link_is_new(client):
    session = SessionFactory()
    booking = BookingFactory(session=session)
    BookingNeeds.objects.create(booking=booking, access="A ramp")
    given = {"name": "Kim Example", "email": "kim@example.org", "role": RoleFactory().pk}
    assert client.post(url("swap", booking), given).status_code == 302
    new = Booking.objects.get(email="kim@example.org")
    assert (state(booking), new.status, new.replaces) == (BookingStatus.CANCELLED, BookingStatus.CONFIRMED, booking)
    assert (new.organisation, new.key == booking.key) == (booking.organisation, False)
    session.refresh_from_db()
    assert (session.places_held, BookingNeeds.objects.count()) == (1, 0)
    told = {email.to[0]: email.subject.partition(":")[0] for email in letters()}
    assert told == {booking.email: "Your place went to a colleague", "kim@example.org": "Your place is confirmed"}
    assert "The place has been passed to a colleague" in client.get(url("detail", booking)).text
    assert client.post(url("swap", booking), given).url == url("detail", booking)  # sent twice, it changes nothing
    assert Booking.objects.count() == 2


def test_a_place_is_not_passed_to_a_colleague_who_has_one(client):
    session = SessionFactory()
    booking, other = BookingFactory.create_batch(2, session=session)
    given = {"name": "Kim", "email": other.email, "role": RoleFactory().pk}
    response = client.post(url("swap", booking), given)
    assert response.text.count("This colleague has a place in this session already, or waits for one.") >= 2
    assert state(booking) == BookingStatus.CONFIRMED


def hybrid(**facts):
    return SessionFactory(mode="hybrid", capacity=2, online_capacity=1, **facts)


def test_a_person_chooses_how_to_join_a_hybrid_session_and_changes_it(client):
    session, person = hybrid(), PersonFactory()
    client.force_login(person)
    assert "Choose how you would like to join." in client.post(page(session), {"access": ""}).text
    client.post(page(session), {"access": "", "online": "True"})
    booking = Booking.objects.get()
    session.refresh_from_db()
    assert (booking.online, session.places_held, session.online_held) == (True, 1, 1)
    for _ in range(2):
        assert client.post(url("way", booking), {"online": "False"}).status_code == 302
    session.refresh_from_db()
    assert (session.places_held, session.online_held) == (1, 0)


def test_the_other_part_of_a_hybrid_session_that_is_full_refuses_and_keeps_the_place(client):
    session = hybrid()
    booking = BookingFactory(session=session)
    Session.objects.filter(pk=session.pk).update(places_held=2, online_held=1)
    BookingFactory(session=session, online=True, hold_a_place=False)
    Session.objects.filter(pk=session.pk).update(places_held=2, online_held=1)
    response = client.post(url("way", booking), {"online": "True"})
    assert response.status_code == 409
    assert "your place is still yours" in response.text
    booking.refresh_from_db()
    assert booking.online is False


ONLINE = {"mode": "online", "venue": None}


@pytest.mark.parametrize(
    ("facts", "was_online", "part"),
    [
        (ONLINE, False, "online"),
        ({"mode": "hybrid", "capacity": 2, "online_capacity": 1}, True, "online"),
        ({}, False, "room"),
    ],
)
def test_a_move_into_a_hybrid_session_keeps_the_way_in_which_its_person_joins_and_says_so(
    client, facts, was_online, part
):
    session = SessionFactory(**facts, **({"online_held": 1, "places_held": 1} if was_online else {}))
    booking = BookingFactory(session=session, online=was_online, hold_a_place=not was_online)
    other = hybrid(course=session.course, starts_at=session.starts_at + timedelta(days=7))
    said = "ou join online" if part == "online" else "ou come to the room"
    assert f"1 place left. Y{said}" in client.get(url("move", booking)).text
    moved = client.post(url("move", booking), {"session": other.pk}, follow=True).text
    booking.refresh_from_db()
    other.refresh_from_db()
    assert (booking.session, booking.online, other.online_held) == (other, part == "online", int(part == "online"))
    assert f"Your place has moved: y{said}." in moved
    assert f"or online<br>Y{said}" in moved


def test_a_move_into_the_part_of_a_hybrid_session_that_is_full_is_not_offered_and_refused(client):
    session = SessionFactory(**ONLINE)
    booking = BookingFactory(session=session)
    other = hybrid(course=session.course, starts_at=session.starts_at + timedelta(days=7), places_held=1, online_held=1)
    assert "There is no other date with places yet" in client.get(url("move", booking)).text
    assert "its places have just been taken" in client.post(url("move", booking), {"session": other.pk}).text
    with pytest.raises(SessionFull, match="All the places online on"):
        operations.move(booking=booking, session_id=other.pk, by=None, at=timezone.now())
    booking.refresh_from_db()
    assert booking.session == session


def test_every_date_to_move_to_says_how_it_is_held_in_which_language_and_what_is_left(client):
    session = SessionFactory()
    there = SessionFactory(course=session.course, language="ur", starts_at=session.starts_at + timedelta(days=7))
    shown = client.get(url("move", BookingFactory(session=session))).text
    assert f"{there.to_choose()}\n" in shown
    assert "Held in Urdu. 20 places left" in shown


def test_whoever_cannot_come_online_is_told_in_which_part_of_another_date_they_would_be(client):
    session = full_session(**ONLINE)
    other = hybrid(course=session.course, starts_at=session.starts_at + timedelta(days=7))
    assert f"{other.to_choose(online=True)}. You join online" in client.get(page(session)).text
    client.post(page(session), {**answers(), "offered": "1", "other_session": other.pk})
    assert Booking.objects.get(email="sam@example.org").online is True


@pytest.mark.parametrize(("online", "part"), [(True, "online"), (False, "in the room")])
def test_whoever_waits_for_a_hybrid_session_is_told_for_which_part(client, online, part):
    session = hybrid(places_held=2, online_held=1)
    assert f"You wait for a place {part}" in client.get(url("detail", waits(session, online=online))).text


def test_whoever_has_a_place_is_led_to_it_from_the_page_of_the_date_and_told_so_in_place_of_the_form(client):
    session, person = SessionFactory(), PersonFactory()
    booking = BookingFactory(session=session, person=person)
    date = reverse("training:session-detail", args=[session.pk])
    client.force_login(PersonFactory())
    assert ("Book a place" in client.get(date).text, booking.key in client.get(date).text) == (True, False)
    client.force_login(person)
    shown = client.get(date).text
    assert ("Book a place" in shown, "You have a place" in shown) == (False, True)
    assert f'href="{url("detail", booking)}"' in shown
    assert "You already have a place in this session." in client.get(page(session), follow=True).text


def test_whoever_waits_is_told_so_on_the_page_of_the_date_and_in_place_of_the_form(client):
    session, person = full_session(), PersonFactory()
    booking = waits(session, person)
    client.force_login(person)
    shown = client.get(reverse("training:session-detail", args=[session.pk])).text
    assert ("You are on the waiting list" in shown, "Join the waiting list" in shown) == (True, False)
    assert f'href="{url("detail", booking)}"' in shown
    assert "You are already on the waiting list." in client.get(page(session), follow=True).text


def heading(client, booking):
    return re.search(r"<h1[^>]*>(.*?)</h1>", client.get(url("detail", booking)).text, re.DOTALL)[1]


def test_each_end_of_a_booking_is_said_as_its_email_says_it(client):
    at, session = timezone.now(), SessionFactory(capacity=5)
    own, by_a_lead, swapped = BookingFactory.create_batch(3, session=session)
    BookingFactory.create_batch(2, session=session)
    declined = waits(session)
    operations.cancel(booking=own, by=None, at=at)
    operations.cancel(booking=by_a_lead, by=PersonFactory(), at=at)
    operations.cancel(booking=declined, by=None, at=at)
    operations.swap(booking=swapped, name="Kim", email="kim@example.org", role=swapped.role, by=None, at=at)
    letter_of = {email.to[0]: email for email in letters()}
    ends = {
        own: "Your booking is cancelled",
        by_a_lead: "Your place was given back",
        declined: "You have left the waiting list",
        swapped: "Your place went to a colleague",
    }
    for booking, said in ends.items():
        assert heading(client, booking) == said
        assert said in letter_of[booking.email].message
    assert "The place goes to the next person." in client.get(url("detail", declined)).text


def test_a_place_given_up_by_mistake_can_be_booked_again_while_the_date_is_open(client):
    session = SessionFactory(capacity=1)
    booking = BookingFactory(session=session)
    assert "Book this date again" not in client.get(url("detail", booking)).text
    operations.cancel(booking=booking, by=None, at=timezone.now())
    shown = client.get(url("detail", booking)).text
    assert f'<a class="govuk-link" href="{page(session)}">Book this date again</a>' in shown
    BookingFactory(session=Session.objects.get())
    assert (
        f'<a class="govuk-link" href="{page(session)}">Join the waiting list of this date</a>'
        in client.get(url("detail", booking)).text
    )
    Session.objects.update(booking_closes_at=timezone.now() - timedelta(minutes=1))
    assert page(session) not in client.get(url("detail", booking)).text


@pytest.mark.parametrize("verb", ["move", "swap"])
@pytest.mark.parametrize(
    ("ago", "said"), [(timedelta(weeks=3), "is over"), (timedelta(hours=1), "has already started")]
)
def test_a_session_that_is_over_is_not_called_too_near(client, verb, ago, said):
    booking = BookingFactory(session=SessionFactory(starts_at=timezone.now() - ago))
    shown = client.get(url(verb, booking)).text
    assert f"This session {said}, so the booking can no longer be changed." in shown
    assert "too near" not in shown


@pytest.mark.parametrize(("facts", "said"), [({}, "How to get there"), (ONLINE, "How to join")])
def test_the_way_to_a_room_is_no_way_to_join(client, facts, said):
    shown = client.get(url("detail", BookingFactory(session=SessionFactory(**facts)))).text
    assert [words for words in ("How to get there", "How to join") if words in shown] == [said]


@pytest.mark.parametrize("verb", ["move", "swap", "cancel"])
def test_past_the_time_that_staff_set_a_booking_stays_as_it_is_and_the_page_says_so(client, verb):
    session = SessionFactory(starts_at=timezone.now() + timedelta(hours=20), changes_close_hours_before=24)
    other = SessionFactory(course=session.course)
    booking = BookingFactory(session=session)
    given = {"name": "Kim", "email": "kim@example.org", "role": RoleFactory().pk, "session": other.pk}
    response = client.post(url(verb, booking), given)
    assert response.status_code == 409
    assert "It is too near the session to change this booking here" in response.text
    assert state(booking) == BookingStatus.CONFIRMED
    assert url(verb, booking) not in client.get(url("detail", booking)).text


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (lambda session: session.sectors.add(SectorFactory(name="Policing")), "for people who work in Policing"),
        (lambda session: session.areas.add(OrganisationFactory().local_authority), "whose organisation is in Area"),
        (lambda session: session.role_groups.add(RoleFactory(name="Officer").group), ""),
    ],
)
def test_a_rule_of_a_session_explains_itself(client, rule, said):
    session = SessionFactory()
    rule(session)
    client.force_login(PersonFactory())
    response = client.post(page(session), {"access": ""})
    assert (said in response.text, response.status_code) == (True, 409 if said else 302)


def test_two_sessions_at_one_time_are_refused_to_one_person_and_a_limit_to_one_organisation(client):
    session = SessionFactory()
    person = PersonFactory()
    client.force_login(person)
    clashing = SessionFactory(starts_at=session.starts_at + timedelta(minutes=30))
    BookingFactory(session=clashing, person=person)
    assert "at the same time. Cancel or move that one first" in client.post(page(session), {"access": ""}).text
    limited = SessionFactory(places_per_organisation=1, starts_at=session.starts_at + timedelta(days=2))
    BookingFactory(session=limited, organisation=person.organisation)
    assert "Each organisation can have one place" in client.post(page(limited), {"access": ""}).text
    assert Booking.objects.filter(person=person).count() == 1


def test_a_closed_cohort_is_found_nowhere_and_booked_by_its_link(client):
    series = SeriesFactory(is_closed=True)
    session = SessionFactory(course=series.course, series=series)
    detail = reverse("training:session-detail", args=[session.pk])
    person = PersonFactory()
    client.force_login(person)
    assert [client.get(path).status_code for path in (detail, page(session))] == [404, 404]
    assert client.post(page(session), {"access": "", "cohort": "x" * 22}).status_code == 404
    link = f"?cohort={series.key}"
    assert f"{page(session)}{link}" in client.get(detail + link).text
    assert series.key in client.get(page(session) + link).text
    client.post(page(session), {"access": "", "cohort": series.key})
    assert Booking.objects.get().session == session
