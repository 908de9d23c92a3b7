"""The demonstration accounts: one for each thing that a person can come here to do."""

from typing import NamedTuple

from people.accounts.policies import StaffRole


class DemoPerson(NamedTuple):
    """A demonstration account. Staff have roles; others a profession, an organisation and training of their own."""

    email: str
    name: str
    staff_roles: tuple[StaffRole, ...] = ()
    role: str = ""
    organisation: str = ""
    leads: bool = False
    attended: tuple[str, ...] = ()  # codes of courses, each at its latest session
    books: str = ""  # the code of a course, at its next session with places


SCHOOL = "Example Canal Street Secondary School"

DEMO_PEOPLE = (
    DemoPerson("admin@demo.example", "Priya Nair", (StaffRole.ADMINISTRATOR,)),
    DemoPerson("manager@demo.example", "Daniel Reid", (StaffRole.PROGRAMME_MANAGER,)),
    DemoPerson("facilitator@demo.example", "Grace Mensah", (StaffRole.FACILITATOR,)),
    DemoPerson("editor@demo.example", "Tomasz Zielinski", (StaffRole.EDITOR,)),
    DemoPerson("approver@demo.example", "Fatima Hussain", (StaffRole.APPROVER,)),
    DemoPerson("analyst@demo.example", "Owen Clarke", (StaffRole.ANALYST,)),
    DemoPerson(
        "lead@demo.example",
        "Samira Khan",
        role="Designated safeguarding lead",
        organisation=SCHOOL,
        leads=True,
        attended=("SVD-101", "VAW-101"),
        books="BYS-101",
    ),
    DemoPerson(
        "teacher@demo.example",
        "Joe Bennett",
        role="Teacher",
        organisation=SCHOOL,
        attended=("TIP-101", "VAW-101"),
        books="EXP-101",
    ),
)
