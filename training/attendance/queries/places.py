"""Finding the organisations that the rows of a spreadsheet mean, all of them in two queries."""

from collections.abc import Sequence

from django.db.models import Q

from people.models import LocalAuthority, Organisation
from people.organisations.queries import LONGEST_SEARCH, plain

LARGEST_URN = 2**31 - 1


class NotOne(Exception):
    """The row does not say which organisation it means; the message is fit to show beside the named column."""

    def __init__(self, words: str, column: str) -> None:
        super().__init__(words)
        self.column = column


class Places:
    """The organisations that any of these names or URNs may mean."""

    def __init__(self, named: Sequence[tuple[str, str]]) -> None:
        urns = {urn for _, text in named if (urn := _urn(text)) is not None}
        names = {plain(name[:LONGEST_SEARCH]) for name, _ in named} - {""}
        ready = Organisation.objects.choosable().select_related("kind", "local_authority")
        self.by_urn = {each.urn: each for each in ready.filter(urn__in=urns)}
        self.by_name: dict[str, list[Organisation]] = {}
        begins = Q(pk__in=[])
        for name in names:
            begins |= Q(searchable__startswith=name)
        for each in ready.filter(begins) if names else []:
            if (name := plain(each.name)) in names:
                self.by_name.setdefault(name, []).append(each)

    def find(self, *, name: str, urn: str, area: LocalAuthority | None) -> Organisation | None:
        """The one that is meant; None where the name is none of ours. Raises NotOne where it cannot be told."""
        if urn:
            found = self.by_urn.get(_urn(urn) or 0)
            if found is None:
                raise NotOne("no open school of our list has this number.", "URN")
            return found
        named = self.by_name.get(plain(name[:LONGEST_SEARCH]), [])
        if area is not None:
            named = [each for each in named if each.local_authority == area]
        if len(named) > 1:
            raise NotOne(f"{len(named)} organisations of our list have this name. Add the area, or the URN.", "Place")
        return named[0] if named else None


def _urn(text: str) -> int | None:
    """A school's number as a spreadsheet has it: 103456, or 103456.0."""
    digits = text.removesuffix(".0")
    return int(digits) if digits.isdecimal() and int(digits) <= LARGEST_URN else None
