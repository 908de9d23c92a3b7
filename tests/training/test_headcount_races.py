"""The same headcounts sent by many processes at one moment are kept once."""

import pytest

from tests.factories import LocalAuthorityFactory, PersonFactory, TopicFactory
from training.models import Headcount, HeadcountLine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def topic():
    LocalAuthorityFactory()
    return TopicFactory()


def test_one_headcount_that_is_sent_many_times_at_once_is_one(rivals, topic):
    outcomes = rivals.race("record_headcount", topic.pk, [PersonFactory().pk] * 48)
    assert outcomes == {"KEPT": 1, "SAYS_NOTHING_NEW": 47}
    assert (Headcount.objects.count(), HeadcountLine.objects.count()) == (1, 1)


def test_a_month_that_is_agreed_to_many_times_at_once_is_one(rivals, topic):
    assert rivals.race("keep_month", topic.pk, [PersonFactory().pk] * 24) == {"kept": 24}
    assert (Headcount.objects.count(), HeadcountLine.objects.count()) == (20, 20)
