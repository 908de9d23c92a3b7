"""The prevention offer that schools and groups choose from, and which course teaches the same."""

# (name, code of the course or "")
TOPICS = (
    ("Whole-year assembly", ""),
    ("Gangs and youth violence workshop", ""),
    ("Mentors in Violence Prevention", "BYS-101"),
    ("Introduction to adversity", "TIP-101"),
    ("Precious Lives: lived experience", ""),
    ("Knife arch with mentors", ""),
    ("Knives lesson in virtual reality", ""),
    ("Drama on choices in virtual reality", ""),
    ("Exploitation awareness for parents", "EXP-101"),
    ("County lines training for pastoral teams", "EXP-101"),
    ("Timetotalk: harmful sexual behaviour", ""),
    ("Helping Hands: protective behaviours", ""),
    ("Stories on consent and friendship", ""),
    ("Moving from Year 6 to Year 7", ""),
    ("Pastoral workers in school", ""),
)
