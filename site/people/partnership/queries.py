"""What documents and emails say of the partnership."""

from people.partnership.models import Helpline, Partnership


def letterhead() -> dict[str, object]:
    """`partnership` for templates that are rendered outside a request, and `helplines`, which are read only where a
    template names them. Named by the setting LETTERHEAD."""
    helplines = Helpline.objects.order_by("-is_emergency", "position", "name")
    return {"partnership": Partnership.load(), "helplines": helplines}
