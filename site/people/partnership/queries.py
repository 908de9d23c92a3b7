"""What documents and emails say of the partnership."""

from people.partnership.models import Partnership


def letterhead() -> dict[str, object]:
    """`partnership` for templates that are rendered outside a request. Named by the setting LETTERHEAD."""
    return {"partnership": Partnership.load()}
