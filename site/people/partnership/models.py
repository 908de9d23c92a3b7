"""The partnership's identity and helplines, edited in the CMS and used on pages, emails and certificates alike."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write the colour as # and six digits, like #1f5c57.")
COLOUR = forms.TextInput(attrs={"type": "color"})  # the browser's own way to choose one


def luminance(colour: str) -> float:
    """How light a hex colour is, 0 to 1: WCAG 2.2's definition of relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21, by WCAG 2.2's definition."""
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on_white(colour: str) -> None:
    """Refuse a colour that text or a button could not be read in (WCAG 2.2 asks 4.5 to 1)."""
    hex_colour(colour)
    if contrast(colour, "#ffffff") < 4.5:
        raise ValidationError("This colour is too pale to read against white. Choose a darker one.")


@register_setting(icon="group", name="partnership")
class Partnership(BaseGenericSetting):
    """Who runs this site. Nothing regional is in code: it is here."""

    name = models.CharField(max_length=150, default="Violence Reduction Partnership")
    short_name = models.CharField(max_length=60, default="VRP", help_text="Used where there is little room")
    region = models.CharField(max_length=100, blank=True, help_text="The area served, with “the” where it has one")
    strapline = models.CharField(max_length=200, blank=True)
    logo = models.ForeignKey("wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    main_colour = models.CharField(max_length=7, default="#1d4f4b", validators=[readable_on_white])
    accent_colour = models.CharField(max_length=7, default="#b5472f", validators=[readable_on_white])
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_address = models.TextField(blank=True)
    issuer = models.CharField(max_length=150, blank=True, help_text="Named on certificates; the name, if empty")

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name"), FieldPanel("region"), FieldPanel("strapline")]),
        MultiFieldPanel(
            [
                FieldPanel("logo", help_text="Stands in the header, in place of the drawn mark"),
                FieldPanel("main_colour", widget=COLOUR, help_text="Of buttons, links and the dark bands"),
                FieldPanel("accent_colour", widget=COLOUR, help_text="For what should catch the eye"),
            ],
            heading="Look",
            help_text="Lighter and darker shades, and the colours of the dark scheme, are worked out from these two",
        ),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("contact_address")], heading="Contact"
        ),
        FieldPanel("issuer"),
    ]

    class Meta:
        verbose_name = "partnership"

    def __str__(self) -> str:
        return self.name


class Helpline(models.Model):
    """Somewhere to turn: shown in get-help panels and in the footer."""

    name = models.CharField(max_length=100)
    description = models.CharField(max_length=250, blank=True, help_text="Who it is for and when it answers")
    phone = models.CharField(max_length=30, blank=True)
    web = models.URLField(blank=True)
    is_emergency = models.BooleanField(default=False, help_text="Shown first, and everywhere help is offered")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists")

    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("phone"),
        FieldPanel("web"),
        FieldPanel("is_emergency"),
        FieldPanel("position"),
    ]

    def __str__(self) -> str:
        return self.name
