"""The one rule that makes a status and minutes of everything that was claimed of somebody."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOON
from training.attendance.models import AWAY
from training.attendance.queries import Resolution, resolve
from training.models import AttendanceStatus, Claim, ClaimSource

PRESENT, LATE, LEFT_EARLY, ABSENT, APOLOGY = AttendanceStatus
REGISTER, SCAN, SELF, WEBINAR, SIGNED_LIST, BOOKING = ClaimSource
ENOUGH = 90
FAY, FINN = 1, 2


def said(source, minute, status=PRESENT, minutes=None, *, by=FAY, saw=0):
    """A claim that was made so many minutes past noon; its key is its place in the list of those that have arrived."""
    if minutes is None or status in AWAY:
        minutes = 120 if status == PRESENT else 0
    return Claim(source=source, status=status, minutes=minutes, made_by_id=by, saw=saw,
                 made_at=NOON + timedelta(minutes=minute))  # fmt: skip


def outcome(*claims, order=None):
    """What they come to, arriving in this order: their keys follow it, their ids do not."""
    for number, claim in enumerate(claims):
        claim.uid = UUID(int=number + 1)
    for key, number in enumerate(order or range(len(claims)), start=1):
        claims[number].pk = key
    return resolve(sorted(claims, key=lambda claim: claim.pk), enough=ENOUGH)


SETTLED, DISPUTED = False, True
TABLE = {
    "the register alone": ([said(REGISTER, 0)], (PRESENT, 120, SETTLED)),
    "two who marked alike agree": ([said(REGISTER, 0), said(REGISTER, 1, by=FINN)], (PRESENT, 120, SETTLED)),
    "two who did not know of each other and disagree": (
        [said(REGISTER, 0), said(REGISTER, 1, ABSENT, by=FINN)], (ABSENT, 0, DISPUTED),
    ),
    "the latest counts though it arrived first": (
        [said(REGISTER, 5, ABSENT, by=FINN), said(REGISTER, 0)], (ABSENT, 0, DISPUTED),
    ),
    "one person who changes their mind is no dispute": (
        [said(REGISTER, 0), said(REGISTER, 1, ABSENT)], (ABSENT, 0, SETTLED),
    ),
    "whoever saw the other's mark overrules it": (
        [said(REGISTER, 0), said(REGISTER, 1, ABSENT, by=FINN, saw=1)], (ABSENT, 0, SETTLED),
    ),
    "of two at the same moment whoever saw the other spoke later": (
        [said(REGISTER, 0), said(REGISTER, 0, ABSENT, by=FINN, saw=1)], (ABSENT, 0, SETTLED),
    ),
    "a few minutes more or less are no dispute": (
        [said(REGISTER, 0, LATE, 100), said(REGISTER, 1, LATE, 110, by=FINN)], (LATE, 110, SETTLED),
    ),
    "minutes on both sides of the rule are": (
        [said(REGISTER, 0, LATE, 89), said(REGISTER, 1, LATE, 90, by=FINN)], (LATE, 90, DISPUTED),
    ),
    "absent and apologies are both away": (
        [said(REGISTER, 0, ABSENT), said(REGISTER, 1, APOLOGY, by=FINN)], (APOLOGY, 0, SETTLED),
    ),
    "a scan brings in whoever was marked absent": (
        [said(REGISTER, 0, ABSENT), said(SCAN, 9, by=FINN)], (PRESENT, 120, SETTLED),
    ),
    "an absence marked after a scan, without knowing of it": (
        [said(SCAN, 0, by=FINN), said(REGISTER, 9, ABSENT)], (ABSENT, 0, DISPUTED),
    ),
    "a scan does not undo that somebody was late": (
        [said(REGISTER, 0, LATE, 60), said(SCAN, 9, by=FINN)], (LATE, 60, SETTLED),
    ),
    "who scans says nothing of minutes": (
        [said(SCAN, 0, by=FINN), said(REGISTER, 9, LEFT_EARLY, 30)], (LEFT_EARLY, 30, SETTLED),
    ),
    "present in the register, and too short in the log": (
        [said(REGISTER, 0), said(WEBINAR, 200, minutes=40, by=None)], (PRESENT, 120, DISPUTED),
    ),
    "present in both": ([said(REGISTER, 0), said(WEBINAR, 200, minutes=91)], (PRESENT, 120, SETTLED)),
    "absent in the register, and on the organisation's list": (
        [said(REGISTER, 0, ABSENT), said(SIGNED_LIST, 300)], (ABSENT, 0, DISPUTED),
    ),
    "checked in, and the log measures less": (
        [said(SELF, 0, by=None), said(WEBINAR, 200, minutes=12)], (PRESENT, 12, SETTLED),
    ),
    "on the list, and the log measures less": (
        [said(SIGNED_LIST, 300), said(WEBINAR, 200, minutes=12)], (PRESENT, 12, SETTLED),
    ),
    "a corrected log replaces the first": (
        [said(WEBINAR, 200, minutes=12), said(WEBINAR, 400, minutes=100)], (PRESENT, 100, SETTLED),
    ),
    "somebody who is taken off a corrected list": (
        [said(SIGNED_LIST, 200), said(SIGNED_LIST, 400, ABSENT)], (ABSENT, 0, SETTLED),
    ),
    "a decision that knew of both": (
        [said(REGISTER, 0), said(WEBINAR, 200, minutes=40), said(REGISTER, 300, LATE, 40, by=FINN, saw=2)],
        (LATE, 40, SETTLED),
    ),
    "a claim that arrives after the decision and contradicts it": (
        [said(REGISTER, 0), said(REGISTER, 9, ABSENT, by=FINN, saw=1), said(SELF, 1, by=None)], (ABSENT, 0, DISPUTED),
    ),
    "a place given back ends what was said before, checked in or not": (
        [said(SELF, 0, by=None), said(REGISTER, 1), said(BOOKING, 5, ABSENT, by=None, saw=0)], (ABSENT, 0, SETTLED),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "expected"), TABLE.values(), ids=TABLE.keys())
def test_claims_come_to_what_the_table_says(claims, expected):
    assert outcome(*claims) == Resolution(*expected)


def test_nothing_comes_of_no_claims():
    with pytest.raises(ValueError, match="one claim at least"):
        resolve([], enough=ENOUGH)


CLAIMS = st.builds(
    said,
    st.sampled_from([REGISTER, REGISTER, SCAN, SELF, WEBINAR, SIGNED_LIST]),
    st.integers(0, 4),
    st.sampled_from([PRESENT, LATE, ABSENT]),
    st.sampled_from([0, 40, 89, 90, 120]),
    by=st.sampled_from([FAY, FINN]),
)


@given(st.lists(CLAIMS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_claims_arrive_makes_no_difference(claims, random):
    order = list(range(len(claims)))
    random.shuffle(order)
    assert outcome(*claims, order=order) == outcome(*claims)


def test_claims_of_one_moment_do_not_hang_on_their_arrival_either():
    claims = [said(REGISTER, 0), said(REGISTER, 0, ABSENT, by=FINN)]
    assert outcome(*claims, order=[0, 1]) == outcome(*claims, order=[1, 0]) == Resolution(ABSENT, 0, DISPUTED)


@given(st.lists(CLAIMS, min_size=1, max_size=6), st.sampled_from([(PRESENT, 120), (LATE, 40), (ABSENT, 0)]))
def test_whoever_saw_every_claim_settles_it_whatever_they_say(claims, decision):
    settled = outcome(*claims, said(REGISTER, 600, *decision, by=3, saw=len(claims)))
    assert settled == Resolution(*decision, is_disputed=False)
