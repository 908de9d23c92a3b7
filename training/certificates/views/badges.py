"""Badges: downloaded by their holders, and what anyone needs to check one."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents import badges
from people.models import Partnership, Person
from training.certificates import operations, queries
from training.certificates.models import CertificateBadge
from training.certificates.policies import may_download
from training.certificates.queries.badges import criteria_of, description
from training.certificates.views.certificates import say_closed

# Open Badges 3.0 (5.2) asks for these; programs that look for "json" in a type find it.
JSON_LD, DID, JWT = "application/ld+json", "application/did+ld+json", "application/vc+jwt"
ASK_AGAIN_AFTER = timedelta(minutes=5)


@require_safe
@never_cache
def certificate_badge(request: HttpRequest, number: str) -> HttpResponseBase:
    """A holder's badge as JSON-LD with its proof in it."""
    return _download(request, number, lambda badge: badge.credential, JSON_LD, "json")


@require_safe
@never_cache
def certificate_badge_jwt(request: HttpRequest, number: str) -> HttpResponseBase:
    """A holder's badge as a VC-JWT."""
    return _download(request, number, lambda badge: badge.jwt, JWT, "jwt")


@require_safe
def did_document(request: HttpRequest) -> HttpResponse:
    """The keys that badges hold good by, where did:web has them looked for."""
    document = badges.did_document()
    if document is None:
        raise Http404
    return _public(JsonResponse(document, content_type=DID))


@require_safe
def badge_issuer(request: HttpRequest) -> HttpResponse:
    """Who issues badges: a profile for programs; for people, what a badge is and how to check one."""
    _must_be_offered()
    partnership, page = Partnership.load(), settings.SITE_URL + reverse("training:badge-issuer")
    name = partnership.issuer or partnership.name
    if _wants_page(request):
        context = {"issuer": name, "did": badges.issuer_did()}
        return _for_people(render(request, "training/badges/issuer.html", context))
    profile = badges.issuer_document(name=name, page=page, email=partnership.contact_email)
    return _for_programs(profile)


@require_safe
def badge_course(request: HttpRequest, course_id: int) -> HttpResponse:
    """What badges of a course are given for, as it is today: for programs, and for people."""
    _must_be_offered()
    course = queries.course_with_badges(course_id)
    if course is None:
        raise Http404
    if _wants_page(request):
        context = {"course": course, "outcomes": course.outcome_list(), "criteria": criteria_of(course)}
        return _for_people(render(request, "training/badges/course.html", context))
    partnership = Partnership.load()
    words, outcomes = course.certificate_words, course.outcome_list()
    achievement = badges.achievement_document(
        address=settings.SITE_URL + reverse("training:badge-course", args=[course.pk]),
        title=course.title,
        description=description(hours=course.cpd_hours, words=words, outcomes=outcomes),
        criteria=criteria_of(course),
        hours=course.cpd_hours,
        issuer=partnership.issuer or partnership.name,
        page=settings.SITE_URL + reverse("training:badge-issuer"),
    )
    return _for_programs(achievement)


@require_safe
def badge_status(request: HttpRequest, number: int) -> HttpResponseBase:
    """A signed list of which badges no longer hold good. It is made anew each hour, and when a certificate ends."""
    _must_be_offered()
    revoked = queries.revoked_in(number)
    if revoked is None:
        raise Http404
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    made_at = max(hour, revoked.changed_at or hour)
    facts = (badges.published_keys()[0], made_at, sorted(revoked.indexes))
    etag = f'W/"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _public(unchanged)
    address = settings.SITE_URL + reverse("training:badge-status", args=[number])
    signed = badges.sign_status_list(address=address, indexes=revoked.indexes, made_at=made_at)
    response = HttpResponse(signed, content_type=JSON_LD)
    response["ETag"] = etag
    return _public(response)


def _download(
    request: HttpRequest, number: str, form: Callable[[CertificateBadge], str], kind: str, ending: str
) -> HttpResponseBase:
    """The rule of the document: its holder, by account or by the link from the email, and those who look after it."""
    _must_be_offered()
    certificate = queries.find_certificate(number)
    key = request.GET.get("key", "")
    if certificate is None or not may_download(request.user, certificate, key=key):
        if not request.user.is_authenticated and not key:
            return redirect_to_login(request.get_full_path())
        return render(request, "training/certificates/not_yours.html", status=HTTPStatus.NOT_FOUND)
    by = request.user if isinstance(request.user, Person) else None
    try:
        badge = operations.make_badge(certificate=certificate, by=by, at=timezone.now())
    except operations.NoLongerStands:
        certificate.refresh_from_db()  # it may have ended at this moment
        view = request.resolver_match.view_name  # type: ignore[union-attr]  # a request that came here has one
        return say_closed(request, certificate, lambda new: reverse(view, args=[new.number]), is_badge=True)
    response = HttpResponse(form(badge), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="badge-{certificate.number}.{ending}"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _must_be_offered() -> None:
    if not badges.is_offered():
        raise Http404


def _wants_page(request: HttpRequest) -> bool:
    """Whether this is a browser rather than a program: whoever names nothing gets JSON."""
    return request.get_preferred_type([JSON_LD, "application/json", "text/html"]) == "text/html"


def _for_people(page: HttpResponse) -> HttpResponse:
    """A page like any other, and so never kept with the name of whoever is signed in."""
    patch_vary_headers(page, ["Accept"])
    return page


def _for_programs(document: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(document, content_type=JSON_LD)
    patch_vary_headers(response, ["Accept"])
    return _public(response)


def _public(response: Any) -> Any:
    """Anyone may read it, from any page, and keep it for a few minutes."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={ASK_AGAIN_AFTER // timedelta(seconds=1)}"
    return response
