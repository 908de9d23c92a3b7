"""The map of people: who they are, what they do, where they belong."""

from people.accounts.models import Person, Role, RoleGroup, TrainingLead, UndeliverableAddress
from people.organisations.models import DutyRole, LocalAuthority, Organisation, OrganisationKind, Sector
from people.partnership.models import Helpline, Partnership

__all__ = [
    "DutyRole",
    "Helpline",
    "LocalAuthority",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "Person",
    "Role",
    "RoleGroup",
    "Sector",
    "TrainingLead",
    "UndeliverableAddress",
]
