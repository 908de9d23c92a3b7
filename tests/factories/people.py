"""People and organisations."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from people.accounts.policies import StaffRole
from people.models import DutyRole, LocalAuthority, Organisation, OrganisationKind, Person, Role, RoleGroup, Sector


class LocalAuthorityFactory(DjangoModelFactory):
    class Meta:
        model = LocalAuthority
        django_get_or_create = ("ons_code",)

    name = factory.Sequence(lambda n: f"Area {n}")
    ons_code = factory.Sequence(lambda n: f"E{n:08}")
    dfe_code = factory.Sequence(lambda n: f"{n % 1000:03}")
    residents = 300_000
    under_16 = 60_000
    aged_16_to_24 = 30_000


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("slug",)

    name = "Education: secondary"
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(": ", "-").replace(" ", "-"))


class OrganisationKindFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationKind
        django_get_or_create = ("name",)

    name = "Secondary school"
    sector = factory.SubFactory(SectorFactory)
    duty_role = DutyRole.RELEVANT


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Example School {n}")
    kind = factory.SubFactory(OrganisationKindFactory)
    duty_role = factory.LazyAttribute(lambda o: o.kind.duty_role)
    local_authority = factory.SubFactory(LocalAuthorityFactory)


class RoleGroupFactory(DjangoModelFactory):
    class Meta:
        model = RoleGroup
        django_get_or_create = ("name",)

    name = "Education"


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role
        django_get_or_create = ("name",)

    name = "Teacher"
    group = factory.SubFactory(RoleGroupFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Sam Example{n}")
    role = factory.SubFactory(RoleFactory)
    organisation = factory.SubFactory(OrganisationFactory)


def staff_member(*roles: StaffRole, **fields) -> Person:
    """A member of the partnership's staff with these roles."""
    person = PersonFactory(is_staff=True, **fields)
    person.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in roles])
    return person
