"""How many people wrote something, counted from what they wrote: no row and no total knows of it."""

from django.db.models import Count

from surveys.models import HeldText
from surveys.results.queries.dimensions import WRITTEN
from surveys.results.queries.ground import Counted, Ground, Placed
from surveys.results.queries.selections import Selection


def count_writers(ground: Ground, counted: Counted, selection: Selection) -> None:
    """Add to counts without groups how many wrote something to each question in own words, of all who answered at all.
    A text that was removed counts: somebody wrote it. A text has no month and no other answer beside it, so that
    nothing is added where people were selected by these. One statement, where there is such a question."""
    written = [key for key, dimension in ground.shown.items() if dimension.is_in_own_words]
    if not written or selection.period or selection.group[0]:
        return
    texts = HeldText.objects.filter(version__in=ground.joined.versions(selection.version))
    texts = texts.filter(about=selection.about) if selection.about else texts
    for version, name, number in texts.values_list("version", "question").annotate(number=Count("pk")).order_by():
        asked = ground.by_name.get((version, name))
        if asked and asked.key in written:
            counted.numbers["", Placed(asked.key, WRITTEN)] += number
    for key in written:
        if number := counted.numbers["", Placed(key, WRITTEN)]:
            counted.asked["", key] = max(counted.people[""], number)
