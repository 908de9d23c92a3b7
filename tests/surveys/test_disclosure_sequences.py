"""Attacks on several released tables at once: one table of everything they count is solved for, by a solver of its own.

Written from what is printed alone. It shares nothing with the audit but the solver's library.
"""

import itertools
import random

import numpy as np
import pytest
from scipy import optimize

from surveys.results.disclosure import cells, register
from surveys.results.disclosure.protecting import protect
from surveys.results.disclosure.register import conflicts
from surveys.results.disclosure.releases import Release
from surveys.results.disclosure.tables import ONE_WAY, Counts
from tests.surveys.disclosure_tables import one_way

SURVEY = frozenset({"~survey:1"})
VALUES = {"area": ["a1", "a2", "a3"], "age": ["b1", "b2"], "safe": ["y", "n", "s"]}
NAMES = list(VALUES)
CELLS = list(itertools.product(*VALUES.values()))
SEQUENCES = 1000
PARTS = 4  # of them, which processes share
A_FEW = range(24)


def people(seed):
    """An invented survey: how many there are of each combination."""
    drawn = random.Random(seed)
    found = dict.fromkeys(CELLS, 0)
    for area, age in itertools.product(VALUES["area"][: drawn.choice([2, 3])], VALUES["age"]):
        weights = [drawn.random() ** 2 for _ in VALUES["safe"]]
        for answer in drawn.choices(VALUES["safe"], weights, k=drawn.randint(12, 40)):
            found[area, age, answer] += 1
    return found


def number(found, **fixed):
    return sum(count for cell, count in found.items() if all(cell[NAMES.index(d)] == v for d, v in fixed.items()))


def table_of(found, rows, columns="", **fixed):
    """The counts of one dimension, or of one beside another, of everybody or of a few."""
    across = VALUES[columns] if columns else ONE_WAY
    cells = tuple(
        tuple(number(found, **fixed, **{rows: r}, **({columns: c} if columns else {})) for c in across)
        for r in VALUES[rows]
    )
    counts = Counts(tuple(VALUES[rows]), tuple(across), cells, sum(map(sum, cells)))
    population = SURVEY | {f"{name}:{value}" for name, value in fixed.items()}
    words = " ".join([rows, columns, *fixed.values()])
    return Release(words, population, rows, columns, counts, protect(counts))


def sequence(seed):
    """What an analyst asks for: each question, then comparisons, of everybody and of single groups, in any order."""
    drawn, found = random.Random(seed), people(seed)
    asked = [("area", "safe", {}), ("age", "safe", {}), ("area", "age", {})]
    asked += [("age", "safe", {"area": area}) for area in VALUES["area"]]
    asked += [("safe", "", {"age": age}) for age in VALUES["age"]]
    drawn.shuffle(asked)
    asked = [(name, "", {}) for name in ("safe", "area", "age")] + asked[: drawn.randint(2, 6)]
    return found, [table_of(found, rows, columns, **fixed) for rows, columns, fixed in asked]


def released_of(asked):
    released = []
    for table in asked:
        if not conflicts(table, released):
            released.append(table)
    return released


def members(release, place):
    """Which of all cells are counted at a place of a table."""
    fixed = {name: value for name, _, value in (each.partition(":") for each in release.population) if name in VALUES}
    if place.row >= 0:
        fixed[release.rows_of] = release.counts.rows[place.row]
    if release.columns_of and place.column >= 0:
        fixed[release.columns_of] = release.counts.columns[place.column]
    return np.array([float(all(cell[NAMES.index(d)] == v for d, v in fixed.items())) for cell in CELLS])


