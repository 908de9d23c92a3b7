"""The drawings of our own that editors may choose from; each is a file in templates/components/pictures."""

PICTURES = [
    ("bystander", "Someone who speaks up"),
    ("calendar", "A calendar"),
    ("certificate", "A certificate"),
    ("doorway", "An open door"),
    ("figures", "Figures that rise"),
    ("growing", "A mind that grows"),
    ("hands", "Hands"),
    ("hospital", "A hospital"),
    ("leaf", "A leaf"),
    ("learning", "An open book"),
    ("listening", "People listening"),
    ("map", "A map"),
    ("online", "People on a screen"),
    ("partners", "People around a table"),
    ("path", "A path"),
    ("people", "People"),
    ("phone", "A telephone"),
    ("school", "A school"),
]


def picture_choices() -> list[tuple[str, str]]:
    """The same, asked for when needed: a new drawing is then no change to the database."""
    return PICTURES
