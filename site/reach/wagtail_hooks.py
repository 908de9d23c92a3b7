"""What reach adds to Wagtail's admin: the words of its audit entries."""

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_reach_log_actions(actions: Any) -> None:
    """Name the actions that reach logs."""
    actions.register_action("reach.rows.export", "Export rows of reach", "Rows behind a figure of reach exported")
