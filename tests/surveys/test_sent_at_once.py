"""Many send at the same moment: what was sent counts once, and nothing is lost or doubled, whatever else happens."""

from collections import Counter

import pytest

from surveys.models import Mode, Spent, Tally
from surveys.responses.models import ROWS
from tests.factories import PersonFactory, launched_survey
from tests.rivals import LAST

pytestmark = pytest.mark.django_db(transaction=True)
RIVALS = 48


def kept(mode):
    """How many answers are there, in the table of a mode."""
    if mode == Mode.COUNTED:
        return Tally.objects.filter(table="safe", cell="~asked").values_list("number", flat=True).first() or 0
    return ROWS[mode].objects.count()


def totals(numbers):
    """What counting these by hand comes to: the cells of ages within feeling safe."""
    ages = ("under_16", "16_24", "over_24")
    return Counter(f"{('yes', 'no')[number % 2]}*{ages[number % 3]}" for number in numbers)


def counted():
    """The same, as totals have it."""
    return dict(Tally.objects.filter(table="safe*age").exclude(cell="~asked").values_list("cell", "number"))


@pytest.mark.parametrize("mode", Mode)
def test_of_one_page_that_many_send_at_once_one_is_taken(mode, rivals):
    survey, person = launched_survey(mode=mode), PersonFactory()
    outcomes = rivals.race("send_same_paper", survey.pk, [person.pk] * RIVALS)
    assert outcomes == {"sent": 1, "AlreadySent": RIVALS - 1}
    assert (kept(mode), Spent.objects.count()) == (1, 1)


@pytest.mark.parametrize("mode", Mode)
def test_of_many_pages_that_are_sent_at_once_none_is_lost_and_none_is_doubled(mode, rivals):
    survey = launched_survey(mode=mode)
    numbers = [PersonFactory().pk for _ in range(RIVALS * 4)] if mode == Mode.NAMED else list(range(RIVALS * 4))
    assert rivals.race("send_paper", survey.pk, numbers) == {"sent": len(numbers)}
    assert (kept(mode), Spent.objects.count()) == (len(numbers), len(numbers))
    if mode == Mode.COUNTED:
        assert counted() == totals(numbers)


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS, Mode.COUNTED])
def test_releasing_and_closing_meanwhile_lose_nothing_and_leave_nothing_waiting(mode, rivals):
    survey = launched_survey(mode=mode)
    numbers = [*range(1, RIVALS), LAST, *range(RIVALS, RIVALS * 4)]
    outcomes = rivals.race("send_or_settle", survey.pk, numbers)
    assert set(outcomes) <= {"sent", "released", "closed", "SurveyClosed"}
    assert outcomes["closed"] == 1
    assert (kept(mode), Spent.objects.count()) == (outcomes["sent"], 0)
    if mode != Mode.COUNTED:
        assert ROWS[mode].objects.filter(is_released=False).count() == 0


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS])
def test_becoming_more_private_meanwhile_loses_nothing_and_leaves_nothing_in_the_old_table(mode, rivals):
    survey = launched_survey(mode=mode)
    numbers = [*range(RIVALS), LAST, *range(RIVALS, RIVALS * 4)]
    assert rivals.race("send_or_make_more_private", survey.pk, numbers) == {"sent": RIVALS * 4, "more private": 1}
    assert ROWS[mode].objects.count() == 0
    assert counted() == totals(range(RIVALS * 4))
