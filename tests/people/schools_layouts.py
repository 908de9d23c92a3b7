"""The two layouts of the table of schools: the official one, and that of the extract of the region."""

import csv
from pathlib import Path

OFFICIAL_HEADINGS = [
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (code)", "EstablishmentStatus (name)", "ReasonEstablishmentOpened (name)", "OpenDate",
    "CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)", "StatutoryLowAge", "Postcode",
    "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle",
]  # fmt: skip
OFFICIAL_HEADINGS += [f"Other column {number}" for number in range(130 - len(OFFICIAL_HEADINGS))]

# How often each phase, type and group of type comes in the extract: enough to make a table of the same layout and size.
IN_THE_REGION = {
    "16 plus": {
        "Academies": {"Academy 16-19 converter": 2},
        "Free Schools": {"Free schools 16 to 19": 1},
        "Colleges": {"Further education": 13},
    },
    "All-through": {
        "Academies": {"Academy converter": 2, "Academy sponsor led": 4},
        "Free Schools": {"Free schools": 4},
    },
    "Not applicable": {
        "Academies": {
            "Academy alternative provision converter": 3,
            "Academy alternative provision sponsor led": 5,
            "Academy special converter": 14,
            "Academy special sponsor led": 9,
        },
        "Special schools": {
            "Community special school": 28,
            "Foundation special school": 11,
            "Other independent special school": 32,
        },
        "Free Schools": {"Free schools alternative provision": 8, "Free schools special": 4},
        "Universities": {"Higher education institutions": 8},
        "Other types": {"Miscellaneous": 3, "Special post 16 institution": 6},
        "Independent schools": {"Other independent school": 70},
        "Local authority maintained schools": {"Pupil referral unit": 8},
        "Colleges": {"Sixth form centres": 1},
    },
    "Nursery": {"Local authority maintained schools": {"Local authority nursery school": 44}},
    "Primary": {
        "Academies": {"Academy converter": 242, "Academy sponsor led": 125},
        "Free Schools": {"Free schools": 6},
        "Local authority maintained schools": {
            "Community school": 272,
            "Foundation school": 21,
            "Voluntary aided school": 71,
            "Voluntary controlled school": 25,
        },
    },
    "Secondary": {
        "Academies": {"Academy converter": 89, "Academy sponsor led": 59},
        "Free Schools": {"Free schools": 16, "Studio schools": 2, "University technical college": 5},
        "Local authority maintained schools": {
            "Community school": 12,
            "Foundation school": 5,
            "Voluntary aided school": 8,
        },
    },
}
EXTRACT_HEADINGS = [
    "urn", "la_code", "la_name", "establishment_number", "establishment_name", "establishment_type",
    "establishment_type_group", "education_phase", "number_of_pupils", "percentage_fsm", "easting", "northing",
    "lsoa_code", "pcon_code", "longitude", "latitude",
]  # fmt: skip


def write_extract(path: Path) -> Path:
    """A made-up table in the layout of the extract, as long, with as many schools of each kind."""
    types = [
        (phase, group, type_)
        for phase, groups in IN_THE_REGION.items()
        for group, counts in groups.items()
        for type_, count in counts.items()
        for _ in range(count)
    ]
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, EXTRACT_HEADINGS, restval="")
        writer.writeheader()
        for number, (phase, group, type_) in enumerate(types):
            writer.writerow(
                {
                    "urn": 100_000 + number,
                    "la_code": 330 + number % 7,
                    "establishment_name": f"School {number // 2}",  # many share a name
                    "establishment_type": type_,
                    "establishment_type_group": group,
                    "education_phase": phase,
                }
            )
    return path
