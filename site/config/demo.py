"""A guide for trying the product without an inbox: who may sign in, their second codes, and every email it sent.

These addresses exist only where the settings say DEMO; production settings never do.
"""

import time
from datetime import datetime
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from post_office.models import Attachment, Email

from documents.emails import content_of
from people.models import Person
from training.attendance.queries import sessions_awaiting_evaluations
from training.models import BookingStatus, Series, Session, SessionMode

DEMO_DOMAIN = "@demo.example"
CODE_SECONDS = 30
EMAILS_PER_PAGE = 50


def demo_staff() -> list[tuple[Person, str]]:
    """Who may sign in to try the product, each with what they are: staff roles, lead of training, or profession."""
    people = Person.objects.filter(email__endswith=DEMO_DOMAIN).select_related("role", "organisation")
    return [(person, _what(person)) for person in people.prefetch_related("groups", "leads").order_by("pk")]


def _what(person: Person) -> str:
    if person.is_staff:
        return ", ".join(sorted(group.name for group in person.groups.all()))
    what = "Training lead" if person.leads.all() else (person.role.name if person.role else "")
    return f"{what}, {person.organisation}" if person.organisation else what


def current_code(person: Person) -> str:
    """The second code this person's authenticator app would show now, or nothing where they have none."""
    factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return ""
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), int(time.time()) // CODE_SECONDS))


class Sight(NamedTuple):
    """Something worth seeing: what it is, where it is, and who should look."""

    what: str
    href: str
    viewer: str = ""


def sights(at: datetime) -> list[Sight]:
    """The harder cases among the invented sessions, as far as there are any."""
    coming = Session.objects.scheduled().filter(starts_at__gt=at).order_by("starts_at", "pk")
    hybrid = coming.filter(mode=SessionMode.HYBRID).first()
    full = coming.filter(bookings__status=BookingStatus.WAITING).first()
    cohort = Series.objects.filter(is_closed=True).order_by("pk").first()
    found = []
    if hybrid:
        where = reverse("training:session-detail", args=[hybrid.pk])
        found.append(Sight("A session in a room or online, each with its own places", where))
    if full:
        where = reverse("training_session_line", args=[full.pk])
        found.append(Sight("A full session, and who waits for it under fair share", where, "manager@demo.example"))
    if cohort:
        where = reverse("training:cohort-detail", args=[cohort.key])
        found.append(Sight("A closed cohort, which people book by its link", where))
        where = reverse("series:edit", args=[cohort.pk])
        found.append(Sight("The same cohort, where staff add dates to it", where, "manager@demo.example"))
    return [*found, *_unanswered(at)]


def _unanswered(at: datetime) -> list[Sight]:
    """A certificate that waits for its evaluation, as staff see it."""
    waiting = sessions_awaiting_evaluations(at).first()
    if waiting is None:
        return []
    where = reverse("training_session_evaluations", args=[waiting.pk])
    return [Sight("Who has not answered the evaluation that a certificate waits for", where, "manager@demo.example")]


@never_cache
def guide(request: HttpRequest) -> HttpResponse:
    """Who may sign in, and the code of each."""
    sign_ins = [{"person": person, "what": what, "code": current_code(person)} for person, what in demo_staff()]
    return render(request, "demo/guide.html", {"sign_ins": sign_ins, "sights": sights(timezone.now())})


@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    """Every email the product sent or will send, the newest first."""
    pages = Paginator(Email.objects.order_by("-pk").prefetch_related("attachments"), EMAILS_PER_PAGE)
    return render(request, "demo/mail_list.html", {"emails": pages.get_page(request.GET.get("page"))})


@never_cache
@csp_replace({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # its type knows no view with arguments
def mail_detail(request: HttpRequest, email_id: int) -> HttpResponse:
    """One email: as HTML, as plain text, and what is attached."""
    email = get_object_or_404(Email, pk=email_id)
    return render(request, "demo/mail_detail.html", {"email": email, "attachments": email.attachments.all()})


@never_cache
@csp_replace({"style-src": ["'self'", "'unsafe-inline'"]})  # type: ignore[arg-type]
def mail_html(request: HttpRequest, email_id: int) -> HttpResponse:
    """The HTML of one email and its pictures. Emails carry their styles inline, which no page of ours may."""
    email = get_object_or_404(Email, pk=email_id)
    html = email.html_message
    for attachment in email.attachments.all():
        content_id = (attachment.headers or {}).get("Content-ID", "").strip("<>")
        if content_id:
            html = html.replace(f"cid:{content_id}", reverse("demo-mail-attachment", args=[attachment.pk]))
    return HttpResponse(html)


@never_cache
def mail_attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """One attached file: a picture that the words show, as such, any other as a download."""
    attachment = get_object_or_404(Attachment, pk=attachment_id)
    how = "inline" if attachment.headers else "attachment"
    return HttpResponse(
        content_of(attachment),
        content_type=attachment.mimetype or "application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(how == "attachment", attachment.name) or how},
    )


urlpatterns = [
    path("", guide, name="demo-guide"),
    path("mail/", mail_list, name="demo-mail-list"),
    path("mail/<int:email_id>/", mail_detail, name="demo-mail-detail"),
    path("mail/<int:email_id>/html/", mail_html, name="demo-mail-html"),
    path("mail/attachments/<int:attachment_id>/", mail_attachment, name="demo-mail-attachment"),
]
