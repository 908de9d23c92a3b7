"""Whom a headcount counts: ages, pupils by year group, parents and carers, professionals.

Reach tells community contacts apart as "24 and under" and "over 24", so every audience is one or the other, and none
is of ages that are not known: whoever is unsure estimates. Pupils are 24 and under, whatever their year. Parents,
carers and professionals count as over 24: a few are younger, and nobody is asked their age at the door of a hall. None
of them is ever added to professionals reached, who are people known to us by name.
"""

from django.db import models


class Audience(models.TextChoices):
    """Who was there, in the order in which they are asked for."""

    UNDER_5 = "under_5", "Under 5"
    AGED_5_TO_10 = "aged_5_10", "5 to 10"
    AGED_11_TO_15 = "aged_11_15", "11 to 15"
    AGED_16_TO_17 = "aged_16_17", "16 to 17"
    AGED_18_TO_24 = "aged_18_24", "18 to 24"
    AGED_25_AND_OVER = "aged_25", "25 and over"
    NURSERY = "nursery", "Nursery"
    RECEPTION = "reception", "Reception"
    YEAR_1 = "year_1", "Year 1"
    YEAR_2 = "year_2", "Year 2"
    YEAR_3 = "year_3", "Year 3"
    YEAR_4 = "year_4", "Year 4"
    YEAR_5 = "year_5", "Year 5"
    YEAR_6 = "year_6", "Year 6"
    YEAR_7 = "year_7", "Year 7"
    YEAR_8 = "year_8", "Year 8"
    YEAR_9 = "year_9", "Year 9"
    YEAR_10 = "year_10", "Year 10"
    YEAR_11 = "year_11", "Year 11"
    YEAR_12 = "year_12", "Year 12"
    YEAR_13 = "year_13", "Year 13"
    PARENTS = "parents", "Parents and carers"
    PROFESSIONALS = "professionals", "Professionals"


# Kept beside the class, since Django would read a tuple inside it as another choice.
_ALL = tuple(Audience)
AGES = _ALL[: _ALL.index(Audience.AGED_25_AND_OVER) + 1]
PRIMARY_YEARS = _ALL[_ALL.index(Audience.NURSERY) : _ALL.index(Audience.YEAR_6) + 1]
SECONDARY_YEARS = _ALL[_ALL.index(Audience.YEAR_7) : _ALL.index(Audience.YEAR_13) + 1]
OVER_24 = (Audience.AGED_25_AND_OVER, Audience.PARENTS, Audience.PROFESSIONALS)
UP_TO_24 = tuple(audience for audience in _ALL if audience not in OVER_24)


class PartOfDay(models.TextChoices):
    """When on its day a delivery began: enough to tell two at one place apart."""

    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"
    EVENING = "evening", "Evening"
