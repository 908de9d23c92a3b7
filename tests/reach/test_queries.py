"""Figures: what is counted, in which group, and that everything adds up."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reach.breakdowns import CHOICES, FACTS
from reach.periods import PeriodKind, dates, financial_year, month
from reach.queries import attendance_rows, groups, person_rows, totals
from reach.scopes import Scope
from tests.factories import (
    BookingFactory,
    CourseFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    PersonFactory,
    RoleFactory,
    SectorFactory,
)
from tests.reach.attended import attended, session_on
from training.models import Attendance

pytestmark = pytest.mark.django_db
YEAR = financial_year(date(2025, 6, 1))
JUNE = date(2025, 6, 10)


def lines(scope, by):
    return [(group.label, group.figures["professionals"], group.figures["attendances"]) for group in groups(scope, by)]


def test_a_person_counts_once_however_many_sessions_they_attend():
    person = PersonFactory()
    for day in (JUNE, JUNE + timedelta(days=1), JUNE + timedelta(days=2)):
        attended(person, day)
    attended(PersonFactory(), JUNE)
    assert totals(Scope(YEAR)) == {"professionals": 2, "attendances": 4}


def test_who_did_not_meet_the_rule_is_not_counted():
    attended(PersonFactory(), JUNE, counts=False)
    assert totals(Scope(YEAR)) == {"professionals": 0, "attendances": 0}


def test_the_first_and_last_day_of_a_period_count_and_their_neighbours_do_not():
    for day in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1)):
        attended(PersonFactory(), day)
    assert totals(Scope(YEAR)) == {"professionals": 2, "attendances": 2}


def test_a_person_who_moved_job_counts_in_both_sectors_and_once_in_total():
    police = SectorFactory(name="Police")
    health = SectorFactory(name="Health")
    person = PersonFactory()
    attended(person, JUNE, sector=police)
    attended(person, JUNE + timedelta(days=30), sector=health)
    attended(PersonFactory(), JUNE, sector=health)
    assert lines(Scope(YEAR), "sector") == [("Health", 2, 2), ("Police", 1, 1)]
    assert totals(Scope(YEAR)) == {"professionals": 2, "attendances": 3}


def test_what_is_not_known_has_a_line_of_its_own_at_the_end():
    attended(PersonFactory(role=RoleFactory(name="Nurse")), JUNE)
    for _ in range(2):
        attended(PersonFactory(), JUNE, role=None)
    assert lines(Scope(YEAR), "role") == [("Nurse", 1, 1), ("Not known", 2, 2)]


def test_organisations_of_one_name_are_told_apart_by_kind_and_area():
    for area in ("Dudley", "Walsall"):
        school = OrganisationFactory(name="Holy Example School", local_authority=LocalAuthorityFactory(name=area))
        attended(PersonFactory(organisation=school), JUNE)
    assert [(group.label, group.note) for group in groups(Scope(YEAR), "organisation")] == [
        ("Holy Example School", "Secondary school, Dudley"),
        ("Holy Example School", "Secondary school, Walsall"),
    ]


def test_every_month_of_the_period_has_a_line_even_when_nobody_came():
    attended(PersonFactory(), JUNE)
    attended(PersonFactory(), date(2025, 8, 31))
    scope = Scope(dates(date(2025, 6, 1), date(2025, 8, 31)))
    assert lines(scope, "month") == [("June 2025", 1, 1), ("July 2025", 0, 0), ("August 2025", 1, 1)]


def test_a_year_that_the_period_covers_in_part_says_so_and_counts_only_that_part():
    attended(PersonFactory(), date(2025, 3, 1))
    attended(PersonFactory(), date(2025, 5, 1))
    attended(PersonFactory(), date(2025, 9, 1))
    assert [(g.label, g.note, g.figures["attendances"]) for g in groups(Scope(YEAR), "academic-year")] == [
        ("Academic year 2024/25", "only 1 April to 31 August 2025", 1),
        ("Academic year 2025/26", "only 1 September 2025 to 31 March 2026", 1),
    ]


def test_a_scope_narrowed_to_what_is_not_known_counts_only_that():
    attended(PersonFactory(), JUNE, role=None)
    attended(PersonFactory(), JUNE)
    assert totals(Scope(YEAR).narrowed("role", None)) == {"professionals": 1, "attendances": 1}


@pytest.mark.parametrize("by", [slug for slug, _ in CHOICES])
def test_a_split_asks_as_few_questions_for_thirty_lines_as_for_one(by, django_assert_max_num_queries):
    for n in range(30):
        organisation = OrganisationFactory(kind=OrganisationKindFactory(name=f"Kind {n}"))
        person = PersonFactory(organisation=organisation, role=RoleFactory(name=f"Role {n}"))
        attended(person, date(2025, 4, 1) + timedelta(days=10 * n))
    with django_assert_max_num_queries(2):
        assert len(groups(Scope(YEAR), by)) >= 1


# One day either side of the edges of the periods, so that an off-by-one shows.
EDGES = [date(2025, m, d) for m in (4, 7, 9, 10) for d in (1, 2)] + [date(2025, m, 30) for m in (4, 6, 9)]
EDGES += [date(2025, 3, 31), date(2025, 8, 31), date(2026, 3, 31), date(2026, 4, 1)]
visit = st.tuples(
    st.integers(0, 5),
    st.sampled_from(EDGES),
    st.booleans(),
    *(st.one_of(st.none(), st.integers(0, 2)) for _ in range(4)),
)


@pytest.fixture
def world():
    return {
        "people": [PersonFactory() for _ in range(6)],
        "role": [RoleFactory(name=f"Role {n}") for n in range(3)],
        "organisation": [OrganisationFactory() for _ in range(3)],
        "sector": [SectorFactory(name=f"Sector {n}") for n in range(3)],
        "area": [LocalAuthorityFactory() for _ in range(3)],
        "course": [CourseFactory() for _ in range(2)],
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(visit, max_size=25))
def test_figures_equal_a_count_by_hand_and_lines_cover_every_attendance(world, visits):
    Attendance.objects.all().delete()
    made = [_visit(world, *each) for each in visits]
    counted = [a for a in made if a.met_rule and YEAR.starts_on <= a.attended_on <= YEAR.ends_on]
    scope = Scope(YEAR)
    assert totals(scope) == by_hand(counted)
    for slug, fact in FACTS.items():
        split_by_hand = defaultdict(list)
        for attendance in counted:
            split_by_hand[getattr(attendance, f"{fact.field}_id")].append(attendance)
        found = {group.scope.facts[slug]: group.figures for group in groups(scope, slug)}
        assert found == {key: by_hand(theirs) for key, theirs in split_by_hand.items()}
    for kind in PeriodKind:
        if kind != PeriodKind.DATES:
            found = groups(scope, kind.value)
            assert sum(group.figures["attendances"] for group in found) == len(counted)
            for group in found:
                part = group.scope.period
                inside = [a for a in counted if part.starts_on <= a.attended_on <= part.ends_on]
                assert group.figures == by_hand(inside)
                assert totals(group.scope) == group.figures


def _visit(world, who, day, counts, role, organisation, sector, area):
    def pick(name, place):
        return None if place is None else world[name][place]

    session = session_on(day, course=world["course"][(role or 0) % 2])
    facts = {"role": pick("role", role), "organisation": pick("organisation", organisation)}
    facts |= {"sector": pick("sector", sector), "local_authority": pick("area", area)}
    return attended(world["people"][who], day, counts=counts, session=session, **facts)


def by_hand(attendances):
    return {"professionals": len({a.person_id for a in attendances}), "attendances": len(attendances)}


def test_there_are_as_many_rows_as_the_figures_say():
    people = [PersonFactory() for _ in range(3)]
    for n in range(7):
        attended(people[n % 3], JUNE + timedelta(days=n))
    attended(people[0], date(2024, 1, 1))
    scope = Scope(YEAR)
    assert totals(scope) == {"professionals": person_rows(scope).count(), "attendances": attendance_rows(scope).count()}
    visits = Counter(row["person_id"] for row in attendance_rows(scope))
    assert {row["person_id"]: row["attendances"] for row in person_rows(scope)} == visits


def test_a_scope_is_the_same_whatever_order_it_was_narrowed_in():
    scope = Scope(month(JUNE), MappingProxyType({"role": 1}))
    assert scope.narrowed("sector", None).widened("role") == Scope(month(JUNE), MappingProxyType({"sector": None}))
    assert scope.address() == "period=month-2025-06&role=1"


def test_a_booking_without_attendance_counts_for_nothing():
    BookingFactory()
    assert totals(Scope(YEAR)) == {"professionals": 0, "attendances": 0}
