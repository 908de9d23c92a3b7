"""Staff at the screens of training, and a session with who runs it."""

import pytest

from people.accounts.policies import StaffRole
from tests.factories import SessionFactory, staff_member
from tests.training.evaluating import course_that_asks, ended_session, evaluating_survey


@pytest.fixture
def sign_in(sign_in_staff):
    """Signs in somebody of the staff: `sign_in(StaffRole.EDITOR)`."""
    return sign_in_staff


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
