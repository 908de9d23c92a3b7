"""Tables for the tests of the disclosure service."""

from hypothesis import strategies as st

from surveys.results.disclosure.tables import Counts

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def one_way(*counts, base=None):
    """Counts of exclusive answers; or, with a base of their own, of answers of which several could be chosen."""
    return Counts(
        rows=tuple(LETTERS[: len(counts)]),
        columns=("",),
        cells=tuple((count,) for count in counts),
        base=sum(counts) if base is None else base,
        sums=base is None,
    )


def two_way(*rows, groups=(), sums=True, base=None, groups_sum=True):
    known = groups or tuple(sum(row) for row in rows)
    return Counts(
        rows=tuple(f"group {at}" for at in range(len(rows))),
        columns=tuple(LETTERS[: len(rows[0])]),
        cells=tuple(tuple(row) for row in rows),
        base=sum(known) if base is None else base,
        sums=sums,
        groups=tuple(groups),
        groups_sum=groups_sum,
    )


def small_counts(most):
    """Counts among which small ones, zeros and those about to be rounded either way are common."""
    return st.one_of(st.integers(0, 5), st.sampled_from([7, 8, 12, 13]), st.integers(0, most))


def one_way_tables(most=40, longest=6):
    return st.lists(small_counts(most), min_size=1, max_size=longest).map(lambda counts: one_way(*counts))


@st.composite
def choice_tables(draw, most=60, longest=6):
    base = draw(st.integers(0, most))
    near = st.integers(max(0, base - 5), base)
    counts = draw(st.lists(st.one_of(near, st.integers(0, base)), min_size=1, max_size=longest))
    return one_way(*counts, base=base)


@st.composite
def two_way_tables(draw, most=30, rows=4, columns=4):
    width = draw(st.integers(1, columns))
    row = st.lists(small_counts(most), min_size=width, max_size=width)
    return two_way(*draw(st.lists(row, min_size=1, max_size=rows)))
