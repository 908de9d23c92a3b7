"""Who runs this site, and where its visitors can turn for help. Editors change all of it in the settings."""

from typing import NamedTuple

IDENTITY = {
    "name": "West Midlands Violence Reduction Partnership",
    "short_name": "West Midlands VRP",
    "region": "the West Midlands",
    "strapline": "Violence can be prevented. We help people learn how.",
    "contact_email": "training@demo.example",
    "contact_phone": "",
    "contact_address": "Example House\n1 Example Street\nBirmingham\nB5 1ZZ",
    "issuer": "West Midlands Violence Reduction Partnership",
}


class HelplineFacts(NamedTuple):
    """Somewhere to turn, in the order shown."""

    name: str
    description: str
    phone: str
    is_emergency: bool = False


HELPLINES = (
    HelplineFacts("Emergency services", "If you or someone else is in danger now.", "999", True),
    HelplineFacts(
        "Police, not an emergency", "To report a crime or ask for advice when nobody is in danger now.", "101"
    ),
    HelplineFacts("Childline", "For anyone under 19, about anything. Free, day and night.", "0800 1111"),
    HelplineFacts("NSPCC", "For adults who are worried about a child.", "0808 800 5000"),
    HelplineFacts(
        "National Domestic Abuse Helpline",
        "For women who are being hurt or controlled. Free, day and night.",
        "0808 2000 247",
    ),
    HelplineFacts("Crimestoppers", "Say what you know about a crime without giving your name.", "0800 555 111"),
    HelplineFacts("Samaritans", "For anyone who is struggling to cope. Free, day and night.", "116 123"),
)
