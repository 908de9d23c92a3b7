"""Invented people who attend: names drawn at random from two lists, and a profession that suits where they work."""

from random import Random
from typing import NamedTuple

FIRST_NAMES = """
    Aaliyah Adam Aisha Amara Amelia Anita Arjun Bartosz Beth Callum Chidi Chloe Dalvir Darren Deepa Elena
    Emily Ewa Farah Gareth Hamza Hannah Harpreet Imran Isaac Jade Jasmine Joanne Kamil Kelly Kwame Leah Liam
    Manjit Maria Megan Mohammed Naomi Natasha Nia Oliver Parveen Paul Rachel Ravi Rosa Ruth Sadia Samuel
    Sandeep Sean Shanice Simon Sunita Tariq Theo Usha Victor Wei Yasmin Zainab Zofia
"""
SURNAMES = """
    Adeyemi Ahmed Ali Bailey Begum Bhatti Brown Campbell Chowdhury Cooper Dhillon Edwards Evans Foster Gill
    Graham Green Hall Harris Hughes Iqbal Jackson James Kaur Kelly Khan Kowalski Lewis Mahmood Malik Marsh
    Miller Morgan Nowak Okoro Osei Palmer Patel Perry Phillips Price Rahman Richards Roberts Sandhu Sharma
    Shaw Singh Smith Taylor Thomas Turner Walker Ward White Williams Wood Wright Yusuf
"""

# What people do in each kind of organisation; a kind that is not named here falls to EVERYWHERE.
EVERYWHERE = ("Volunteer", "Charity manager", "Another role")
SCHOOL = (
    "Teacher",
    "Teacher",
    "Teaching assistant",
    "Designated safeguarding lead",
    "Pastoral or behaviour lead",
    "School support or office staff",
)
ROLES_BY_KIND: dict[str, tuple[str, ...]] = {
    "Police force": (
        "Police officer",
        "Police community support officer",
        "Custody sergeant",
        "Detention officer",
        "Contact centre call handler",
        "School link officer",
    ),
    "Police and crime commissioner": ("Commissioner or analyst",),
    "Nursery school": ("Early years practitioner", "Designated safeguarding lead"),
    "Primary school": SCHOOL,
    "Secondary school": SCHOOL,
    "Special school": (*SCHOOL, "Special educational needs coordinator"),
    "Alternative provision": (*SCHOOL, "Mentor or navigator"),
    "College or sixth form": ("College lecturer or tutor", "Pastoral or behaviour lead"),
    "University": ("University staff", "Researcher or student"),
    "Integrated care board": ("Public health practitioner", "Commissioner or analyst"),
    "NHS trust": ("Nurse", "Hospital doctor", "Paramedic or ambulance clinician", "Health support or reception staff"),
    "Local authority": ("Social worker", "Community safety officer", "Council officer", "Councillor"),
    "Combined authority": ("Council officer", "Commissioner or analyst"),
    "Children's trust or service": ("Social worker", "Family support or early help worker"),
    "Housing association": ("Housing officer",),
    "Probation service": ("Probation practitioner",),
    "Prison": ("Prison officer",),
    "Fire and rescue service": ("Firefighter", "Fire prevention officer"),
    "Youth offending team": ("Youth justice worker",),
    "Charity": ("Youth worker", "Charity manager", "Domestic abuse practitioner", "Volunteer"),
    "Place of worship or faith group": ("Faith leader", "Faith group volunteer"),
    "Sports club": ("Sports coach", "Club welfare officer"),
    "Business": ("Business owner or manager", "Security or door staff"),
}


class Attender(NamedTuple):
    """An invented person: the organisation is named by its place in the list it was drawn from."""

    email: str
    name: str
    role: str
    organisation: int


def invent_attenders(*, number: int, kinds: list[str], random: Random) -> list[Attender]:
    """So many people, spread over the organisations whose kinds are given in order. No two share an address."""
    first_names, surnames, attenders = FIRST_NAMES.split(), SURNAMES.split(), []
    for i in range(number):
        first, last = random.choice(first_names), random.choice(surnames)
        organisation = i % len(kinds)
        role = random.choice(ROLES_BY_KIND.get(kinds[organisation], EVERYWHERE))
        attenders.append(Attender(f"{first}.{last}{i}@people.example".lower(), f"{first} {last}", role, organisation))
    return attenders
