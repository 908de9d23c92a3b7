"""Who may publish results; who may see them, or take single answers away, stands with the surveys themselves."""

from people.accounts.policies import StaffRole, has_staff_role
from surveys.questionnaires.policies import Viewer, may_export_raw, may_see_results

__all__ = ["may_export_raw", "may_open_results", "may_publish_results", "may_see_results"]


def may_publish_results(viewer: Viewer) -> bool:
    """Analysts, who know what the numbers mean, and approvers publish results and withdraw them."""
    return has_staff_role(viewer, StaffRole.ANALYST, StaffRole.APPROVER)


def may_open_results(viewer: Viewer) -> bool:
    """Whoever sees results, or publishes them, finds the list of surveys with results."""
    return may_see_results(viewer) or may_publish_results(viewer)
