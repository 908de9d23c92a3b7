"""Numbers in figures."""

from decimal import Decimal

import pytest

from documents.figures import in_figures


@pytest.mark.parametrize(
    ("number", "figures"),
    [("0.0", "0"), ("2.0", "2"), ("1.5", "1.5"), ("0.25", "0.25"), ("10.0", "10"), ("100", "100"), ("12.50", "12.5")],
)
def test_no_nought_is_needless(number, figures):
    assert (in_figures(Decimal(number)), in_figures(number)) == (figures, figures)
