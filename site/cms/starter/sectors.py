"""Sectors, and the kinds of organisation in each with their usual role under the Serious Violence Duty."""

from typing import NamedTuple

from people.models import DutyRole

# (slug, name), in the order in which lists and reports show them.
SECTORS = (
    ("police", "Police"),
    ("education-early-years", "Education: early years"),
    ("education-primary", "Education: primary"),
    ("education-secondary", "Education: secondary"),
    ("education-further", "Education: further and higher"),
    ("education-special", "Education: special and alternative"),
    ("education-other", "Education: other"),
    ("health", "Health"),
    ("council", "Council"),
    ("social-care", "Children's social care"),
    ("housing", "Housing"),
    ("probation", "Probation"),
    ("custody", "Prisons and youth custody"),
    ("fire", "Fire and rescue"),
    ("youth-justice", "Youth justice"),
    ("charity", "Charity and community"),
    ("faith", "Faith"),
    ("sport", "Sport"),
    ("business", "Business"),
    ("government", "Other public bodies"),
    ("other", "Other"),
)


class Kind(NamedTuple):
    """A kind of organisation, its sector's slug, and its usual role under the Duty."""

    name: str
    sector: str
    duty_role: DutyRole = DutyRole.OTHER


SPECIFIED, RELEVANT = DutyRole.SPECIFIED, DutyRole.RELEVANT

KINDS = (
    Kind("Police force", "police", SPECIFIED),
    Kind("Police and crime commissioner", "police", DutyRole.POLICING_BODY),
    Kind("Nursery school", "education-early-years", RELEVANT),
    Kind("Childcare provider", "education-early-years"),
    Kind("Primary school", "education-primary", RELEVANT),
    Kind("Secondary school", "education-secondary", RELEVANT),
    Kind("All-through school", "education-secondary", RELEVANT),
    Kind("College or sixth form", "education-further", RELEVANT),
    Kind("University", "education-further", RELEVANT),
    Kind("Special school", "education-special", RELEVANT),
    Kind("Alternative provision", "education-special", RELEVANT),
    Kind("Independent school", "education-other", RELEVANT),
    Kind("Other education provider", "education-other", RELEVANT),
    Kind("Integrated care board", "health", SPECIFIED),
    Kind("NHS trust", "health"),
    Kind("GP practice or community clinic", "health"),
    Kind("Local authority", "council", SPECIFIED),
    Kind("Combined authority", "council"),
    Kind("Children's trust or service", "social-care", SPECIFIED),
    Kind("Children's home or fostering service", "social-care"),
    Kind("Housing association", "housing"),
    Kind("Probation service", "probation", SPECIFIED),
    Kind("Prison", "custody", RELEVANT),
    Kind("Youth custody", "custody", RELEVANT),
    Kind("Fire and rescue service", "fire", SPECIFIED),
    Kind("Youth offending team", "youth-justice", SPECIFIED),
    Kind("Charity", "charity"),
    Kind("Community group", "charity"),
    Kind("Place of worship or faith group", "faith"),
    Kind("Sports club", "sport"),
    Kind("Business", "business"),
    Kind("Government department or agency", "government"),
    Kind("Another kind of organisation", "other"),
)
