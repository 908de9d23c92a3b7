"""Opening accounts, keeping profiles, and giving and taking staff roles."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from people.accounts.models import Person, Role, TrainingLead, UndeliverableAddress
from people.accounts.policies import StaffRole
from people.accounts.staff_permissions import set_up_staff_roles
from people.organisations.models import Organisation

__all__ = [
    "change_profile",
    "forget_undeliverable",
    "give_staff_role",
    "name_training_lead",
    "note_undeliverable",
    "open_account",
    "release_training_lead",
    "remove_staff_role",
    "save_person",
    "set_up_staff_roles",
]


def _log(person: Person, *, action: str, by: Person | None, data: dict[str, str] | None = None) -> None:
    """Audit without a name or an address: an entry outlives the account it tells of."""
    log(instance=person, action=action, user=by, data=data, title=f"Person {person.pk}")


@transaction.atomic
def open_account(*, email: str, by: Person | None, at: datetime) -> Person:
    """The account of this address, opened now if there is none. The caller has proved that the address is theirs."""
    address = Person.objects.normalize_email(email)
    without_password = {"date_joined": at, "password": make_password(None)}
    person, is_new = Person.objects.get_or_create(email=address, defaults=without_password)
    if is_new:
        _log(person, action="people.person.open", by=by or person)
    return person


@transaction.atomic
def change_profile(
    *, person: Person, name: str, role: Role | None, organisation: Organisation | None, by: Person, at: datetime
) -> Person:
    """Keep what a person says of themselves. Past attendance keeps the role and organisation of its time."""
    person.name, person.role, person.organisation = " ".join(name.split()), role, organisation
    person.save(update_fields=["name", "role", "organisation"])
    _log(person, action="people.person.profile", by=by)
    return person


@transaction.atomic
def give_staff_role(*, person: Person, role: StaffRole, by: Person | None, at: datetime) -> Person:
    """Make a person staff with this role. Given twice, it is held once."""
    group, _ = Group.objects.get_or_create(name=role.value)
    if person.is_staff and person.groups.filter(pk=group.pk).exists():
        return person
    person.groups.add(group)
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    _log(person, action="people.person.give_staff_role", by=by, data={"role": role.value})
    return person


@transaction.atomic
def remove_staff_role(*, person: Person, role: StaffRole, by: Person | None, at: datetime) -> Person:
    """Take a role away. Without any role left, and unless a superuser, the person is no longer staff."""
    group = person.groups.filter(name=role.value).first()
    if group is None:
        return person
    person.groups.remove(group)
    held = person.groups.filter(name__in=[staff_role.value for staff_role in StaffRole]).exists()
    person.is_staff = held or person.is_superuser
    person.save(update_fields=["is_staff"])
    _log(person, action="people.person.remove_staff_role", by=by, data={"role": role.value})
    return person


@transaction.atomic
def save_person(*, person: Person, staff_roles: Iterable[StaffRole], by: Person | None, at: datetime) -> Person:
    """Write a person whom staff added or changed, and give exactly these staff roles."""
    action = "people.person.change" if person.pk else "people.person.open"
    if not person.pk:
        person.set_unusable_password()
        person.date_joined = at
    person.save()
    _log(person, action=action, by=by)
    wanted = set(staff_roles)
    for role in StaffRole:
        change = give_staff_role if role in wanted else remove_staff_role
        change(person=person, role=role, by=by, at=at)
    return person


@transaction.atomic
def name_training_lead(*, person: Person, organisation: Organisation, by: Person | None, at: datetime) -> TrainingLead:
    """Let a person look after training for an organisation. Named twice, they lead it once."""
    lead, is_new = TrainingLead.objects.get_or_create(person=person, organisation=organisation)
    if is_new:
        _log(person, action="people.lead.name", by=by, data={"organisation": str(organisation.pk)})
    return lead


@transaction.atomic
def release_training_lead(*, lead: TrainingLead, by: Person | None, at: datetime) -> None:
    """End that a person looks after training for an organisation."""
    _log(lead.person, action="people.lead.release", by=by, data={"organisation": str(lead.organisation_id)})
    lead.delete()


@transaction.atomic
def note_undeliverable(*, email: str, reason: str, by: Person | None, at: datetime) -> UndeliverableAddress:
    """Note that email does not reach an address, for staff to see beside its person. Noted again, the first time and
    its reason stand."""
    known, is_new = UndeliverableAddress.objects.get_or_create(
        email=Person.objects.normalize_email(email), defaults={"since": at, "reason": reason[:100]}
    )
    if is_new:
        _log_address(known, action="people.address.note", by=by)
    return known


@transaction.atomic
def forget_undeliverable(*, email: str, by: Person | None, at: datetime) -> bool:
    """Take an address for good again: email reached it at that moment, or staff ask to try once more. What was noted
    after that moment stands. Returns whether there was something to forget."""
    known = UndeliverableAddress.objects.filter(email=Person.objects.normalize_email(email), since__lte=at).first()
    if known is None:
        return False
    _log_address(known, action="people.address.forget", by=by)
    known.delete()
    return True


def _log_address(known: UndeliverableAddress, *, action: str, by: Person | None) -> None:
    log(instance=known, action=action, user=by, title=str(known))
