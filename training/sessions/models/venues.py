"""Venues, and the ways and languages that sessions are held in."""

from django.db import models

from people.models import LocalAuthority


class Venue(models.Model):
    """A place where sessions are held."""

    name = models.CharField(max_length=150)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    local_authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="venues")
    access_information = models.TextField(blank=True, help_text="Steps, lifts, parking, hearing loop, prayer room")
    map_link = models.URLField(blank=True, help_text="The venue on a map")

    def __str__(self) -> str:
        return self.name


class Language(models.TextChoices):
    """Languages that a session may be held in: ISO 639 codes, with the sign languages of these islands."""

    ENGLISH = "en", "English"
    ARABIC = "ar", "Arabic"
    BENGALI = "bn", "Bengali"
    BRITISH_SIGN_LANGUAGE = "bfi", "British Sign Language"
    FARSI = "fa", "Farsi"
    FRENCH = "fr", "French"
    GUJARATI = "gu", "Gujarati"
    HINDI = "hi", "Hindi"
    KURDISH = "ku", "Kurdish"
    PASHTO = "ps", "Pashto"
    POLISH = "pl", "Polish"
    PORTUGUESE = "pt", "Portuguese"
    PUNJABI = "pa", "Punjabi"
    ROMANIAN = "ro", "Romanian"
    SOMALI = "so", "Somali"
    SPANISH = "es", "Spanish"
    TIGRINYA = "ti", "Tigrinya"
    UKRAINIAN = "uk", "Ukrainian"
    URDU = "ur", "Urdu"
    WELSH = "cy", "Welsh"


class SessionMode(models.TextChoices):
    """How one session is held."""

    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"
    HYBRID = "hybrid", "In person or online"
