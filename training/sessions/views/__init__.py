"""Public pages of sessions and of series."""

from training.sessions.views.cohorts import cohort_detail, cohort_list
from training.sessions.views.sessions import closed_to_others, cohort_key, session_detail, visible_session

__all__ = ["closed_to_others", "cohort_detail", "cohort_key", "cohort_list", "session_detail", "visible_session"]
