"""A CPD record to take away: as a PDF, as a table, as JSON, and with the files that were added to it."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents import pdf
from documents.archives import zip_stream
from documents.exports import csv_lines
from documents.figures import in_figures
from training.certificates.models import Certificate, Evidence
from training.certificates.queries.record import Attended, Record, hours_of

logger = logging.getLogger(__name__)

TEMPLATE = "documents/cpd_record.html"
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')  # some systems take these in no file's name
NO_PATHS: Mapping[int, str] = {}
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


def as_csv(record: Record, paths: Mapping[int, str] = NO_PATHS) -> Iterator[str]:
    """The record as a table for spreadsheets: first what was attended, then what was added."""
    return csv_lines(HEADERS, _rows(record, paths), about(record))


def as_json(record: Record, paths: Mapping[int, str] = NO_PATHS) -> str:
    """The record for programs."""
    return json.dumps(as_data(record, paths), ensure_ascii=False, indent=2)


def as_zip(record: Record) -> Iterator[bytes]:
    """The table, the data, and every file that was added, as they are sent. Both name each file by its path in here."""
    paths = _paths(record)
    return zip_stream(_files(record, paths))


def _files(record: Record, paths: Mapping[int, str]) -> Iterator[tuple[str, Iterator[bytes]]]:
    yield "cpd-record.csv", (line.encode() for line in as_csv(record, paths))
    yield "cpd-record.json", iter([as_json(record, paths).encode()])
    for evidence in record.evidence:
        if evidence.pk not in paths:
            continue
        with evidence.file.open("rb"):
            yield paths[evidence.pk], evidence.file.chunks()


def _paths(record: Record) -> dict[int, str]:
    """Where each file lies in a ZIP, by the key of its evidence: under its day and its own name, and numbered where
    that would be the second."""
    taken: set[str] = set()
    paths = {}
    for evidence in record.evidence:
        if not evidence.file.name:
            continue
        if not evidence.file.storage.exists(evidence.file.name):
            logger.error("The file of evidence %s is lost", evidence.pk)
            continue
        stem, _, ending = NOT_IN_NAMES.sub("_", evidence.file_name).rpartition(".")
        name = f"{evidence.done_on.isoformat()} {stem}"
        paths[evidence.pk] = next(path for path in _numbered(name, ending) if path.casefold() not in taken)
        taken.add(paths[evidence.pk].casefold())
    return paths


def _numbered(name: str, ending: str) -> Iterator[str]:
    yield f"files/{name}.{ending}"
    yield from (f"files/{name} ({number}).{ending}" for number in count(2))


def _rows(record: Record, paths: Mapping[int, str]) -> Iterator[list[Any]]:
    for attended in record.attended:
        facts = _attended(attended)
        certificate = facts["certificate"] or {}
        yield [
            HERE, facts["date"], facts["title"], "", "", facts["role"], facts["organisation"], facts["hours"],
            facts["note"], certificate.get("number", ""), certificate.get("title", ""), certificate.get("state", ""),
            certificate.get("valid_until") or "", certificate.get("check", ""), "", "",
        ]  # fmt: skip
    for evidence in record.evidence:
        own = _own(evidence, paths)
        yield [
            OWN, own["date"], own["title"], own["kind"], own["provider"], "", "", own["hours"], "", "", "", "", "", "",
            own["reflection"], own["file"],
        ]  # fmt: skip


def as_data(record: Record, paths: Mapping[int, str] = NO_PATHS) -> dict[str, Any]:
    """All that is on the record: dates in ISO 8601, hours as text so that none is rounded. Of each file its name; or
    its path, where `paths` has one for it."""
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
        "added": [_own(each, paths) for each in record.evidence],
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
        "renewed_by": certificate.renewed_by,
        "state": state,
        "issued_at": certificate.issued_at.isoformat(timespec="seconds"),
        "valid_until": certificate.expires_on and certificate.expires_on.isoformat(),
        "check": settings.SITE_URL + reverse("training:certificate-verify", args=[certificate.number]),
    }


def _own(evidence: Evidence, paths: Mapping[int, str]) -> dict[str, Any]:
    return {
        "date": evidence.done_on.isoformat(),
        "title": evidence.title,
        "kind": str(evidence.get_kind_display()),
        "provider": evidence.provider,
        "hours": in_figures(hours_of(evidence)),
        "reflection": evidence.reflection,
        "file": paths.get(evidence.pk, evidence.file_name),
    }
