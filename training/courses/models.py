"""Courses, their themes, and the competency frameworks they map to."""

from django.db import models
from wagtail.search import index


class Theme(models.Model):
    """A subject that courses are found by: trauma, exploitation, violence against women and girls."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class Framework(models.Model):
    """A published account of what each part of the workforce should know."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Competency(models.Model):
    """One thing that a framework says a person should know or be able to do."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=250)

    class Meta:
        verbose_name_plural = "competencies"
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="a_competency_code_is_unique_in_its_framework"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DeliveryMode(models.TextChoices):
    """How a course can be taught."""

    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online, live"
    SELF_PACED = "self_paced", "Online, at your own pace"
    BLENDED = "blended", "Blended"


class Course(index.Indexed, models.Model):
    """What is taught. Editors write its page; this holds the facts and the rule for a certificate."""

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    themes = models.ManyToManyField(Theme, related_name="courses", blank=True)
    learning_outcomes = models.TextField(blank=True, help_text="One on each line")
    competencies = models.ManyToManyField(Competency, related_name="courses", blank=True)
    audience = models.CharField(max_length=250, blank=True, help_text="Who it is for")
    duration_minutes = models.PositiveSmallIntegerField()
    cpd_hours = models.DecimalField("CPD hours", max_digits=4, decimal_places=1)
    delivery_modes = models.JSONField(default=list, help_text="The ways it can be taught")
    certificate_minutes = models.PositiveSmallIntegerField(
        "minutes to attend for a certificate",
        help_text="Attending this long meets the attendance rule: it counts towards reach and earns the certificate",
    )
    awards_certificate = models.BooleanField(default=True)
    validity_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long a certificate is valid; empty means that it does not expire"
    )
    certificate_waits_for_evaluation = models.BooleanField(
        "certificate waits for the evaluation",
        default=False,
        help_text="The certificate is issued once we know that the person answered the evaluation",
    )
    renews = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refreshers",
        help_text="For a shorter refresher: the course whose certificate it renews, for people who hold one",
    )
    certificate_heading = models.CharField(
        max_length=60, blank=True, help_text="At the top of the certificate; empty: Certificate of attendance"
    )
    certificate_words = models.TextField(
        "words on the certificate", blank=True, help_text="A sentence or two below the title of the course"
    )
    signatory_name = models.CharField(max_length=100, blank=True, help_text="Who signs the certificate, if anybody")
    signatory_post = models.CharField(max_length=100, blank=True, help_text="What they are, as Head of Training")
    is_sensitive = models.BooleanField(
        "sensitive", default=False, help_text="Hard subjects: such a session needs two facilitators"
    )
    evaluation = models.ForeignKey(
        "surveys.Survey",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The questionnaire that those who came are asked to answer: the thanks and their booking lead there",
    )
    evaluation_link = models.URLField(
        blank=True, help_text="Where people say what they thought of it, if that is not a questionnaire of ours"
    )
    is_active = models.BooleanField("offered", default=True)

    search_fields = [
        index.SearchField("title", boost=4),
        index.AutocompleteField("title"),
        index.SearchField("code", boost=4),
        index.SearchField("audience"),
        index.SearchField("learning_outcomes"),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_certificate_asks_no_more_minutes_than_the_course_lasts",
                condition=models.Q(certificate_minutes__lte=models.F("duration_minutes")),
            ),
            models.CheckConstraint(
                name="a_course_does_not_renew_itself",
                condition=models.Q(renews__isnull=True) | ~models.Q(renews=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def earns_certificates(self) -> bool:
        """Whether attending can earn a certificate: one of its own, or a new one of the course that it renews."""
        return self.awards_certificate or self.renews_id is not None

    def outcome_list(self) -> list[str]:
        """The learning outcomes, one a line, without empty lines."""
        return [line.strip() for line in self.learning_outcomes.splitlines() if line.strip()]
