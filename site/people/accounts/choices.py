"""Roles as a form offers them: under the headings of their groups."""

from itertools import groupby

from django.db.models import Q

from people.accounts.models import Role

Choice = tuple[int | str, str]


def role_choices(*, held: Role | None = None) -> list[tuple[str, list[Choice] | str]]:
    """The roles that are offered, in groups; one that the person holds already stays, offered or not."""
    offered = Q(is_offered=True) | Q(pk=held.pk if held else None)
    roles = Role.objects.filter(offered).select_related("group").order_by("group__position", "group__name", "name")
    groups = groupby(roles, key=lambda role: role.group.name)
    grouped: list[tuple[str, list[Choice] | str]] = [
        (name, [(role.pk, role.name) for role in members]) for name, members in groups
    ]
    return [("", "Choose the closest"), *grouped]
