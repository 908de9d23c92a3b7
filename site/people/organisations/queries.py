"""Finding an organisation among tens of thousands by a few letters."""

from django.db.models import BooleanField, Case, QuerySet, Value, When

from people.organisations.models import LocalAuthority, Organisation

LONGEST_SEARCH = 100
SHORTEST_SEARCH = 2
MOST_WORDS = 8


def plain(text: str) -> str:
    """Text as the search column holds it: lower case, single spaces, no points or apostrophes.

    Nor a NUL, which PostgreSQL refuses: what is looked for while typing has been through no form's checks.
    """
    for mark in ("'", "’", ".", "\0"):
        text = text.replace(mark, "")
    return " ".join(text.lower().split())


def search_organisations(*, text: str, limit: int = 20) -> list[Organisation]:
    """Organisations that a person may choose, with every word of `text` somewhere in the name, postcode or URN.

    Names that start with the text come first, then by name. Under two letters nothing is found. Kind and authority are
    loaded, since two of the same name are told apart by them.
    """
    wanted = plain(text[:LONGEST_SEARCH])
    if len(wanted) < SHORTEST_SEARCH:
        return []
    found = _with_what_tells_them_apart(Organisation.objects.choosable())
    for word in wanted.split()[:MOST_WORDS]:
        found = found.filter(searchable__contains=word)
    starts = Case(When(searchable__startswith=wanted, then=Value(False)), default=True, output_field=BooleanField())
    return list(found.order_by(starts, "name", "pk")[:limit])


def organisations_named(*, name: str, local_authority: LocalAuthority | None = None) -> list[Organisation]:
    """Those a person may choose whose whole name is this, whatever its case and points; in one area when given."""
    wanted = plain(name[:LONGEST_SEARCH])
    if not wanted:
        return []
    found = Organisation.objects.choosable().filter(searchable__startswith=wanted)
    if local_authority is not None:
        found = found.filter(local_authority=local_authority)
    return [organisation for organisation in _with_what_tells_them_apart(found) if plain(organisation.name) == wanted]


def find_choosable(*, pk: int) -> Organisation | None:
    """The organisation with this key, if a person may choose it."""
    return _with_what_tells_them_apart(Organisation.objects.choosable()).filter(pk=pk).first()


def _with_what_tells_them_apart(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return organisations.select_related("kind", "local_authority")
