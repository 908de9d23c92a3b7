"""How a certificate is found and checked."""

import re
from dataclasses import dataclass

from anyascii import anyascii
from django.db.models import Prefetch, QuerySet

from documents.codes import canonical_code
from people.models import Person
from training.certificates.models import GROUPS_OF_NUMBER, Certificate, NameRequest, NameRequestState


@dataclass
class Held:
    """A certificate as its holder sees it: with what it took the place of, the latest first, and the name that they
    have asked for."""

    certificate: Certificate
    earlier: list[Certificate]
    asked: NameRequest | None


def certificates_of(person: Person) -> QuerySet[Certificate]:
    """A person's certificates, the latest first, with those that were replaced."""
    return Certificate.objects.filter(person=person).order_by("-attended_on", "-pk")


def held_by(person: Person) -> list[Held]:
    """A person's certificates, the latest first, each once whatever it replaced."""
    still_open = NameRequest.objects.filter(state=NameRequestState.OPEN)
    everything = certificates_of(person).prefetch_related(Prefetch("name_requests", queryset=still_open))
    held: list[Held] = []
    earlier: dict[tuple[int, int], list[Certificate]] = {}
    for each in everything:
        before = earlier.setdefault((each.course_id, each.cycle), [])
        if each.replaced_at:
            before.append(each)
        else:
            held.append(Held(each, before, next(iter(each.name_requests.all()), None)))
    return held


def canonical_number(typed: str) -> str:
    """A certificate number as it is printed, from however it was typed; empty where it cannot be one."""
    return canonical_code(typed, GROUPS_OF_NUMBER)


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
