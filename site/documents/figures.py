"""Numbers in figures: alike on pages, in emails, in documents and in data."""

from decimal import Decimal


def in_figures(number: Decimal | int | str) -> str:
    """A number without needless noughts: 2, 1.5, 0.25, 10. It may stand in a record that was never saved."""
    return f"{Decimal(number).normalize():f}"
