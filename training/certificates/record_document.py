"""A CPD record to take away: as a PDF, as a table, and as JSON."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents import pdf
from documents.figures import in_figures
from training.certificates.models import Certificate, Evidence
from training.certificates.queries.record import Attended, Record, hours_of

TEMPLATE = "documents/cpd_record.html"
HEADERS = [
    "Source", "Date", "Title", "Kind", "Provider", "Role then", "Organisation then", "Hours", "Note",
    "Certificate number", "Certificate for", "Certificate state", "Certificate valid until", "Check it at",
    "Reflection", "File",
]  # fmt: skip
HERE, OWN = "Attended here", "Added by me"


def print_record(record: Record) -> bytes:
    """The PDF of a record."""
    return pdf.render_pdf(TEMPLATE, {"record": record, "hours_of": hours_of})


def about(record: Record) -> dict[str, Any]:
    """Whose record it is, of which days, and when it was made."""
    return {
        "Record of": record.person.name or record.person.email,
        "Period": record.year.title,
        "Made at": record.made_at.isoformat(timespec="minutes"),
    }


def rows(record: Record) -> Iterator[list[Any]]:
    """The record as a table under HEADERS: first what was attended, then what was added."""
    for attended in record.attended:
        facts = _attended(attended)
        certificate = facts["certificate"] or {}
        yield [
            HERE, facts["date"], facts["title"], "", "", facts["role"], facts["organisation"], facts["hours"],
            facts["note"], certificate.get("number", ""), certificate.get("title", ""), certificate.get("state", ""),
            certificate.get("valid_until") or "", certificate.get("check", ""), "", "",
        ]  # fmt: skip
    for evidence in record.evidence:
        own = _own(evidence)
        yield [
            OWN, own["date"], own["title"], own["kind"], own["provider"], "", "", own["hours"], "", "", "", "", "", "",
            own["reflection"], own["file"],
        ]  # fmt: skip


def as_data(record: Record) -> dict[str, Any]:
    """All that is on the record, for programs: dates in ISO 8601, hours as text so that none is rounded."""
    return {
        "record_of": {"name": record.person.name, "email": record.person.email},
        "period": {
            "name": record.year.title,
            "first_day": record.year.starts_on and record.year.starts_on.isoformat(),
            "last_day": record.year.ends_on and record.year.ends_on.isoformat(),
        },
        "made_at": record.made_at.isoformat(timespec="seconds"),
        "hours": {
            "with_certificates": in_figures(record.certified_hours),
            "attended_without_a_certificate": in_figures(record.taught_hours),
            "added_by_me": in_figures(record.own_hours),
            "together": in_figures(record.hours),
        },
        "attended": [_attended(each) for each in record.attended],
        "added": [_own(each) for each in record.evidence],
    }


def _attended(attended: Attended) -> dict[str, Any]:
    attendance, certificate = attended.attendance, attended.certificate
    return {
        "date": attendance.attended_on.isoformat(),
        "title": attendance.course.title,
        "course_code": attendance.course.code,
        "role": str(attendance.role or ""),
        "organisation": str(attendance.organisation or ""),
        "minutes_attended": attendance.minutes,
        "hours": in_figures(attended.hours),
        "note": attended.note,
        "certificate": _certificate(certificate, str(attended.state.label if attended.state else ""))
        if certificate
        else None,
    }


def _certificate(certificate: Certificate, state: str) -> dict[str, Any]:
    return {
        "number": certificate.number,
        "title": certificate.course_title,
        "state": state,
        "issued_at": certificate.issued_at.isoformat(timespec="seconds"),
        "valid_until": certificate.expires_on and certificate.expires_on.isoformat(),
        "check": settings.SITE_URL + reverse("training:certificate-verify", args=[certificate.number]),
    }


def _own(evidence: Evidence) -> dict[str, Any]:
    return {
        "date": evidence.done_on.isoformat(),
        "title": evidence.title,
        "kind": str(evidence.get_kind_display()),
        "provider": evidence.provider,
        "hours": in_figures(hours_of(evidence)),
        "reflection": evidence.reflection,
        "file": evidence.file_name,
    }
