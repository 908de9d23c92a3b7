"""Venues that are plainly examples, each with what a person needs to know to get in."""

from typing import NamedTuple


class VenueFacts(NamedTuple):
    """A venue: where it is, and what access it gives."""

    name: str
    area: str
    address: str
    postcode: str
    access: str


VENUES = (
    VenueFacts(
        "Example Learning Hub",
        "Birmingham",
        "1 Example Street, Birmingham",
        "B5 1ZZ",
        "Level entrance. Lift to all floors. Hearing loop in both rooms. Quiet room and prayer room downstairs. "
        "Two Blue Badge spaces at the door.",
    ),
    VenueFacts(
        "Example Cathedral Hall",
        "Coventry",
        "2 Example Close, Coventry",
        "CV1 1ZZ",
        "Ramp at the side door, marked with a blue sign. Accessible toilet. Hearing loop. Car park 200 metres away.",
    ),
    VenueFacts(
        "Example Castle Hill College",
        "Dudley",
        "3 Example Hill, Dudley",
        "DY2 1ZZ",
        "The hill is steep: ask for a space by the entrance. Lift to the first floor. Quiet room on request.",
    ),
    VenueFacts(
        "Example Town Hall Annexe",
        "Sandwell",
        "4 Example Road, Smethwick",
        "B66 1ZZ",
        "Level entrance from the rear car park. Accessible toilet and changing space. Prayer room next to reception.",
    ),
    VenueFacts(
        "Example Civic Suite",
        "Solihull",
        "5 Example Square, Solihull",
        "B91 1ZZ",
        "Level entrance, lift, hearing loop. Ten minutes on foot from the station, step-free all the way.",
    ),
    VenueFacts(
        "Example Saddlers Centre",
        "Walsall",
        "6 Example Row, Walsall",
        "WS1 1ZZ",
        "Step-free from the bus station. Lift to the second floor. Assistance dogs welcome.",
    ),
    VenueFacts(
        "Example West Park Pavilion",
        "Wolverhampton",
        "7 Example Park, Wolverhampton",
        "WV1 1ZZ",
        "All on one floor. Free parking with four Blue Badge spaces. Portable hearing loop: tell us when you book.",
    ),
)
