"""The step in which somebody else reads what was written."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import AbstractGroupApprovalTask, TaskState

from people.models import Person


class SecondReader(AbstractGroupApprovalTask):
    """Approval by a member of the chosen groups who is not the one that submitted the page."""

    class Meta:
        verbose_name = "approval by somebody else"
        verbose_name_plural = "approvals by somebody else"

    def get_actions(self, obj: Any, user: Person) -> list[tuple[str, str, bool]]:
        """What this person may do at this step: nothing, on a page that they submitted."""
        state = obj.current_workflow_task_state
        if state and state.workflow_state.requested_by_id == user.pk:
            return []
        return super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user: Person, **kwargs: Any) -> "QuerySet[TaskState]":
        """The pages that wait for this person: never their own."""
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        """What the list of kinds of task says."""
        return "Members of the chosen groups approve, except for pages that they submitted themselves"
