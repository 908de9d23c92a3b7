"""Staff at the screens of training, and a session with who runs it."""

import pytest

from people.accounts.policies import StaffRole
from tests.factories import SessionFactory, staff_member


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
