"""The seven local authorities of the West Midlands police area.

Source of the figures: Office for National Statistics, Census 2021 (usual residents), Open Government Licence v3.0.
"""

from typing import NamedTuple


class Area(NamedTuple):
    """One local authority: its codes, and its usual residents in Census 2021."""

    name: str
    ons_code: str
    dfe_code: str
    residents: int
    under_16: int
    aged_16_to_24: int


AREAS = (
    Area("Birmingham", "E08000025", "330", 1_144_919, 255_296, 163_732),
    Area("Coventry", "E08000026", "331", 345_325, 68_464, 53_062),
    Area("Dudley", "E08000027", "332", 323_486, 61_010, 31_043),
    Area("Sandwell", "E08000028", "333", 341_832, 75_797, 37_664),
    Area("Solihull", "E08000029", "334", 216_240, 41_745, 19_890),
    Area("Walsall", "E08000030", "335", 284_124, 61_016, 29_734),
    Area("Wolverhampton", "E08000031", "336", 263_727, 55_286, 27_915),
)
