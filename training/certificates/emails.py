"""What a holder is told of their certificate, and the link that opens it from there."""

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from documents.emails import queue_email
from people.models import Person
from training.attendance.models import Attendance
from training.attendance.queries import evaluation_for
from training.certificates.models import Certificate, NameRequest, ReminderKind
from training.certificates.queries.badges import badge_of
from training.certificates.queries.refreshing import Ways
from training.sessions.models import Session

# The number alone opens nothing: it is printed for others to check.
DOWNLOAD = Signer(salt="training.certificate.download")
REMINDERS = Signer(salt="training.certificate.reminders")


def send_issued(certificate: Certificate, pdf: bytes) -> None:
    """The certificate, attached and linked."""
    _send_document("certificate_issued", certificate, pdf)


def send_replaced(certificate: Certificate, pdf: bytes) -> None:
    """The certificate that took the place of another, and why; and that a badge of the other no longer holds good."""
    old = certificate.replaces
    assert old is not None  # noqa: S101  (it took the place of one)
    _send_document("certificate_replaced", certificate, pdf, old=old, had_badge=badge_of(old) is not None)


def _send_document(template: str, certificate: Certificate, pdf: bytes, **context: object) -> None:
    queue_email(
        template=template,
        to=certificate.person.email,
        context={
            "certificate": certificate,
            "download_url": download_url(certificate),
            "verify_url": _address("training:certificate-verify", certificate),
            "list_url": settings.SITE_URL + reverse("training:certificate-list"),
            **context,
        },
        attachments={f"certificate-{certificate.number}.pdf": (pdf, "application/pdf")},
    )


def send_name_declined(request: NameRequest) -> None:
    """That the name stays as it is, and why."""
    certificate = request.certificate
    context = {
        "certificate": certificate,
        "request": request,
        "list_url": settings.SITE_URL + reverse("training:certificate-list"),
    }
    queue_email(template="certificate_name_declined", to=certificate.person.email, context=context)


def send_withdrawn(certificate: Certificate) -> None:
    """That neither it nor a badge of it stands any more, why, and whom to ask."""
    context = {"certificate": certificate, "had_badge": badge_of(certificate) is not None}
    queue_email(template="certificate_withdrawn", to=certificate.person.email, context=context)


def download_url(certificate: Certificate) -> str:
    """A link that opens the document without signing in, for whoever was sent it."""
    key = DOWNLOAD.signature(certificate.number)
    return f"{_address('training:certificate-download', certificate)}?key={key}"


def is_download_key(key: str, number: str) -> bool:
    """Whether the key came from the email about the certificate with this number."""
    try:
        DOWNLOAD.unsign(f"{number}{DOWNLOAD.sep}{key}")
    except BadSignature:
        return False
    return True


def _address(name: str, certificate: Certificate) -> str:
    return settings.SITE_URL + reverse(name, args=[certificate.number])


def send_refresher_reminder(
    certificate: Certificate, kind: ReminderKind, by: Ways | Attendance, *, at: datetime
) -> None:
    """That it ends soon or has ended, and how to be sent no more of these: by which dates it can be renewed, or, where
    its holder has come again, that the evaluation is what is missing."""
    awaited = by if isinstance(by, Attendance) else None
    ways = by if isinstance(by, Ways) else Ways([], [])
    queue_email(
        template="refresher_reminder",
        to=certificate.person.email,
        context={
            "certificate": certificate,
            "awaited": awaited,
            "evaluation": evaluation_for(awaited, at) if awaited else None,
            "has_ended": kind == ReminderKind.EXPIRED,
            "refreshers": _linked(ways.refreshers),
            "dates": _linked(ways.course),
            "list_url": settings.SITE_URL + reverse("training:certificate-list"),
            "switch_url": switch_url(certificate.person),
        },
    )


def switch_url(person: Person) -> str:
    """A link to the page on which whoever was sent it switches these reminders off, without signing in."""
    return settings.SITE_URL + switch_path(person)


def switch_path(person: Person) -> str:
    """The same on this site."""
    return reverse("training:reminders-switch", args=[REMINDERS.sign(str(person.pk))])


def person_of_switch(key: str) -> int | None:
    """The key of the person whose link this is; None for what is no link of ours."""
    try:
        return int(REMINDERS.unsign(key))
    except (BadSignature, ValueError):
        return None


def _linked(sessions: list[Session]) -> list[tuple[Session, str]]:
    return [(each, settings.SITE_URL + reverse("training:session-detail", args=[each.pk])) for each in sessions]
