"""The staff screen that explains the order of a waiting list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.accounts.policies import StaffRole
from tests.factories import (
    BookingFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    SessionFactory,
)
from training.bookings import operations
from training.bookings.operations import Colleague
from training.bookings.queries.waiting import turns
from training.models import FairnessPolicy, GroupTakes

pytestmark = pytest.mark.django_db


def line(session):
    return reverse("training_session_line", args=[session.pk])


def waits(session, organisation, name):
    person = PersonFactory(organisation=organisation, name=name)
    facts = {"email": person.email, "name": person.name, "role": person.role, "organisation": organisation}
    return operations.wait(session_id=session.pk, **facts, by=person, at=timezone.now())


def in_order(session):
    return [(turn.entry.first.name, turn.held) for turn in turns(session)]


@pytest.mark.parametrize(
    ("policy", "order"),
    [
        (FairnessPolicy.FIRST_COME, [("Ama", 2), ("Bo", 3), ("Cy", 4)]),
        (FairnessPolicy.BY_AREA, [("Cy", 0), ("Ama", 2), ("Bo", 3)]),
        (FairnessPolicy.BY_ORGANISATION, [("Bo", 0), ("Cy", 0), ("Ama", 2)]),
    ],
)
def test_each_policy_has_its_order(policy, order):
    here, there = LocalAuthorityFactory(), LocalAuthorityFactory()
    school, club, far = (OrganisationFactory(local_authority=area) for area in (here, here, there))
    session = SessionFactory(capacity=2, fairness=policy)
    BookingFactory.create_batch(2, session=session, organisation=school)
    for organisation, name in ((school, "Ama"), (club, "Bo"), (far, "Cy")):
        waits(session, organisation, name)
    assert in_order(session) == order


def test_a_group_that_needs_more_places_than_are_free_is_passed_over_and_staff_see_why(client, sign_in):
    session = SessionFactory(capacity=2)
    holder, _ = BookingFactory.create_batch(2, session=session)
    lead = PersonFactory()
    colleagues = [Colleague(f"Member {n}", f"member{n}@example.org", lead.role) for n in range(2)]
    operations.book_group(
        session_id=session.pk, organisation=lead.organisation, colleagues=colleagues, waits=GroupTakes.ALL_OR_NONE,
        by=lead, at=timezone.now(),
    )  # fmt: skip
    behind = waits(session, OrganisationFactory(), "Behind the group")
    operations.cancel(booking=holder, by=None, at=timezone.now())
    behind.refresh_from_db()
    assert behind.status == "offered"
    sign_in(StaffRole.PROGRAMME_MANAGER)
    page = client.get(line(session)).text
    assert page.index("<strong>Member 0</strong>") < page.index("<strong>Member 1</strong>")
    for waiting in (*colleagues, behind):
        assert page.count(f'<a href="mailto:{waiting.email}">{waiting.email}</a>') == 1
    assert "Waits for a place to become free" in page
    assert "Offers that are out" in page
    assert "Behind the group" in page


def test_only_programme_managers_and_the_sessions_facilitators_see_who_waits(client, sign_in):
    session = SessionFactory(capacity=1)
    BookingFactory(session=session)
    waits(session, OrganisationFactory(), "Ama Private")
    assert client.get(line(session)).status_code == 302
    for role in (StaffRole.EDITOR, StaffRole.ANALYST, StaffRole.FACILITATOR):
        person = sign_in(role)
        assert "Ama Private" not in client.get(line(session), follow=True).text
    session.facilitators.add(person)
    assert "Ama Private" in client.get(line(session)).text


def test_a_long_line_asks_no_more_questions_than_a_short_one(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory(capacity=1, fairness=FairnessPolicy.BY_AREA)
    BookingFactory(session=session)
    asked = []
    for more in (1, 1, 29):
        for number in range(more):
            waits(session, OrganisationFactory(), f"Person {number}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(line(session)).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2]
