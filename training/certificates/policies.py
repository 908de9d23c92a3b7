"""Who may open a certificate, who may change one, and how often what can be guessed or takes long may be asked for."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from people.accounts.policies import StaffRole, has_staff_role
from people.accounts.rates import within_count, within_rate
from people.models import Person
from training.certificates.emails import is_download_key
from training.certificates.models import Certificate

AN_HOUR = 3600
TRIES_FROM_ONE_PLACE = 30
TRIES_AT_ONE_CERTIFICATE = 20
PDFS_OF_ONE_PERSON = 30
ZIPS_OF_ONE_PERSON = 10
CHANGES_OF_ONE_PERSON = 100


def may_download(viewer: Person | AnonymousUser, certificate: Certificate, *, key: str) -> bool:
    """The holder, signed in or by the link from their email; and those who look after certificates."""
    is_holder = viewer.is_authenticated and viewer.pk == certificate.person_id
    return is_holder or (bool(key) and is_download_key(key, certificate.number)) or may_manage_certificates(viewer)


def may_ask_for_name(viewer: Person | AnonymousUser, certificate: Certificate) -> bool:
    """The holder alone, signed in: a link that was passed on shows a certificate, and asks for nothing."""
    return viewer.is_authenticated and viewer.pk == certificate.person_id


def may_manage_certificates(viewer: Person | AnonymousUser) -> bool:
    """Programme managers and administrators see every certificate, and may correct, replace or withdraw one."""
    return has_staff_role(viewer, StaffRole.PROGRAMME_MANAGER)


def may_try_surname(request: HttpRequest, certificate: Certificate) -> bool:
    """Count a try to name the holder, and say whether it is within bounds for its place and for this certificate:
    nobody should learn a name by typing a list of surnames."""
    if not within_rate(request, action="certificate-surname", most=TRIES_FROM_ONE_PLACE, seconds=AN_HOUR):
        return False
    return within_count(f"certificate:{certificate.pk}", most=TRIES_AT_ONE_CERTIFICATE, seconds=AN_HOUR)


def may_print_record(person: Person) -> bool:
    """Count a PDF of a person's own record, and say whether it is within bounds: making one takes a while."""
    return within_count(f"record-pdf:{person.pk}", most=PDFS_OF_ONE_PERSON, seconds=AN_HOUR)


def may_pack_record(person: Person) -> bool:
    """Count a download of a person's record with its files, and say whether it is within bounds: it can be big."""
    return within_count(f"record-zip:{person.pk}", most=ZIPS_OF_ONE_PERSON, seconds=AN_HOUR)


def may_add_evidence(person: Person) -> bool:
    """Count a change of a person's own evidence, and say whether it is within bounds: each can bring a file."""
    return within_count(f"evidence:{person.pk}", most=CHANGES_OF_ONE_PERSON, seconds=AN_HOUR)
