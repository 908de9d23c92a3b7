"""Sets up who writes, who approves, and the two steps between."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.navigation.models import Navigation
from cms.workflows.models import SecondReader
from people.accounts.policies import StaffRole
from people.models import Helpline, Partnership

WORKFLOW_NAME = "Write, then approve"
TASK_NAME = "Somebody else reads it"
# On every page. Nobody but an administrator may publish without a second reader: an approver publishes by approving.
ON_PAGES = {
    StaffRole.EDITOR: ["add", "change"],
    StaffRole.APPROVER: ["change", "lock", "unlock"],
    StaffRole.ADMINISTRATOR: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
ON_UPLOADS = {
    StaffRole.EDITOR: ["add", "change", "choose"],
    StaffRole.APPROVER: ["choose"],
    StaffRole.ADMINISTRATOR: ["add", "change", "choose"],
}
ON_SETTINGS = [StaffRole.EDITOR, StaffRole.ADMINISTRATOR]


@transaction.atomic
def set_up_publishing() -> Workflow:
    """Give each role its permissions, and every page the workflow of two steps. Run again, it changes nothing.

    Wagtail's own example workflow and its group of moderators, who could publish alone, are taken away.
    """
    for role in ON_PAGES:
        allow(role, Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"))
        allow_on_pages(role)
        allow_on_uploads(role)
    for role in ON_SETTINGS:
        for model in (Helpline, Partnership, Navigation):
            allow(role, permissions_of(model))
    remove_wagtails_example()
    return set_up_workflow()


def group_of(role: StaffRole) -> Group:
    """The group of a role."""
    return Group.objects.get_or_create(name=role.value)[0]


def permissions_of(model: type[Model]) -> Iterable[Permission]:
    """Every permission on a model."""
    return Permission.objects.filter(
        content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name
    )


def allow(role: StaffRole, permissions: Iterable[Permission]) -> None:
    """Add permissions to a role."""
    group_of(role).permissions.add(*permissions)


def allow_on_pages(role: StaffRole) -> None:
    """Set, and not only add, what a role may do on every page: publishing is what must not slip in."""
    root = Page.objects.get(depth=1)
    group = group_of(role)
    wanted = [f"{action}_page" for action in ON_PAGES[role]]
    held = GroupPagePermission.objects.filter(group=group, page=root)
    held.exclude(permission__codename__in=wanted).delete()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def allow_on_uploads(role: StaffRole) -> None:
    """Let a role add, change or choose pictures and documents."""
    root = Collection.objects.get(depth=1)
    for model in (get_image_model(), get_document_model()):
        names = [f"{action}_{model._meta.model_name}" for action in ON_UPLOADS[role]]
        for permission in permissions_of(model):
            if permission.codename in names:
                GroupCollectionPermission.objects.get_or_create(
                    group=group_of(role), collection=root, permission=permission
                )


def remove_wagtails_example() -> None:
    """Take away what Wagtail's migrations put in place, unless somebody has been put into it."""
    Workflow.objects.filter(name="Moderators approval", workflow_states=None).delete()
    Group.objects.filter(name="Moderators", user=None).delete()


def set_up_workflow() -> Workflow:
    """The workflow with its one task, on every page."""
    task, _ = SecondReader.objects.get_or_create(name=TASK_NAME)
    task.groups.add(group_of(StaffRole.APPROVER), group_of(StaffRole.ADMINISTRATOR))
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    return workflow
