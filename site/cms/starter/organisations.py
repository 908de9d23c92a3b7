"""Organisations that are plainly examples. Two share a name, as 43 real schools of the region do."""

from typing import NamedTuple


class Example(NamedTuple):
    """An example organisation: its name, its kind, and its area ("" for the whole region)."""

    name: str
    kind: str
    area: str = ""
    postcode: str = ""


EXAMPLES = (
    Example("Example Regional Police", "Police force"),
    Example("Example Police and Crime Commissioner's Office", "Police and crime commissioner"),
    Example("Example Fire and Rescue Service", "Fire and rescue service"),
    Example("Example Ambulance Service NHS Trust", "NHS trust"),
    Example("Example Integrated Care Board", "Integrated care board"),
    Example("Example Probation Service", "Probation service"),
    Example("Example Combined Authority", "Combined authority"),
    Example("Example Birmingham City Council", "Local authority", "Birmingham"),
    Example("Example Canal Street Secondary School", "Secondary school", "Birmingham", "B5 1ZZ"),
    Example("Example Oak Lane Primary School", "Primary school", "Birmingham", "B11 1ZZ"),
    Example("Example Hearts Hospital", "NHS trust", "Birmingham"),
    Example("Example Lozells Youth Project", "Charity", "Birmingham"),
    Example("Example Mosque and Community Centre", "Place of worship or faith group", "Birmingham"),
    Example("Example Central University", "University", "Birmingham"),
    Example("Example Prison", "Prison", "Birmingham"),
    Example("Example Night Venues Ltd", "Business", "Birmingham"),
    Example("Example Coventry City Council", "Local authority", "Coventry"),
    Example("Example Three Spires Academy", "Secondary school", "Coventry", "CV1 1ZZ"),
    Example("Example Coventry Youth Offending Team", "Youth offending team", "Coventry"),
    Example("Example Godiva Boxing Club", "Sports club", "Coventry"),
    Example("Example Domestic Abuse Support", "Charity", "Coventry"),
    Example("Example Dudley Council", "Local authority", "Dudley"),
    Example("Example St Mary's Primary School", "Primary school", "Dudley", "DY2 1ZZ"),
    Example("Example Castle Hill College", "College or sixth form", "Dudley"),
    Example("Example Priory Housing", "Housing association", "Dudley"),
    Example("Example Sandwell Council", "Local authority", "Sandwell"),
    Example("Example Sandwell Children's Service", "Children's trust or service", "Sandwell"),
    Example("Example Chance Street High School", "Secondary school", "Sandwell", "B66 1ZZ"),
    Example("Example Gurdwara Seva Group", "Place of worship or faith group", "Sandwell"),
    Example("Example Second Chance Alternative Provision", "Alternative provision", "Sandwell"),
    Example("Example Solihull Council", "Local authority", "Solihull"),
    Example("Example Arden Way School", "Secondary school", "Solihull", "B91 1ZZ"),
    Example("Example Bright Steps Nursery", "Nursery school", "Solihull"),
    Example("Example Walsall Council", "Local authority", "Walsall"),
    Example("Example St Mary's Primary School", "Primary school", "Walsall", "WS2 1ZZ"),
    Example("Example Saddlers Special School", "Special school", "Walsall", "WS1 1ZZ"),
    Example("Example Walsall Community Hospital", "NHS trust", "Walsall"),
    Example("Example City of Wolverhampton Council", "Local authority", "Wolverhampton"),
    Example("Example West Park Academy", "Secondary school", "Wolverhampton", "WV1 1ZZ"),
    Example("Example Old Gold Football Foundation", "Sports club", "Wolverhampton"),
    Example("Example New Life Church", "Place of worship or faith group", "Wolverhampton"),
    Example("Example Black Country Family Support", "Charity", "Wolverhampton"),
)
