"""Who may build surveys, publish them, read what people wrote, and see what they answered."""

from django.contrib.auth.models import AnonymousUser

from people.accounts.policies import StaffRole, has_staff_role
from people.models import Person
from surveys.questionnaires.models import Survey

Viewer = Person | AnonymousUser


def may_build_surveys(viewer: Viewer) -> bool:
    """Editors, programme managers and analysts write surveys and their translations."""
    return has_staff_role(viewer, StaffRole.EDITOR, StaffRole.PROGRAMME_MANAGER, StaffRole.ANALYST)


def may_publish_surveys(viewer: Viewer) -> bool:
    """Approvers publish what others wrote, mend published words, make a survey more private, and close it."""
    return has_staff_role(viewer, StaffRole.APPROVER)


def may_publish_alone(viewer: Viewer) -> bool:
    """Administrators publish at once what they changed themselves, for emergencies."""
    return has_staff_role(viewer, StaffRole.ADMINISTRATOR)


def may_open_surveys(viewer: Viewer) -> bool:
    """Whoever builds or publishes sees the list of surveys, their questions and their versions."""
    return may_build_surveys(viewer) or may_publish_surveys(viewer)


def may_read_texts(viewer: Viewer, survey: Survey) -> bool:
    """What people wrote in their own words is read by the survey's reviewer alone, not by administrators either."""
    return _is_active_staff(viewer) and viewer.pk == survey.reviewer_id


def may_see_results(viewer: Viewer) -> bool:
    """Analysts and programme managers see results, through the disclosure service."""
    return has_staff_role(viewer, StaffRole.ANALYST, StaffRole.PROGRAMME_MANAGER)


def may_export_raw(viewer: Viewer, survey: Survey) -> bool:
    """Single answers are taken away by the few whom the survey names, and by nobody else."""
    return _is_active_staff(viewer) and survey.raw_readers.filter(pk=viewer.pk).exists()


def _is_active_staff(viewer: Viewer) -> bool:
    return isinstance(viewer, Person) and viewer.is_active and viewer.is_staff
