"""Which kind of organisation, and so which sector, a school of the DfE's table is."""

from typing import NamedTuple

from people.organisations.models import DutyRole
from people.organisations.schools_table import RowRefused, SchoolRow


class KindOfSchool(NamedTuple):
    """A kind by name, with the sector that is made for it where staff have not made the kind themselves."""

    name: str
    sector_slug: str
    sector_name: str
    duty_role: DutyRole = DutyRole.RELEVANT


SPECIAL = KindOfSchool("Special school", "education-special", "Education: special and alternative")
ALTERNATIVE = KindOfSchool("Alternative provision", "education-special", "Education: special and alternative")
INDEPENDENT = KindOfSchool("Independent school", "education-other", "Education: other")
COLLEGE = KindOfSchool("College or sixth form", "education-further", "Education: further and higher")
UNIVERSITY = KindOfSchool("University", "education-further", "Education: further and higher")
NURSERY = KindOfSchool("Nursery school", "education-early-years", "Education: early years")
PRIMARY = KindOfSchool("Primary school", "education-primary", "Education: primary")
SECONDARY = KindOfSchool("Secondary school", "education-secondary", "Education: secondary")
ALL_THROUGH = KindOfSchool("All-through school", "education-secondary", "Education: secondary")
OTHER = KindOfSchool("Other education provider", "education-other", "Education: other")

BY_PHASE = {
    "nursery": NURSERY,
    "primary": PRIMARY,
    "middle deemed primary": PRIMARY,
    "secondary": SECONDARY,
    "middle deemed secondary": SECONDARY,
    "all-through": ALL_THROUGH,
    "16 plus": COLLEGE,
    "not applicable": OTHER,
}


def kind_of_school(row: SchoolRow) -> KindOfSchool:
    """The kind: what sets a school apart (special, alternative, independent) before its phase.

    The phase must be one that the DfE uses, so that a changed table is noticed and not guessed at.
    """
    by_phase = BY_PHASE.get(row.phase.lower())
    if by_phase is None:
        raise RowRefused("its phase of education is not one we know")
    sort, group = row.type.lower(), row.group.lower()
    if "special" in sort or "special" in group:
        return SPECIAL
    if "alternative provision" in sort or "pupil referral" in sort:
        return ALTERNATIVE
    if "independent" in sort or "independent" in group:
        return INDEPENDENT
    if "universit" in group or "higher education" in sort:
        return UNIVERSITY
    if "college" in group:
        return COLLEGE
    return by_phase
