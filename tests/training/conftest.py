"""Staff at the screens of training, and a session with who runs it."""

import pytest
from django.contrib.auth.models import Permission

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import SessionFactory, staff_member
from tests.people.test_access import show_second_factor
from tests.training.evaluating import course_that_asks, ended_session, evaluating_survey


@pytest.fixture
def sign_in(client, wagtail_site):
    """Signs in somebody new with these roles, after both factors, and let into the admin whatever the roles."""
    set_up_staff_roles()

    def as_staff(*roles, **facts):
        person = staff_member(*roles, **facts)
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(person)
        show_second_factor(client, person)
        return person

    return as_staff


@pytest.fixture
def manager(sign_in):
    """A programme manager, signed in."""
    return sign_in(StaffRole.PROGRAMME_MANAGER)


@pytest.fixture
def facilitator():
    """Somebody of the partnership's staff who runs sessions."""
    return staff_member(StaffRole.FACILITATOR, name="Fay Facilitator")


@pytest.fixture
def session(noon, facilitator):
    """Two hours in a room from noon, run by that facilitator."""
    session = SessionFactory(starts_at=noon, capacity=600, course__title="Understanding trauma")
    session.facilitators.add(facilitator)
    return session


@pytest.fixture
def survey():
    """An evaluation of ours, open."""
    return evaluating_survey()


@pytest.fixture
def course(survey):
    """One that asks it, and whose certificate waits for it."""
    return course_that_asks(survey)


@pytest.fixture
def ended(course):
    """A session of the course that ended an hour ago."""
    return ended_session(course)
