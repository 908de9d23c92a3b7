"""Local authorities, sectors, kinds of organisation, and organisations."""

from typing import Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower, Replace
from django.utils import timezone


class LocalAuthority(models.Model):
    """An area: a local authority of the region, with the census figures that reach is set against."""

    name = models.CharField(max_length=100, unique=True)
    ons_code = models.CharField("ONS code", max_length=9, unique=True)
    dfe_code = models.CharField("DfE code", max_length=3, unique=True, null=True, blank=True)
    residents = models.PositiveIntegerField(help_text="Usual residents, Census 2021")
    under_16 = models.PositiveIntegerField("residents under 16")
    aged_16_to_24 = models.PositiveIntegerField("residents aged 16 to 24")

    class Meta:
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A part of public life that reach is counted by: police, health, education by phase and so on."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists")

    def __str__(self) -> str:
        return self.name


class DutyRole(models.TextChoices):
    """What the Serious Violence Duty asks of an organisation (in force January 2023)."""

    SPECIFIED = "specified", "Specified authority"
    RELEVANT = "relevant", "Relevant authority"
    POLICING_BODY = "policing_body", "Local policing body"
    OTHER = "other", "Not named in the Duty"


class OrganisationKind(models.Model):
    """What sort of organisation it is; the kind decides the sector and the usual role under the Duty."""

    name = models.CharField(max_length=100, unique=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="kinds")
    duty_role = models.CharField(max_length=20, choices=DutyRole.choices, default=DutyRole.OTHER)

    def __str__(self) -> str:
        return self.name


class OrganisationStatus(models.TextChoices):
    """Where an organisation's record stands."""

    CONFIRMED = "confirmed", "Confirmed"
    PROPOSED = "proposed", "Added by a person, not yet confirmed"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged into another"


# One column that the picker looks in: name, postcode with and without its space, URN; in lower case and without the
# points and apostrophes that people leave out. The database keeps it, so bulk imports cannot forget it.
WHAT_IS_SEARCHED = Lower(
    Concat(
        Replace(Replace(Replace("name", Value("'")), Value("’")), Value(".")),
        Value(" "),
        "postcode",
        Value(" "),
        Replace("postcode", Value(" ")),
        Value(" "),
        Coalesce(Cast("urn", models.CharField()), Value("")),
        output_field=models.TextField(),
    )
)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Filters over organisations."""

    def choosable(self) -> Self:
        """Those a person may say they belong to: open, and confirmed by staff."""
        return self.filter(status=OrganisationStatus.CONFIRMED)


class Organisation(models.Model):
    """A school, a force, a trust, a charity: where people work or volunteer."""

    name = models.CharField(max_length=200)
    kind = models.ForeignKey(OrganisationKind, on_delete=models.PROTECT, related_name="organisations")
    duty_role = models.CharField("role under the Serious Violence Duty", max_length=20, choices=DutyRole.choices)
    local_authority = models.ForeignKey(
        LocalAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        help_text="Leave empty for an organisation that covers the whole region or lies outside it",
    )
    urn = models.PositiveIntegerField("URN", unique=True, null=True, blank=True, help_text="Schools: DfE number")
    postcode = models.CharField(max_length=8, blank=True)
    status = models.CharField(max_length=10, choices=OrganisationStatus.choices, default=OrganisationStatus.CONFIRMED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    asks_for_approval = models.BooleanField(
        "line managers approve bookings",
        default=False,
        help_text="When its people book training, their line manager is asked first",
    )
    closed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    searchable = models.GeneratedField(
        expression=WHAT_IS_SEARCHED, output_field=models.TextField(), db_persist=True, editable=False
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "name"])]
        constraints = [
            models.CheckConstraint(
                name="a_merged_organisation_names_its_successor",
                condition=Q(status=OrganisationStatus.MERGED, merged_into__isnull=False)
                | (~Q(status=OrganisationStatus.MERGED) & Q(merged_into__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
