"""Staff at the screens of surveys."""

import pytest

from people.accounts.policies import StaffRole


@pytest.fixture
def editor(sign_in_staff):
    """An editor, signed in."""
    return sign_in_staff(StaffRole.EDITOR)


@pytest.fixture
def approver(sign_in_staff):
    """An approver, signed in."""
    return sign_in_staff(StaffRole.APPROVER)
