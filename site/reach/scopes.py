"""What a figure is about: a period, narrowed by facts. Every figure, row, export and link is made from one of these."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self
from urllib.parse import urlencode

from reach.breakdowns import FACTS, NOT_KNOWN
from reach.periods import Period, PeriodKind


@dataclass(frozen=True)
class Scope:
    """A period, and for some facts the one record (None: not known) that attendance must have."""

    period: Period
    facts: MappingProxyType[str, int | None] = field(default_factory=lambda: MappingProxyType({}))

    def narrowed(self, slug: str, key: int | None) -> Self:
        """The same, with one fact more."""
        return type(self)(self.period, MappingProxyType({**self.facts, slug: key}))

    def widened(self, slug: str) -> Self:
        """The same, with one fact less."""
        return type(self)(self.period, MappingProxyType({k: v for k, v in self.facts.items() if k != slug}))

    def during(self, period: Period) -> Self:
        """The same facts in another period."""
        return type(self)(period, self.facts)

    def address(self, **more: str) -> str:
        """The scope as the query of an address, which the form reads back."""
        named = {"period": self.period.code}
        if self.period.kind == PeriodKind.DATES:
            named |= {"first": self.period.starts_on.isoformat(), "last": self.period.ends_on.isoformat()}
        facts = {slug: NOT_KNOWN if key is None else str(key) for slug, key in self.facts.items()}
        return urlencode({**named, **facts, **more})

    def in_words(self) -> Iterator[tuple[str, str, str]]:
        """Slug, name and label of each fact it is narrowed by: ("sector", "Sector", "Health"). One query for each."""
        for slug, key in self.facts.items():
            fact = FACTS[slug]
            label, note = (fact.when_null, "") if key is None else fact.labels([key]).get(key, (fact.when_null, ""))
            yield slug, fact.name, f"{label} ({note})" if note else label
