"""Making a certificate's badge, once somebody asks for it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log

from documents import badges
from documents.dates import moment
from people.models import Person
from training.certificates.models import Certificate, CertificateBadge
from training.certificates.queries.badges import badge_of, criteria_met, description


class BadgeRefused(Exception):
    """A badge that is not made. The text is fit to show to whoever asked for it."""


class NoBadgesOffered(BadgeRefused):
    """There is no key to sign it with."""

    def __init__(self) -> None:
        super().__init__("Digital badges are not offered here.")


class NoLongerStands(BadgeRefused):
    """The certificate was withdrawn, or another took its place."""

    def __init__(self) -> None:
        super().__init__("This certificate no longer stands, so there is no digital badge of it.")


def make_badge(*, certificate: Certificate, by: Person | None, at: datetime) -> CertificateBadge:
    """The badge of a certificate: the one there is, or a new one from what is frozen in the certificate and the address
    that its holder has today. Where the key of the one there is was given up, or its holder has another address by
    now, a new one takes its place; a copy of the one before goes on saying whose it was.

    Refusals: NoBadgesOffered, NoLongerStands. Signing comes before the transaction, which then only writes; of two that
    come at once the first one's badge is kept.
    """
    if not badges.is_offered():
        raise NoBadgesOffered
    if not certificate.stands():
        raise NoLongerStands
    found = badge_of(certificate)
    if found and _holds_good(found, certificate.person):
        return found
    salt = found.salt if found else secrets.token_hex(16)
    signed = badges.sign_badge(_facts(certificate, salt), at=at)
    with transaction.atomic():
        if not Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk).stands():
            raise NoLongerStands
        kept = badge_of(certificate)
        if kept and (found is None or kept.jwt != found.jwt):
            return kept
        badge = CertificateBadge(pk=kept.pk if kept else None, certificate=certificate, salt=salt, made_at=at)
        badge.credential, badge.jwt, badge.key_id = signed.credential, signed.jwt, signed.key_id
        badge.save()
        log(instance=certificate, action="training.certificate.make_badge", user=by)
    return badge


def _holds_good(badge: CertificateBadge, holder: Person) -> bool:
    """Whether it is of a key that is published, and for the address that its holder has."""
    return badge.key_id in badges.published_keys() and badges.is_made_for(badge.credential, holder.email)


def _facts(certificate: Certificate, salt: str) -> badges.BadgeFacts:
    number, index = badges.place_of(certificate.pk)
    last = certificate.expires_on
    return badges.BadgeFacts(
        address=_address("certificate-verify", certificate.number),
        achievement=_address("badge-course", certificate.course_id),
        title=certificate.course_title,
        description=description(
            hours=certificate.cpd_hours,
            words=certificate.words,
            outcomes=certificate.outcomes,
            renewed_by=certificate.renewed_by,
        ),
        criteria=criteria_met(certificate),
        hours=certificate.cpd_hours,
        issuer=certificate.issuer,
        issuer_page=_address("badge-issuer"),
        issued_at=certificate.issued_at,
        valid_until=moment(last + timedelta(days=1), datetime.min.time()) - timedelta(seconds=1) if last else None,
        email=certificate.person.email,
        salt=salt,
        status_list=_address("badge-status", number),
        status_index=index,
    )


def _address(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(f"training:{name}", args=args)
