"""Changing some facts of a record."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def keep_facts(kept: Model, facts: Mapping[str, Any]) -> list[str]:
    """Set and save the facts that differ, of a record whose row is locked. Returns their names, for the log."""
    changed = sorted(name for name, value in facts.items() if getattr(kept, name) != value)
    for name in changed:
        setattr(kept, name, facts[name])
    if changed:
        kept.save(update_fields=changed)
    return changed
