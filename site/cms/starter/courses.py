"""The facts of the courses: what is taught, to whom, for how long, and the rule for a certificate."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class CourseFacts:
    """One course. Times are in minutes; competencies, themes and the course that it renews are named by code and slug;
    what it renews comes before it."""

    code: str
    title: str
    themes: tuple[str, ...]
    outcomes: tuple[str, ...]
    competencies: tuple[str, ...]
    audience: str
    duration: int
    certificate_minutes: int
    cpd_hours: Decimal
    modes: tuple[str, ...]
    validity_months: int | None = 36
    is_sensitive: bool = False
    awards_certificate: bool = True
    renews: str = ""


COURSES = (
    CourseFacts(
        code="TIP-101",
        title="Adverse childhood experiences and trauma-informed practice",
        themes=("trauma",),
        outcomes=(
            "Say what adverse childhood experiences and trauma are, and how common they are",
            "Describe how early adversity can shape a person's body, feelings and behaviour",
            "Ask “what has happened to you?” in place of “what is wrong with you?”",
            "Name three changes you can make this week so that people feel safer with you",
        ),
        competencies=("TI1", "TI2", "TI3", "TI6"),
        audience="Anyone who works or volunteers with children, young people or families",
        duration=120,
        certificate_minutes=90,
        cpd_hours=Decimal("2.0"),
        modes=("online", "in_person"),
    ),
    CourseFacts(
        code="TIP-210",
        title="Trauma-informed practice in police custody",
        themes=("trauma", "custody"),
        outcomes=(
            "See a custody suite through the eyes of a frightened person",
            "Use a calm first contact that keeps everyone safer",
            "Lower distress during searches, waiting and questioning, within the rules",
            "Know when and how to bring in health and youth justice colleagues",
        ),
        competencies=("TI2", "TI3", "TI5", "TI6"),
        audience="Custody sergeants, detention officers, health staff and appropriate adults",
        duration=180,
        certificate_minutes=150,
        cpd_hours=Decimal("3.0"),
        modes=("in_person",),
    ),
    CourseFacts(
        code="VAW-101",
        title="Preventing violence against women and girls",
        themes=("violence-against-women-and-girls", "bystanders"),
        outcomes=(
            "Describe the forms that violence against women and girls takes, online and off",
            "Recognise attitudes that let it grow, and challenge them safely",
            "Respond well when someone tells you what happened to them",
            "Find local and national support, and explain it",
        ),
        competencies=("EA2", "EA3", "EA5", "EA6"),
        audience="Professionals in any sector",
        duration=90,
        certificate_minutes=75,
        cpd_hours=Decimal("1.5"),
        modes=("online",),
        is_sensitive=True,
    ),
    CourseFacts(
        code="SVD-101",
        title="Working together under the Serious Violence Duty",
        themes=("serious-violence-duty",),
        outcomes=(
            "Explain what the Duty asks of specified and relevant authorities",
            "Read a local needs assessment and say what it means for your service",
            "Agree what data to share, with whom and on what legal ground",
            "Leave with two actions and a partner for each",
        ),
        competencies=("EA4", "EA7"),
        audience="Managers and practitioners in police, health, councils, education, justice and fire services",
        duration=180,
        certificate_minutes=150,
        cpd_hours=Decimal("3.0"),
        modes=("in_person", "online"),
        validity_months=None,
    ),
    CourseFacts(
        code="EXP-101",
        title="Exploitation and county lines: seeing the signs",
        themes=("exploitation",),
        outcomes=(
            "Explain how grooming works and why a young person may not see it",
            "Notice early signs of criminal and sexual exploitation",
            "Choose words that keep the blame where it belongs",
            "Record and share a concern so that somebody acts on it",
        ),
        competencies=("EA1", "EA2", "EA3", "EA4", "EA5"),
        audience="School pastoral teams, school link officers, youth workers and housing officers",
        duration=150,
        certificate_minutes=120,
        cpd_hours=Decimal("2.5"),
        modes=("in_person", "online"),
        validity_months=24,
    ),
    CourseFacts(
        code="BYS-101",
        title="Active bystanders: an introduction to Mentors in Violence Prevention",
        themes=("bystanders", "violence-against-women-and-girls"),
        outcomes=(
            "Explain how bystanders can stop harm before it starts",
            "Practise safe ways to step in, distract or get help",
            "Plan how older students can lead sessions for younger ones",
            "Decide whether the programme is right for your setting",
        ),
        competencies=("EA6", "EA7", "TI4"),
        audience="Schools, colleges, youth clubs and sports clubs",
        duration=120,
        certificate_minutes=90,
        cpd_hours=Decimal("2.0"),
        modes=("in_person",),
    ),
    CourseFacts(
        code="TTT-301",
        title="Train the trainer: trauma-informed care in the ambulance service",
        themes=("trauma", "health"),
        outcomes=(
            "Plan and lead a session on trauma for your own crews",
            "Hold a hard conversation in a group and keep people well",
            "Use cases from the road without giving anyone away",
            "Set up support for trainers after a difficult session",
        ),
        competencies=("TI1", "TI3", "TI6", "TI7"),
        audience="Ambulance trainers, clinical mentors and paramedic educators",
        duration=360,
        certificate_minutes=330,
        cpd_hours=Decimal("6.0"),
        modes=("in_person",),
        validity_months=24,
    ),
    CourseFacts(
        code="EDA-101",
        title="Violence and young people in the emergency department",
        themes=("health", "exploitation"),
        outcomes=(
            "Notice when an injury may be part of a wider story",
            "Use the moment of care to offer a way to safety",
            "Share the right information, and explain why, to the patient first",
            "Bring in a navigator or safeguarding colleague on the same shift",
        ),
        competencies=("EA2", "EA3", "EA4", "TI3"),
        audience="Nurses, doctors, reception and security staff in emergency departments",
        duration=60,
        certificate_minutes=50,
        cpd_hours=Decimal("1.0"),
        modes=("in_person", "online"),
    ),
    CourseFacts(
        code="EXP-102",
        title="Exploitation and county lines: refresher",
        themes=("exploitation",),
        outcomes=(
            "Say what has changed in how children and adults are drawn in",
            "Check your own eye for early signs against new cases",
            "Bring back one thing to your team",
        ),
        competencies=("EA1", "EA2", "EA4"),
        audience="People who took the whole course and whose certificate ends soon, or has ended",
        duration=60,
        certificate_minutes=50,
        cpd_hours=Decimal("1.0"),
        modes=("online",),
        validity_months=None,
        awards_certificate=False,
        renews="EXP-101",
    ),
)
