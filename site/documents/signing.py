"""Signatures on PDFs (PAdES, ETSI EN 319 142-1), where a key is configured: the one module that knows pyHanko.

The field is invisible and hidden, and has a name that a screen reader can read: so a signed document stays PDF/UA-1.
Nothing is fetched: there is no timestamp server, and the certificate's chain is what the key file holds.
"""

import base64
import functools
import io
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from documents.dates import short_day

FIELD = "Signature"
READABLE_NAME = "Signature of the issuer"


class KeyUnusable(Exception):
    """The key that is configured cannot be used. The text says what to do, and holds nothing of the key."""


class KeyOutOfTime(KeyUnusable):
    """The key's own certificate does not hold good now, so readers would refuse what is signed with it."""


def sign(pdf: bytes) -> bytes:
    """The PDF with the issuer's signature added behind it, or as it is where no key is configured. What was signed
    earlier goes on being checked by what is in the document itself.

    Raises KeyUnusable; of it KeyOutOfTime before the first and after the last moment of the key's certificate.
    """
    if not settings.PDF_SIGNING_KEY:
        return pdf
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    check_key()
    signed = io.BytesIO()
    _pen(settings.PDF_SIGNING_KEY, settings.PDF_SIGNING_PASSPHRASE).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), output=signed
    )
    return signed.getvalue()


def check_key() -> datetime | None:
    """Read the key, and return until when it can be used; None where no key is configured. Raises as `sign`."""
    if not settings.PDF_SIGNING_KEY:
        return None
    issuer = _pen(settings.PDF_SIGNING_KEY, settings.PDF_SIGNING_PASSPHRASE).signer.signing_cert
    begins_at: datetime = issuer.not_valid_before
    ends_at: datetime = issuer.not_valid_after
    if not begins_at <= timezone.now() <= ends_at:
        raise KeyOutOfTime(
            f"The certificate in PDF_SIGNING_KEY is valid from {short_day(begins_at)} to {short_day(ends_at)}, so "
            "nothing is signed with it now. Set a key whose certificate is valid, or leave it empty to sign no "
            "documents; until then certificates wait."
        )
    return ends_at


@functools.lru_cache(maxsize=1)
def _pen(key: str, passphrase: str) -> Any:
    """What signs, made once for a key: reading it costs as much as a signature."""
    from pyhanko.sign import fields, signers

    try:
        signer = signers.SimpleSigner.load_pkcs12_data(_bytes_of(key), other_certs=[], passphrase=passphrase.encode())
    except (AttributeError, TypeError, ValueError) as error:  # the first two where it holds a certificate alone
        raise KeyUnusable("PDF_SIGNING_KEY is no PKCS#12 file that PDF_SIGNING_PASSPHRASE opens.") from error
    field = fields.SigFieldSpec(
        sig_field_name=FIELD,
        readable_field_name=READABLE_NAME,
        invis_sig_settings=fields.InvisSigSettings(set_hidden_flag=True),
    )
    facts = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    return signers.PdfSigner(facts, signer=signer, new_field_spec=field)


def _bytes_of(key: str) -> bytes:
    """The key file, from its path or from its content in Base64."""
    path = Path(key)
    try:
        if len(key) < 1_000 and path.is_file():
            return path.read_bytes()
        return base64.b64decode(key, validate=True)
    except (OSError, ValueError) as error:  # too long for a name, or no Base64
        raise KeyUnusable("PDF_SIGNING_KEY is neither the path of a PKCS#12 file nor one in Base64.") from error
