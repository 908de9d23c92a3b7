"""The demonstration's evaluation that is still to be answered, for which a certificate waits."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from cms.starter.demo import history
from people.models import Person
from training.models import Attendance, Course, Session

CODE = "BYS-101"


def load_evaluation(at: datetime) -> str:
    """Certificates of one course wait for its evaluation now. Everybody has answered but the teacher, who was at
    its latest session."""
    Course.objects.filter(code=CODE).update(certificate_waits_for_evaluation=True)
    attendances = Attendance.objects.filter(course__code=CODE)
    attendances.update(evaluated_at=Subquery(Session.objects.filter(pk=OuterRef("session")).values("ends_at")))
    teacher = Person.objects.select_related("role", "organisation__kind").get(email="teacher@demo.example")
    facilitator = Person.objects.get(email="facilitator@demo.example")
    past = Session.objects.scheduled().filter(course__code=CODE, ends_at__lt=at, attendances__isnull=False)
    session = past.select_related("course").latest("starts_at")
    history.attend(session=session, person=teacher, marked_by=facilitator, at=at)
    return "1 certificate that waits for an evaluation"
