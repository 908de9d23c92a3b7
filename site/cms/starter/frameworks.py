"""The themes that courses are found by, and the two frameworks of competencies that they map to."""

# (slug, name)
THEMES = (
    ("trauma", "Trauma and adversity"),
    ("violence-against-women-and-girls", "Violence against women and girls"),
    ("exploitation", "Exploitation and county lines"),
    ("serious-violence-duty", "The Serious Violence Duty"),
    ("bystanders", "Bystanders and peer mentors"),
    ("health", "Health settings"),
    ("custody", "Police custody"),
    ("faith", "Faith and community"),
)

EXPLOITATION = "Exploitation and abuse competency framework"
TRAUMA = "Trauma-informed learning and development framework"

# Framework -> (code, what a person knows or can do)
COMPETENCIES: dict[str, tuple[tuple[str, str], ...]] = {
    EXPLOITATION: (
        ("EA1", "Knows what exploitation is and how a child or adult is drawn into it"),
        ("EA2", "Notices signs of harm at home, in school, online and in public places"),
        ("EA3", "Listens without blame and uses words that do not shame"),
        ("EA4", "Shares a concern early, with the right people and within the law"),
        ("EA5", "Knows the local routes to help and how to refer"),
        ("EA6", "Challenges attitudes that excuse abuse, safely"),
        ("EA7", "Works with partners on one plan for a person at risk"),
    ),
    TRAUMA: (
        ("TI1", "Explains what trauma and adversity are, and how common they are"),
        ("TI2", "Sees behaviour as a message and asks what has happened to a person"),
        ("TI3", "Makes places and first contacts feel safe"),
        ("TI4", "Gives choice and shares power in everyday work"),
        ("TI5", "Avoids doing further harm through procedures, searches and records"),
        ("TI6", "Looks after own wellbeing and that of the team"),
        ("TI7", "Helps others to learn and leads change in own organisation"),
    ),
}
