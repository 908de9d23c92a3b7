"""What the database itself refuses."""

import pytest
from django.db import IntegrityError

from tests.factories import BookingFactory, SessionFactory


@pytest.mark.django_db
def test_the_database_refuses_more_holders_than_places():
    session = SessionFactory(capacity=1)
    BookingFactory(session=session)
    with pytest.raises(IntegrityError, match="never_more_holders"):
        BookingFactory(session=session)
