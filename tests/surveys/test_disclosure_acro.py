"""Where the `acro` package covers the same rule, the frequency threshold, ours agrees with it.

Zero counts differ: `acro` suppresses a cell of nobody like any below its threshold, while we show zero as zero,
save beside an answer that nearly all of a group gave. Rounding, groups that are too small and secondary
suppression are no part of acro's suppression, so that the primary rule alone is compared.
"""

import logging
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.results.disclosure.protecting import rounded
from surveys.results.disclosure.published import ShownAs
from surveys.results.disclosure.rules import STANDARD
from tests.surveys.disclosure_tables import two_way

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:acro", "ignore::FutureWarning:acro")


@pytest.fixture(scope="module")
def suppressed_by_acro(tmp_path_factory):
    """Asks acro which cells of a table of people it suppresses below our threshold.

    Of each table acro notes the source of every call that led to it: in a thread of its own these are few. And it
    writes each of its steps as text, for a log that nobody reads: unfolded, these take half the time.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path_factory.mktemp("acro"))
        import acro  # takes seconds, and sets up logging

        logging.getLogger("acro").setLevel(logging.CRITICAL)
        session = acro.ACRO(suppress=True)
    session.sdc_checks.risk_appetite["safe_threshold"] = STANDARD.least_count

    def ask(cells):
        people = [(i, j) for i, row in enumerate(cells) for j, count in enumerate(row) for _person in range(count)]
        groups = pd.Series([i for i, _j in people], name="group")
        answers = pd.Series([j for _i, j in people], name="answer")
        table = session.crosstab(groups, answers)
        return {(i, j) for i in table.index for j in table.columns if pd.isna(table.loc[i, j])}

    setting = ("mode.chained_assignment", None)  # acro sets values in a part of a table of its own
    with ThreadPoolExecutor(max_workers=1) as thread, pd.option_context(*setting, "display.expand_frame_repr", False):
        yield lambda cells: thread.submit(ask, cells).result()


def suppressed_by_us(cells):
    table = rounded(two_way(*cells))
    return {
        (place.row, place.column)
        for place, shown in table.places()
        if place.part == "cell" and shown.kind is not ShownAs.NUMBER
    }


# Groups that we show, in which no answer was given by nearly all: there the primary rules are the same.
big_cells = st.lists(st.tuples(st.integers(5, 30), st.integers(5, 30), st.integers(0, 12)), min_size=2, max_size=4)


@settings(max_examples=1000, deadline=None)
@given(big_cells)
def test_the_cells_that_acro_suppresses_are_those_that_we_do_not_show(suppressed_by_acro, cells):
    nobody = {(i, j) for i, row in enumerate(cells) for j, count in enumerate(row) if count == 0}
    anybody_in_last = any(row[2] for row in cells)  # pandas makes no column of an answer that nobody gave
    assert suppressed_by_us(cells) == suppressed_by_acro(cells) - nobody
    assert not nobody or not anybody_in_last or nobody <= suppressed_by_acro(cells)


def test_acro_suppresses_four_and_shows_five_as_we_do(suppressed_by_acro):
    cells = [(20, 4, 9), (5, 30, 6), (3, 30, 12)]
    assert suppressed_by_acro(cells) == suppressed_by_us(cells) == {(0, 1), (2, 0)}


def test_acro_suppresses_a_cell_of_nobody_which_we_show(suppressed_by_acro):
    cells = [(20, 8, 0), (5, 30, 6)]
    assert suppressed_by_acro(cells) == {(0, 2)}
    assert suppressed_by_us(cells) == set()
