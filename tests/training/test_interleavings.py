"""Whatever people and staff do, in whatever order: what must hold of sessions and bookings holds after each step."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.signals import pre_save
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import NOON
from tests.factories import (
    CourseFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    SessionFactory,
    UndatedSessionFactory,
    VenueFactory,
)
from training.bookings import operations
from training.bookings.queries.eligibility import places_of_organisation
from training.bookings.queries.invariants import breaches
from training.models import (
    Approval,
    Booking,
    BookingStatus,
    FairnessPolicy,
    GroupBooking,
    GroupTakes,
    Interest,
    Notice,
    Pool,
    Session,
    UndatedSession,
)
from training.sessions import operations as sessions
from training.sessions.operations import SessionRefusal

LIMIT = 3
people = st.integers(0, 8)
which = st.integers(0, 2)
any_number = st.integers(0, 10_000)


class Training(RuleBasedStateMachine):
    """Three sessions of one course, of few places each, and nine people of three organisations in two areas."""

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.now = NOON

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @initialize(fairness=st.sampled_from(FairnessPolicy.values))
    def begin(self, fairness):
        self.venue = VenueFactory()
        course, areas = CourseFactory(), [LocalAuthorityFactory(), LocalAuthorityFactory()]
        here = {"course": course, "starts_at": NOON + timedelta(days=20), "refuses_clashes": False}
        self.sessions = [
            SessionFactory(**here, capacity=2, fairness=fairness, pools_return_days_before=2),
            SessionFactory(**here, capacity=4, online_capacity=2, mode="hybrid", fairness=fairness),
            SessionFactory(**here, capacity=3, places_per_organisation=LIMIT, offer_hours=1),
        ]
        organisations = [OrganisationFactory(local_authority=areas[n % 2], asks_for_approval=n == 2) for n in range(3)]
        self.people = [PersonFactory(organisation=organisations[n % 3]) for n in range(9)]
        self.undated = [UndatedSessionFactory(course=course), UndatedSessionFactory(course=course, mode="hybrid")]

    def session(self, number):
        return Session.objects.get(pk=self.sessions[number].pk)

    def facts(self, number, *, signed_in=True):
        person = self.people[number]
        return {
            "email": person.email, "name": person.name, "role": person.role, "organisation": person.organisation,
            "manager_email": "manager@example.org", "by": person if signed_in else None, "at": self.now,
        }  # fmt: skip

    def colleagues(self, *numbers):
        chosen = [self.people[number] for number in dict.fromkeys(numbers)]
        return [operations.Colleague(person.name, person.email, person.role) for person in chosen]

    def some(self, records, number):
        keys = list(records.order_by("pk").values_list("pk", flat=True))
        return records.get(pk=keys[number % len(keys)]) if keys else None

    def try_to(self, verb, *args, **kwargs):
        """Do it, or be refused; whoever is refused has changed nothing."""
        before = self.everything()
        try:
            with transaction.atomic():
                verb(*args, **kwargs)
        except SessionRefusal:
            assert self.everything() == before

    def everything(self):
        models = (Session, Booking, Pool, Approval, Notice, UndatedSession, Interest)
        return [list(model.objects.order_by("pk").values()) for model in models]

    @rule(who=people, where=which, online=st.booleans(), signed_in=st.booleans())
    def book(self, who, where, online, signed_in):
        facts = self.facts(who, signed_in=signed_in)
        self.try_to(operations.book, session_id=self.sessions[where].pk, online=online, **facts)

    @rule(who=people, where=which, online=st.booleans(), signed_in=st.booleans())
    def wait(self, who, where, online, signed_in):
        facts = self.facts(who, signed_in=signed_in)
        self.try_to(operations.wait, session_id=self.sessions[where].pk, online=online, **facts)

    @rule(which_one=any_number, names_manager=st.booleans())
    def confirm_or_accept(self, which_one, names_manager):
        held = Booking.objects.filter(status__in=[BookingStatus.UNCONFIRMED, BookingStatus.OFFERED])
        if booking := self.some(held, which_one):
            manager = "manager@example.org" if names_manager else ""
            self.try_to(operations.confirm, booking=booking, manager_email=manager, by=None, at=self.now)

    @rule(which_one=any_number)
    def come_back_to_any(self, which_one):
        if booking := self.some(Booking.objects.all(), which_one):
            self.try_to(operations.confirm, booking=booking, by=None, at=self.now)

    @rule(which_one=any_number, who=st.none() | people, past_cut_off=st.booleans())
    def cancel(self, which_one, who, past_cut_off):
        if booking := self.some(Booking.objects.active(), which_one):
            by = None if who is None else self.people[who]
            self.try_to(operations.cancel, booking=booking, by=by, at=self.now, past_cut_off=past_cut_off)

    @rule(where=which, who=people, online=st.booleans(), waits=st.booleans())
    def put_on(self, where, who, online, waits):
        [person] = self.colleagues(who)
        facts = {"session_id": self.sessions[where].pk, "person": person, "organisation": self.people[who].organisation}
        self.try_to(operations.put_on, **facts, online=online, waits=waits, by=self.people[0], at=self.now)

    @rule(where=which, who=people)
    def walk_in(self, where, who):
        [person] = self.colleagues(who)
        facts = {"session_id": self.sessions[where].pk, "person": person, "organisation": self.people[who].organisation}
        self.try_to(operations.walk_in, **facts, by=self.people[0], at=self.now)

    @rule(which_one=any_number, diets=st.lists(st.sampled_from(["halal", "vegan"])))
    def change_needs(self, which_one, diets):
        if booking := self.some(Booking.objects.all(), which_one):
            told = {"access": "", "dietary": "", "diets": diets}
            self.try_to(operations.change_needs, booking=booking, **told, by=None, at=self.now)

    @rule(which_one=any_number, where=which)
    def move(self, which_one, where):
        if booking := self.some(Booking.objects.confirmed(), which_one):
            target = self.sessions[where].pk
            self.try_to(operations.move, booking=booking, session_id=target, by=None, at=self.now)

    @rule(which_one=any_number, who=people)
    def swap(self, which_one, who):
        if booking := self.some(Booking.objects.confirmed(), which_one):
            new = self.people[who]
            self.try_to(
                operations.swap, booking=booking, name=new.name, email=new.email, role=new.role, by=None, at=self.now
            )

    @rule(which_one=any_number, online=st.booleans())
    def change_way(self, which_one, online):
        if booking := self.some(Booking.objects.confirmed().filter(session__mode="hybrid"), which_one):
            self.try_to(operations.change_way, booking=booking, online=online, by=None, at=self.now)

    @rule(which_one=any_number, agrees=st.booleans())
    def answer_as_manager(self, which_one, agrees):
        if approval := self.some(Approval.objects.all(), which_one):
            verb = operations.approve if agrees else operations.decline
            self.try_to(verb, approval=approval, at=self.now)

    @rule(where=which, first=people, second=people, third=people, takes=st.sampled_from([None, *GroupTakes.values]))
    def book_group(self, where, first, second, third, takes):
        lead = self.people[first]
        self.try_to(
            operations.book_group, session_id=self.sessions[where].pk, organisation=lead.organisation, waits=takes,
            colleagues=self.colleagues(first, second, third), by=lead, at=self.now,
        )  # fmt: skip

    @rule(which_one=any_number, who=people)
    def accept_for_group(self, which_one, who):
        """Of a group that takes all or none, all are accepted or none."""
        offered = GroupBooking.objects.filter(bookings__status=BookingStatus.OFFERED).distinct()
        if group := self.some(offered, which_one):
            before = self.everything()
            answer = operations.accept_for_group(group=group, by=self.people[who], at=self.now)
            if group.takes == GroupTakes.ALL_OR_NONE and answer.refused:
                assert (answer.accepted, self.everything()) == ([], before)

    @rule(where=which, who=people, places=st.integers(1, 3), online=st.booleans())
    def reserve(self, where, who, places, online):
        lead = self.people[who]
        self.try_to(
            operations.reserve, session_id=self.sessions[where].pk, organisation=lead.organisation, places=places,
            online=online, by=lead, at=self.now,
        )  # fmt: skip

    @rule(which_one=any_number, who=people, signed_in=st.booleans())
    def fill_pool(self, which_one, who, signed_in):
        if pool := self.some(Pool.objects.all(), which_one):
            facts = self.facts(who, signed_in=signed_in) | {"organisation": pool.organisation, "online": pool.online}
            self.try_to(operations.book, session_id=pool.session_id, pool=pool, **facts)

    @rule(which_one=any_number)
    def return_pool(self, which_one):
        if pool := self.some(Pool.objects.all(), which_one):
            self.try_to(operations.return_pool, pool=pool, by=None, at=self.now)

    @rule(where=which, places=st.integers(1, 5), online=st.integers(1, 3))
    def change_capacity(self, where, places, online):
        facts = {"capacity": places}
        session = self.session(where)
        if session.is_hybrid():
            facts = {"capacity": places + online, "online_capacity": online}
        self.try_to(sessions.change_session, session=session, **facts, by=None, at=self.now)

    @rule(where=which, hours=st.integers(-30, 30))
    def move_session(self, where, hours):
        session, later = self.session(where), timedelta(hours=hours)
        facts = {"starts_at": session.starts_at + later, "ends_at": session.ends_at + later}
        self.try_to(sessions.change_session, session=session, **facts, by=None, at=self.now)

    @rule()
    def let_nobody_choose_how_to_join(self):
        facts = {"mode": "online", "online_capacity": 0}
        self.try_to(sessions.change_session, session=self.session(1), **facts, by=None, at=self.now)

    @precondition(lambda self: self.now > NOON + timedelta(days=3))
    @rule(where=which)
    def cancel_session(self, where):
        self.try_to(sessions.cancel_session, session=self.session(where), by=None, at=self.now)

    @rule(who=people, where=st.integers(0, 1), signed_in=st.booleans())
    def ask_to_be_told(self, who, where, signed_in):
        facts = self.facts(who, signed_in=signed_in)
        del facts["manager_email"]
        self.try_to(operations.ask_to_be_told, undated=self.undated[where], **facts)

    @rule(which_one=any_number)
    def take_back_interest(self, which_one):
        if interest := self.some(Interest.objects.all(), which_one):
            self.try_to(operations.take_back_interest, interest=interest, by=None, at=self.now)

    @rule(where=st.integers(0, 1), capacity=st.integers(2, 3), fairness=st.sampled_from(FairnessPolicy.values))
    def set_date(self, where, capacity, fairness):
        hybrid = {"mode": "hybrid", "online_capacity": 1} if where else {"mode": "in_person"}
        starts_at = self.now + timedelta(days=12)
        self.try_to(
            operations.set_date, undated=self.undated[where], starts_at=starts_at, capacity=capacity, venue=self.venue,
            ends_at=starts_at + timedelta(hours=2), fairness=fairness, places_per_organisation=2, **hybrid,
            refuses_clashes=False, by=None, at=self.now,
        )  # fmt: skip

    @precondition(lambda self: self.now > NOON + timedelta(days=3))
    @rule(where=st.integers(0, 1))
    def withdraw_undated(self, where):
        self.try_to(sessions.withdraw_undated, undated=self.undated[where], by=None, at=self.now)

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        operations.release_lapsed(at=self.now)
        operations.return_due_pools(at=self.now)
        operations.close_lines(at=self.now)
        operations.owe_timed_messages(at=self.now)
        Notice.objects.filter(queued_at=None).update(queued_at=self.now)

    @invariant()
    def every_rule_holds(self):
        if not hasattr(self, "people"):
            return
        assert list(breaches(at=self.now)) == []
        limited = self.session(2)
        for person in self.people[:3]:
            assert places_of_organisation(limited, person.organisation) <= LIMIT


@pytest.mark.django_db
def test_every_rule_holds_after_each_step_of_any_interleaving():
    run_state_machine_as_test(Training, settings=settings(max_examples=25, stateful_step_count=30))


@pytest.fixture
def when_a_group_is_written():
    """Does something else first, as somebody might who is quicker: before the next group is written, and after the
    session was read."""
    receivers = []

    def _do(what):
        receivers.append(lambda **_: what())
        pre_save.connect(receivers[-1], sender=GroupBooking)

    yield _do
    for receiver in receivers:
        pre_save.disconnect(receiver, sender=GroupBooking)


@pytest.mark.django_db
@pytest.mark.parametrize("waits", [None, *GroupTakes.values])
@pytest.mark.parametrize("capacity", [1, 3])
def test_a_group_that_books_while_the_session_is_called_off_is_refused(when_a_group_is_written, waits, capacity):
    session, lead = SessionFactory(capacity=capacity), PersonFactory()
    at = session.starts_at - timedelta(days=5)
    when_a_group_is_written(lambda: sessions.cancel_session(session=session, by=None, at=at))
    with pytest.raises(sessions.SessionCancelled):
        operations.book_group(
            session_id=session.pk, organisation=lead.organisation, waits=waits, by=lead, at=at,
            colleagues=[operations.Colleague(n, f"{n}@example.org", lead.role) for n in ("ama", "bo")],
        )  # fmt: skip
    assert (Booking.objects.count(), GroupBooking.objects.count()) == (0, 0)
