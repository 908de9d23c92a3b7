"""Which certificates are owed, which no longer stand on their attendance, and how one is found and checked."""

import re
from datetime import datetime

from anyascii import anyascii
from django.db.models import QuerySet

from people.models import Person
from training.attendance.models import Attendance
from training.certificates.models import ALPHABET, Certificate

# What a reader may take for a digit. The alphabet has none of these letters, so each can only mean one thing.
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def owed(at: datetime) -> QuerySet[Attendance]:
    """Attendances that met the rule of a course that awards a certificate, in a session that has ended, without one."""
    return Attendance.objects.counted().filter(
        course__awards_certificate=True, session__ends_at__lte=at, certificate__isnull=True
    )


def no_longer_earned() -> QuerySet[Certificate]:
    """Certificates that stand though their attendance, as corrected since, does not meet the rule: staff decide."""
    return Certificate.objects.filter(withdrawn_at__isnull=True, attendance__met_rule=False)


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """A person's certificates, the latest first."""
    return Certificate.objects.filter(person=person).order_by("-attended_on", "-pk")


def canonical_number(typed: str) -> str:
    """A certificate number as it is printed, from however it was typed: any case, with or without spaces and hyphens,
    the letter O for zero, I or L for one. Empty where it cannot be one."""
    letters = re.sub(r"[^0-9A-Z]", "", anyascii(typed).upper()).translate(MISREAD)
    if len(letters) != 12 or set(letters) - set(ALPHABET):
        return ""
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def find_certificate(number: str) -> Certificate | None:
    """The certificate with exactly this number."""
    return Certificate.objects.filter(number=number).first()


def masked(name: str) -> str:
    """A name of which only the first letters show, always with as many dots: A••• K•••."""
    return " ".join(f"{word[0]}•••" for word in name.split())


def is_surname(typed: str, name: str) -> bool:
    """Whether the words typed are the last words of the name. Accents, case, hyphens and apostrophes do not matter,
    and a name of one word is its own surname."""
    words, last = _plain_words(name), _plain_words(typed)
    return bool(last) and words[-len(last) :] == last


def _plain_words(name: str) -> list[str]:
    """The words of a name in plain lower-case letters, whatever alphabet it is written in."""
    return re.findall(r"[a-z0-9]+", re.sub("['`]", "", anyascii(name)).casefold())
