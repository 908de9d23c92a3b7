"""Signatures on PDFs: valid, and still readable by a screen reader; nothing where no key is configured."""

import base64
import io
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.utils import timezone
from page import ValidationProfile, validate_pdf_bytes
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents import signing
from documents.checks import signing_key_can_be_used
from documents.pdf import render_pdf
from documents.signing import KeyOutOfTime, KeyUnusable, sign

PASSPHRASE = "open sesame"


@pytest.fixture(scope="module")
def issuer():
    """A key and a certificate that vouches for itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example Partnership")])
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=60))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def packed(issuer, passphrase=PASSPHRASE):
    key, certificate = issuer
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"issuer", key, certificate, None, lock)


@pytest.fixture
def configured(settings, issuer):
    settings.PDF_SIGNING_KEY = base64.b64encode(packed(issuer)).decode()
    settings.PDF_SIGNING_PASSPHRASE = PASSPHRASE
    signing._pen.cache_clear()
    yield
    signing._pen.cache_clear()


@pytest.fixture
def sheet(db, letters):
    return render_pdf("documents/sheet.html", {"words": "What is signed", "extra": ""})


def status_of(pdf, issuer):
    """What a reader of the document finds of its one signature."""
    [trusted] = load_certs_from_pemder_data(issuer[1].public_bytes(Encoding.PEM))
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[trusted], allow_fetching=False)
    return validate_pdf_signature(signature, context), signature


@pytest.mark.usefixtures("configured")
def test_a_signed_document_is_valid_and_whole_and_still_pdf_ua(sheet, issuer):
    signed = sign(sheet)
    status, signature = status_of(signed, issuer)
    assert (status.bottom_line, status.intact, status.trusted) == (True, True, True)
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    report = validate_pdf_bytes(signed, profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert signed.startswith(sheet)


@pytest.mark.usefixtures("configured")
def test_a_copy_that_was_tampered_with_is_refused(sheet, issuer):
    signed = sign(sheet)
    place = signed.index(b"stream\n") + 50  # within what is drawn on the page
    status, _ = status_of(signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :], issuer)
    assert (status.intact, status.bottom_line) == (False, False)


def test_without_a_key_a_document_stays_as_it_is(settings):
    settings.PDF_SIGNING_KEY = ""
    assert sign(b"%PDF-1.7 anything") == b"%PDF-1.7 anything"
    assert signing_key_can_be_used() == []


def test_a_key_is_read_from_a_file_too_and_needs_no_passphrase(settings, issuer, tmp_path, sheet):
    file = tmp_path / "issuer.p12"
    file.write_bytes(packed(issuer, passphrase=""))
    settings.PDF_SIGNING_KEY, settings.PDF_SIGNING_PASSPHRASE = str(file), ""
    assert status_of(sign(sheet), issuer)[0].bottom_line


@pytest.mark.parametrize("key", ["/no/such/file.p12", "no key at all", "QUJDREVGRw==", "x" * 5_000])
def test_a_key_that_cannot_be_read_is_said_at_the_start_and_stops_the_signing(settings, key, sheet):
    settings.PDF_SIGNING_KEY, settings.PDF_SIGNING_PASSPHRASE = key, "secret"
    [error] = signing_key_can_be_used()
    assert (error.id, "secret" in error.msg, key in error.msg) == ("documents.E002", False, False)
    with pytest.raises(KeyUnusable):
        sign(sheet)


def test_a_wrong_passphrase_is_said(settings, issuer):
    settings.PDF_SIGNING_KEY = base64.b64encode(packed(issuer)).decode()
    settings.PDF_SIGNING_PASSPHRASE = "wrong"
    assert [error.id for error in signing_key_can_be_used()] == ["documents.E002"]


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("days", [-2, 61])
def test_a_key_out_of_its_time_signs_nothing_and_that_is_said_and_what_it_signed_stays_valid(
    sheet, issuer, time_machine, days
):
    signed = sign(sheet)
    time_machine.move_to(timezone.now() + timedelta(days=days))
    with pytest.raises(KeyOutOfTime, match=r"is valid from \d+ \w+ 20\d\d to \d+ \w+ 20\d\d, so nothing is signed"):
        sign(sheet)
    assert [warning.id for warning in signing_key_can_be_used()] == ["documents.W002"]
    time_machine.move_to(timezone.now() - timedelta(days=days))
    assert status_of(signed, issuer)[0].bottom_line


@pytest.mark.usefixtures("configured")
def test_a_month_before_its_end_the_operator_is_told(time_machine):
    assert signing_key_can_be_used() == []
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert [warning.id for warning in signing_key_can_be_used()] == ["documents.W003"]
