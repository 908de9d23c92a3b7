"""Headcounts: recorded once, corrected and withdrawn without being lost, and what the database itself refuses."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from people.organisations.operations import merge_organisation
from tests.factories import (
    HeadcountFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    PersonFactory,
    RoleGroupFactory,
    TopicFactory,
    staff_member,
)
from training.attendance.models import OVER_24, UP_TO_24
from training.attendance.operations import Counted, Tally, correct_headcount, record_headcounts, withdraw_headcount
from training.attendance.operations.claims import Answer
from training.attendance.operations.counting_refusals import (
    AudienceRefused,
    HeadcountRefused,
    HeadcountWithdrawn,
    NobodyCounted,
    NumberRefused,
    OfTheFuture,
    PlaceUnknown,
    RecordedByAnother,
    TooLongAgo,
)
from training.attendance.queries import fitting, last_places, topics_offered, totals
from training.models import Audience, Headcount, HeadcountLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(noon):
    """An assembly of today, of 180 pupils and 6 teachers."""
    school, education = OrganisationFactory(name="Example School"), RoleGroupFactory()
    counts = (Counted("year_9", 180), Counted("professionals", 6, education.pk))
    return Tally(held_on=noon.date(), topic=TopicFactory(), counts=counts, organisation=school)


def record(told, by, at):
    [receipt] = record_headcounts(told=[told], by=by, at=at)
    if receipt.refusal:
        raise receipt.refusal
    return receipt.headcount


def numbers(headcount):
    return {line.label(): line.number for line in headcount.lines.select_related("role_group")}


def logged(headcount):
    return list(ModelLogEntry.objects.for_instance(headcount).order_by("pk").values_list("action", flat=True))


def test_a_headcount_keeps_what_was_told_and_who_recorded_it(told, facilitator, noon):
    kept = Headcount.objects.get(pk=record(replace(told, notes="Good questions"), facilitator, noon).pk)
    assert numbers(kept) == {"Year 9": 180, "Professionals: Education": 6}
    assert (kept.where(), kept.local_authority, kept.notes) == (
        "Example School",
        told.organisation.local_authority,
        "Good questions",
    )
    assert (kept.recorded_by, kept.received_at, kept.received_on) == (facilitator, noon, noon.date())
    assert logged(kept) == ["training.headcount.record"]


def test_one_that_is_sent_again_changes_nothing(told, facilitator, noon):
    first = record(told, facilitator, noon)
    [receipt] = record_headcounts(told=[replace(told, counts=(Counted("year_9", 9),))], by=facilitator, at=noon)
    assert (receipt.answer, receipt.headcount) == (Answer.SAYS_NOTHING_NEW, first)
    assert numbers(first)["Year 9"] == 180
    assert logged(first) == ["training.headcount.record"]


def test_the_same_one_twice_in_one_sending_is_one(told, facilitator, noon):
    receipts = record_headcounts(told=[told, told], by=facilitator, at=noon)
    assert [each.answer for each in receipts] == [Answer.KEPT, Answer.SAYS_NOTHING_NEW]
    assert Headcount.objects.count() == 1


def test_an_identifier_of_somebody_else_is_refused(told, facilitator, noon):
    record(told, facilitator, noon)
    with pytest.raises(RecordedByAnother):
        record(told, staff_member(StaffRole.FACILITATOR), noon)


def test_of_many_one_that_is_refused_does_not_keep_the_others_out(told, facilitator, noon):
    future = replace(told, uid=uuid4(), held_on=noon.date() + timedelta(days=1))
    receipts = record_headcounts(told=[future, told], by=facilitator, at=noon)
    assert [each.answer for each in receipts] == [Answer.REFUSED, Answer.KEPT]
    assert isinstance(receipts[0].refusal, OfTheFuture)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"counts": ()}, NobodyCounted),
        ({"counts": (Counted("year_9", 0),)}, NumberRefused),
        ({"counts": (Counted("year_9", 5_001),)}, NumberRefused),
        ({"counts": (Counted("year_14", 5),)}, AudienceRefused),
        ({"counts": (Counted("professionals", 5),)}, AudienceRefused),
        ({"counts": (Counted("year_9", 5, 1),)}, AudienceRefused),
        ({"counts": (Counted("year_9", 5), Counted("year_9", 6))}, AudienceRefused),
        ({"organisation": None}, PlaceUnknown),
        ({"organisation": None, "place": "  "}, PlaceUnknown),
        ({"organisation": None, "place": "A park"}, PlaceUnknown),
        ({"part_of_day": "night"}, HeadcountRefused),
    ],
)
def test_what_cannot_have_been_is_refused_and_nothing_is_kept(told, facilitator, noon, change, refusal):
    with pytest.raises(refusal):
        record(replace(told, **change), facilitator, noon)
    assert not Headcount.objects.exists()


@pytest.mark.parametrize(("days", "refusal"), [(1, OfTheFuture), (-1100, TooLongAgo)])
def test_a_day_to_come_and_one_long_past_are_refused(told, facilitator, noon, days, refusal):
    with pytest.raises(refusal):
        record(replace(told, held_on=noon.date() + timedelta(days=days)), facilitator, noon)


def test_just_after_midnight_in_summer_today_is_the_local_day(told, facilitator, noon):
    at = noon.replace(month=7, day=1, hour=23, minute=30)  # half past midnight on 2 July in London
    assert record(replace(told, held_on=at.date() + timedelta(days=1)), facilitator, at).held_on.day == 2


def test_a_place_that_is_none_of_ours_is_kept_by_name_and_area(told, facilitator, noon):
    area = LocalAuthorityFactory()
    kept = record(replace(told, organisation=None, place="Example Park", local_authority=area), facilitator, noon)
    assert (kept.where(), kept.organisation, kept.local_authority) == ("Example Park", None, area)


FACTS = {
    "without a place": {"organisation": None, "local_authority": None},
    "a place without its area": {"organisation": None, "local_authority": None, "place": "A park"},
    "two places": {"place": "A park"},
    "of the future": {"held_on": timezone.localdate() + timedelta(days=400)},
    "withdrawn by nobody": {"withdrawn_at": timezone.now()},
}


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS.keys())
def test_the_database_refuses_a_headcount_that_cannot_be(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadcountFactory(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"audience": "year_9", "number": 0},
        {"audience": "year_9", "number": 5_001},
        {"audience": "professionals", "number": 5},
        {"audience": "year_7", "number": 5, "role_group": True},
        {"audience": "year_8", "number": 5},  # there is one already
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(facts):
    headcount = HeadcountFactory(counts={"year_8": 30})
    if "role_group" in facts:
        facts = {**facts, "role_group": RoleGroupFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadcountLine.objects.create(headcount=headcount, **facts)


def test_each_group_of_roles_is_counted_once(told):
    headcount, group = HeadcountFactory(), RoleGroupFactory()
    line = {"headcount": headcount, "audience": "professionals", "role_group": group, "number": 3}
    HeadcountLine.objects.create(**line)
    HeadcountLine.objects.create(**{**line, "role_group": RoleGroupFactory(name="Health")})
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadcountLine.objects.create(**line)


def test_a_correction_says_in_the_log_what_was_so_before(told, facilitator, noon):
    kept = record(told, facilitator, noon)
    mended = replace(told, counts=(Counted("year_9", 175), Counted("parents", 4)), is_estimate=True, notes="Late start")
    correct_headcount(headcount=kept, told=mended, by=facilitator, at=noon)
    kept.refresh_from_db()
    assert (numbers(kept), kept.is_estimate) == ({"Year 9": 175, "Parents and carers": 4}, True)
    entry = ModelLogEntry.objects.for_instance(kept).get(action="training.headcount.correct")
    education = told.counts[1].role_group_id
    assert entry.data == {
        "changed": ["counts", "is_estimate", "notes"],
        "before": {"counts": {f"professionals-{education}": 6, "year_9": 180}, "is_estimate": False},
    }


def test_a_correction_that_says_the_same_writes_nothing(told, facilitator, noon):
    kept = record(told, facilitator, noon)
    correct_headcount(headcount=kept, told=told, by=facilitator, at=noon + timedelta(days=3))
    assert logged(kept) == ["training.headcount.record"]


def test_a_correction_leaves_the_area_of_a_school_that_changed_it_since(told, facilitator, noon):
    kept = record(told, facilitator, noon)
    before, told.organisation.local_authority = kept.local_authority, LocalAuthorityFactory()
    told.organisation.save()
    correct_headcount(headcount=kept, told=replace(told, is_estimate=True), by=facilitator, at=noon)
    kept.refresh_from_db()
    assert (kept.is_estimate, kept.local_authority) == (True, before)


def test_a_correction_cannot_make_it_later_than_it_was_recorded(told, facilitator, noon):
    kept = record(told, facilitator, noon)
    later = replace(told, held_on=noon.date() + timedelta(days=2))
    with pytest.raises(OfTheFuture):
        correct_headcount(headcount=kept, told=later, by=facilitator, at=noon + timedelta(days=5))


def test_a_withdrawn_headcount_stays_and_is_neither_counted_nor_corrected(told, facilitator, noon):
    kept = record(told, facilitator, noon)
    for _ in range(2):
        withdraw_headcount(headcount=kept, by=facilitator, at=noon)
    assert logged(kept) == ["training.headcount.record", "training.headcount.withdraw"]
    assert totals(Headcount.objects.all()).people == 0
    with pytest.raises(HeadcountWithdrawn):
        correct_headcount(headcount=kept, told=replace(told, is_estimate=True), by=facilitator, at=noon)


def test_every_audience_is_either_up_to_24_or_over():
    assert sorted([*UP_TO_24, *OVER_24]) == sorted(Audience)
    assert set(OVER_24) == {"aged_25", "parents", "professionals"}


def test_totals_tell_the_two_ages_apart_and_say_how_many_are_estimated(facilitator):
    HeadcountFactory(counts={"year_9": 30, "parents": 4}, is_estimate=True)
    HeadcountFactory(counts={"aged_18_24": 7, "aged_25": 2})
    found = totals(Headcount.objects.all())
    assert (found.headcounts, found.up_to_24, found.over_24, found.people, found.estimated) == (2, 37, 6, 43, 34)
    assert totals(Headcount.objects.none()).people == 0


def test_a_school_that_is_merged_takes_its_headcounts_along(told, facilitator, noon):
    kept, into = record(told, facilitator, noon), OrganisationFactory()
    merge_organisation(organisation=told.organisation, into=into, by=None, at=noon)
    kept.refresh_from_db()
    assert kept.organisation == into


@pytest.mark.parametrize(
    ("kind", "sector", "sets"),
    [
        ("Primary school", "Education: primary", ("primary",)),
        ("Secondary school", "Education: secondary", ("secondary",)),
        ("All-through school", "Education: secondary", ("primary", "secondary")),
        ("Charity", "Charity", ("ages",)),
    ],
)
def test_the_audiences_that_fit_a_place_come_from_its_kind(kind, sector, sets):
    school = OrganisationFactory(kind__name=kind, kind__sector__name=sector)
    assert fitting(school.kind) == sets
    assert fitting(None) == ("ages",)


def test_places_and_topics_used_last_come_first(facilitator, noon):
    first, last, somebody_elses = (OrganisationFactory() for _ in range(3))
    common, rare = TopicFactory(name="A common topic"), TopicFactory(name="B rare topic")
    TopicFactory(name="Old", is_offered=False)
    HeadcountFactory(recorded_by=facilitator, organisation=first, topic=common, received_at=noon)
    HeadcountFactory(recorded_by=facilitator, organisation=last, topic=rare, received_at=noon + timedelta(hours=1))
    HeadcountFactory(organisation=somebody_elses, topic=common)
    assert last_places(facilitator, 5) == [last, first]
    assert topics_offered(facilitator) == [rare, common]


def test_thirty_are_kept_in_as_many_questions_as_two(told, facilitator, noon):
    ContentType.objects.get_for_models(Headcount, type(facilitator))

    def asked(number):
        many = [replace(told, uid=uuid4()) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            record_headcounts(told=many, by=facilitator, at=noon)
        return len(queries)

    assert asked(2) == asked(30)
    assert Headcount.objects.count() == 32


def test_a_person_who_recorded_a_headcount_is_not_deleted():
    person = PersonFactory()
    HeadcountFactory(recorded_by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        person.delete()
