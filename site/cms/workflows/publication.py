"""What happens when a page has passed its last step. Wagtail loads this before any model: it imports nothing."""

from typing import Any


def publish_what_was_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the page. Wagtail calls this, by a setting.

    The approval itself is the permission: who approves may not publish in any other way, so that no page is published
    by one person alone.
    """
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
