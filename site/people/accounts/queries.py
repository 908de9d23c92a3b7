"""Reads about accounts and addresses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from people.accounts.models import UndeliverableAddress


def unreached(emails: Iterable[str]) -> dict[str, datetime]:
    """Those of these addresses that email does not reach, each with since when. Makes one query."""
    return dict(UndeliverableAddress.objects.filter(email__in=set(emails)).values_list("email", "since"))


def flag_unreached(rows: Iterable[Any]) -> None:
    """Set `unreached_since` on everything that has an `email`: since when email does not reach it, or None. Makes one
    query, however many there are."""
    rows = list(rows)
    since = unreached(row.email for row in rows)
    for row in rows:
        row.unreached_since = since.get(row.email)
