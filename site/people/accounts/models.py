"""People who use the product, their roles, and the leads of training in their organisations."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from people.organisations.models import Organisation


class RoleGroup(models.Model):
    """A heading over roles in a list: education, policing, health."""

    name = models.CharField(max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists")

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A profession that a person can name as theirs: teacher, custody sergeant, youth worker."""

    name = models.CharField(max_length=100, unique=True)
    group = models.ForeignKey(RoleGroup, on_delete=models.PROTECT, related_name="roles")
    is_offered = models.BooleanField("offered in forms", default=True)

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds and makes accounts by email address, whatever its case."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Addresses are compared in lower case: people write theirs both ways."""
        return (email or "").strip().lower()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make an account. A password, which Django's own commands pass, is thrown away: nobody signs in with one."""
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make an account that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The account with this email address."""
        return self.get(email=self.normalize_email(username))


class Person(AbstractBaseUser, PermissionsMixin):
    """One account per person. The email address is the identity; name, role and organisation are as of now."""

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_staff = models.BooleanField("staff", default=False, help_text="Works for the partnership; needs a second factor")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(name="a_persons_email_is_in_lower_case", condition=Q(email=Lower("email"))),
        ]

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The names of this person's groups, asked once: whoever is given a role has it from their next request on."""
        return frozenset(self.groups.values_list("name", flat=True))

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as the person writes it, or the address where none is given yet."""
        return str(self)

    def has_usable_password(self) -> bool:
        """Never: nobody signs in with a password, so nobody is asked for one again either."""
        return False

    def get_short_name(self) -> str:
        """The same: one field holds the whole name, since names differ in shape across the world."""
        return str(self)


class TrainingLead(models.Model):
    """A person who looks after training for an organisation. Not staff: it is a role of others, named by staff."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leads")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="training_leads")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], name="a_person_leads_training_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"


class UndeliverableAddress(models.Model):
    """An address that email does not reach: refused by its server, or returned. Staff see it beside the person."""

    email = models.EmailField(unique=True)
    since = models.DateTimeField()
    reason = models.CharField(max_length=100, blank=True, help_text="What the mail server said, in its own class")

    class Meta:
        verbose_name_plural = "undeliverable addresses"
        constraints = [
            models.CheckConstraint(name="an_undeliverable_address_is_in_lower_case", condition=Q(email=Lower("email"))),
        ]

    def __str__(self) -> str:
        return f"Address {self.pk}"
