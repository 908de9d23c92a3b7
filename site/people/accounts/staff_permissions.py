"""What each staff role may do in the Wagtail admin, by model; models of other apps are only named."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from people.accounts.policies import StaffRole

OPEN_ADMIN = ("wagtailadmin", "access_admin")
LISTS = ("role", "rolegroup", "sector", "organisationkind", "localauthority", "traininglead")
PLANNED = ("course", "theme", "competency", "framework", "venue", "session", "series", "undatedsession", "topic")
EVERYTHING = ("add", "change", "delete", "view")
KEEPING = ("add", "change", "view")

# Role: for each app, the models and what may be done with them. What is kept for the record is deleted by nobody.
ON_MODELS: dict[StaffRole, dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]] = {
    StaffRole.PROGRAMME_MANAGER: {
        "people": [(("organisation",), KEEPING), (("traininglead",), EVERYTHING)],
        "training": [
            (PLANNED, KEEPING),
            (("booking", "attendance", "certificate", "interest", "headcount"), ("view", "change")),
        ],
    },
    StaffRole.ADMINISTRATOR: {
        "people": [
            (("organisation", "person"), KEEPING),
            (LISTS, EVERYTHING),
            (("partnership", "helpline"), EVERYTHING),
        ],
        "training": [
            (
                ("course", "theme", "competency", "framework", "venue", "session", "series", "undatedsession", "topic"),
                EVERYTHING,
            ),
            (("booking", "attendance", "certificate", "interest", "headcount"), ("view", "change")),
        ],
        "wagtailcore": [(("site", "workflow", "task", "locale"), EVERYTHING)],
        "wagtailredirects": [(("redirect",), EVERYTHING)],
    },
}
IN_ADMIN = tuple(role for role in StaffRole if role is not StaffRole.FACILITATOR)  # who has screens of their own there


@transaction.atomic
def set_up_staff_roles() -> None:
    """Make a group for each staff role and give it what it needs in the admin. Run again, it changes nothing.

    Permissions are added and never taken away, so that what an administrator gave besides stays. Permissions on pages,
    pictures and documents are the CMS's to give.
    """
    for role in StaffRole:
        group, _ = Group.objects.get_or_create(name=role.value)
        wanted = Q(pk=None)
        if role in IN_ADMIN:
            wanted |= Q(content_type__app_label=OPEN_ADMIN[0], codename=OPEN_ADMIN[1])
        for app, grants in ON_MODELS.get(role, {}).items():
            for models, actions in grants:
                names = [f"{action}_{model}" for model in models for action in actions]
                wanted |= Q(content_type__app_label=app, codename__in=names)
        group.permissions.add(*Permission.objects.filter(wanted))
