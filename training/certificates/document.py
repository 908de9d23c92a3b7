"""A certificate's document: one template, whose version is frozen in each certificate."""

import hashlib
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents import pdf
from documents.qr import qr_svg
from training.certificates.models import Certificate

ROOM_FOR_WORDS = 560  # characters of the name, the course, the issuer and the outcomes together
TEMPLATE = "documents/certificate.html"
MADE_OF = (settings.ROOT / "templates" / TEMPLATE, settings.ROOT / "templates" / "documents" / "base.html", pdf.STYLES)


def _version(files: tuple[Path, ...]) -> str:
    """Twelve hex digits that are others as soon as a letter of the template or of its styles is."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]


TEMPLATE_VERSION = _version(MADE_OF)


def print_certificate(certificate: Certificate) -> bytes:
    """The PDF of a certificate, from what is frozen in it alone; the colours are the issuer's of today."""
    return pdf.render_pdf(TEMPLATE, context_of(certificate))


def context_of(certificate: Certificate) -> dict[str, Any]:
    """What the template is given."""
    address = settings.SITE_URL + reverse("training:certificate-verify", args=[certificate.number])
    return {
        "certificate": certificate,
        "outcomes": _that_fit(certificate),
        "verify_url": address,
        "qr": qr_svg(address, f"QR code that leads to {address}, where this certificate can be checked"),
    }


def _that_fit(certificate: Certificate) -> list[str]:
    """As many outcomes as there is room for on the sheet; the course's page has them all."""
    said = (certificate.holder_name, certificate.course_title, certificate.issuer, certificate.words)
    taken = sum(len(words) for words in said)
    lengths = accumulate(max(len(outcome), 60) for outcome in certificate.outcomes)
    return [
        outcome
        for outcome, length in zip(certificate.outcomes, lengths, strict=True)
        if length + taken <= ROOM_FOR_WORDS
    ]
