"""Printing a certificate: from what is frozen in it, by the one template, whose version is frozen in it too."""

import hashlib
import unicodedata
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from documents import pdf, signing
from documents.qr import qr_svg
from training.certificates.document.languages import ENGLISH, LANGUAGES
from training.certificates.models import Certificate

TEMPLATE = "documents/certificate.html"
MADE_OF = (
    settings.ROOT / "templates" / TEMPLATE,
    settings.ROOT / "templates" / "documents" / "base.html",
    pdf.STYLES,
    Path(__file__).with_name("languages.py"),
)
# The sheet's room for what differs, in characters: of the name, the course, the issuer, its words and its outcomes
# together; what a signature, a refresher and the English beneath another language take of it; and the least that an
# outcome does.
ROOM = 560
SIGNATURE = 90
REFRESHER = 90
TRANSLATION = 200
A_LINE = 60


def _version(files: tuple[Path, ...]) -> str:
    """Twelve hex digits that are others as soon as a letter of the template, of its words or of its styles is."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]


TEMPLATE_VERSION = _version(MADE_OF)


def print_certificate(certificate: Certificate) -> bytes:
    """The PDF of a certificate, from what is frozen in it alone; the colours are the issuer's of today. It is signed
    where a key is configured."""
    return signing.sign(_print(certificate))


def print_sample(certificate: Certificate) -> bytes:
    """The same for one that was never issued: it says so across the sheet, and nobody signs it."""
    return _print(certificate, is_sample=True)


def _print(certificate: Certificate, *, is_sample: bool = False) -> bytes:
    return pdf.render_pdf(TEMPLATE, context_of(certificate, is_sample=is_sample))


def context_of(certificate: Certificate, *, is_sample: bool = False) -> dict[str, Any]:
    """What the template is given."""
    address = settings.SITE_URL + reverse("training:certificate-verify", args=[certificate.number])
    words = LANGUAGES.get(certificate.language, LANGUAGES[ENGLISH])
    return {
        "certificate": certificate,
        "words": words,
        "english": None if words.language == ENGLISH else LANGUAGES[ENGLISH],
        "outcomes": _that_fit(certificate),
        "verify_url": address,
        "qr": qr_svg(address, f"{words.scan} {address}"),
        "way": way,
        "is_sample": is_sample,
    }


def way(text: str) -> str:
    """In which direction a text is written: that of its first letter that has one (Unicode UAX 9, rule P2)."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def _that_fit(certificate: Certificate) -> list[str]:
    """As many outcomes as there is room for on the sheet; the course's page has them all."""
    said = ("holder_name", "course_title", "renewed_by", "issuer", "words")
    taken = sum(len(getattr(certificate, name)) for name in said) + REFRESHER * bool(certificate.renewed_by)
    taken += SIGNATURE * bool(certificate.signatory_name) + TRANSLATION * (certificate.language != ENGLISH)
    lengths = accumulate(max(len(outcome), A_LINE) for outcome in certificate.outcomes)
    return [outcome for outcome, length in zip(certificate.outcomes, lengths, strict=True) if length + taken <= ROOM]
