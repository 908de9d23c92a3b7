"""Stands in for a person's name in rows: the same within one report, another in every other."""

import base64
import hashlib
import hmac

from django.conf import settings

from reach.scopes import Scope


class References:
    """Makes references for the people of one scope. Two scopes give one person two references, so that exports of
    different reports cannot be joined into a history of a person."""

    def __init__(self, scope: Scope) -> None:
        about = f"reach.references:{scope.address()}"
        self._key = hmac.new(settings.SECRET_KEY.encode(), about.encode(), hashlib.sha256).digest()
        self._made: dict[int, str] = {}

    def of(self, person_id: int) -> str:
        """Ten letters and digits (50 bits): two of 100,000 people share one with a chance of 4 in a million."""
        if person_id not in self._made:
            digest = hmac.new(self._key, str(person_id).encode(), hashlib.sha256).digest()
            self._made[person_id] = base64.b32encode(digest[:7]).decode()[:10]
        return self._made[person_id]
