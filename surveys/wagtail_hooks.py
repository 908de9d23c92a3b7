"""What surveys add to the Wagtail admin: names for the audit entries they write."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from surveys.questionnaires.actions import LOG_ACTIONS as QUESTIONNAIRES
from surveys.responses.actions import LOG_ACTIONS as RESPONSES
from surveys.results.actions import LOG_ACTIONS as RESULTS


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name each audit entry in words that staff read in the admin's reports."""
    for action, (label, message) in {**QUESTIONNAIRES, **RESPONSES, **RESULTS}.items():
        actions.register_action(action, label, message)
