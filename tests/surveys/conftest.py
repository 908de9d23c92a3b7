"""Staff at the screens of surveys, and who reads what people wrote."""

import pytest
from django.core.cache import cache

from people.accounts.policies import StaffRole
from surveys.responses.operations import tell_readers
from tests.factories import staff_member


@pytest.fixture
def editor(sign_in_staff):
    """An editor, signed in."""
    return sign_in_staff(StaffRole.EDITOR)


@pytest.fixture
def approver(sign_in_staff):
    """An approver, signed in."""
    return sign_in_staff(StaffRole.APPROVER)


@pytest.fixture
def reader(db):
    """Who is named as reader of a survey."""
    return staff_member(StaffRole.EDITOR, name="Rea Reader")


@pytest.fixture
def told():
    """How many letters go out to readers at a moment."""
    cache.clear()
    return lambda moment: tell_readers(at=moment)
