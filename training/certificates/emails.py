"""What a holder is told of their certificate, and the link that opens it from there."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from documents.emails import queue_email
from training.certificates.models import Certificate, NameRequest

# The number alone opens nothing: it is printed for others to check.
DOWNLOAD = Signer(salt="training.certificate.download")


def send_issued(certificate: Certificate, pdf: bytes) -> None:
    """The certificate, attached and linked."""
    _send_document("certificate_issued", certificate, pdf)


def send_replaced(certificate: Certificate, pdf: bytes) -> None:
    """The certificate that took the place of another, and why."""
    _send_document("certificate_replaced", certificate, pdf, old=certificate.replaces)


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
    """That it no longer stands, why, and whom to ask."""
    queue_email(template="certificate_withdrawn", to=certificate.person.email, context={"certificate": certificate})


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