def attacked(found, released):
    """What is hidden in a table, in truth 1 to 4 people or stated as fewer than 5, and known better than it says."""
    rows, low, high, hidden = [], [], [], []
    for release in released:
        for place, shown in release.table.places() if release.table.is_shown else ():
            row = members(release, place)
            least, most = (0, np.inf) if shown.kind == "hidden" else shown.stated
            if place.part == "row" and release.table.unshown[place.row] and not release.table.decoys:
                most = 9
            rows, low, high = [*rows, row], [*low, least], [*high, most]
            if shown.kind != "number":
                hidden.append((release.name, place, shown, row))
    truth = np.array([found[cell] for cell in CELLS])
    rule, possible = optimize.LinearConstraint(np.array(rows), low, high), [truth]
    for name, place, shown, row in hidden:
        need = shown.stated if shown.kind == "fewer" else (1, 4)
        if shown.kind == "hidden" and not 1 <= row @ truth <= 4:
            continue
        for sign, goal in ((1, need[0]), (-1, need[1])):  # the solver is asked where no table that it found shows it
            if all(sign * (row @ each) > sign * goal for each in possible):
                possible.append(np.rint(optimize.milp(sign * row, integrality=1, constraints=rule).x))
        least, most = (reach(int(row @ each) for each in possible) for reach in (min, max))
        if least > need[0] or most < need[1]:
            yield name, place, (least, most)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_sequence_of_releases_tells_what_one_of_them_hides(part):
    checked = 0
    for seed in range(part, SEQUENCES, PARTS):
        found, asked = sequence(seed)
        released = released_of(asked)
        assert (seed, list(attacked(found, released))) == (seed, [])
        checked += len(released)
    assert checked > 4 * SEQUENCES / PARTS


def test_without_reading_all_tables_together_the_attack_succeeds(monkeypatch):
    monkeypatch.setattr(register, "told_together", lambda new, earlier: [])
    told = []
    for seed in A_FEW:
        found, asked = sequence(seed)
        told += attacked(found, released_of(asked))
    assert told


def test_tables_with_too_much_in_common_are_refused_in_plain_words(monkeypatch):
    _found, asked = sequence(0)
    released = released_of(asked[:4])
    monkeypatch.setattr(cells, "MOST_CELLS", 5)
    [conflict] = conflicts(asked[5], released)
    assert conflict.words.startswith("This is not shown, to be on the safe side. Too many groups and questions")


def test_asking_for_many_at_once_refuses_what_would_be_told_and_no_more():
    for seed in (0, 3, 6):
        found, asked = sequence(seed)
        refused = register.held_against([], asked)
        released = [table for at, table in enumerate(asked) if at not in refused]
        assert 0 < len(refused) < len(asked)
        assert list(attacked(found, released)) == []


def thirty_questions(seed, number):
    """Thirty questions to the same people, each with answers of its own, most of them given by few."""
    drawn, asked = random.Random(seed), []
    for question in range(30):
        options = range(drawn.randint(2, 7))
        given = drawn.choices(options, [drawn.random() ** 2.5 for _ in options], k=number)
        counts = one_way(*(given.count(option) for option in options))
        asked.append(Release(f"q{question}", SURVEY, f"q{question}", "", counts, protect(counts)))
    return asked


@pytest.mark.parametrize(("seed", "number"), [(7, 60), (8, 40), (17, 150)])
def test_of_thirty_questions_asked_at_once_those_few_are_left_out_that_the_others_tell_of(seed, number):
    asked = thirty_questions(seed, number)
    refused = register.held_against([], asked)
    assert 0 < len(refused) <= 3
    assert register.TOO_MUCH not in {conflict.words for conflicts in refused.values() for conflict in conflicts}
    released = [table for at, table in enumerate(asked) if at not in refused]
    assert [at for at in refused if not conflicts(asked[at], released)] == []
    for at, table in enumerate(released):
        assert conflicts(table, released[:at] + released[at + 1 :]) == []


def test_what_is_too_much_to_check_at_once_is_refused(monkeypatch):
    monkeypatch.setattr(register, "MOST_READINGS", 1)
    _found, asked = sequence(3)
    refused = register.held_against([], asked)
    assert len(refused) == len(asked)
    assert {conflicts[0].words for conflicts in refused.values()} >= {register.TOO_MUCH}
