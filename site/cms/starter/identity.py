"""Loads who runs the site, where its visitors can turn, who its staff may be, and how pages come to be published."""

from datetime import datetime

from cms.starter.partnership import HELPLINES, IDENTITY
from cms.workflows.operations import set_up_publishing
from people.accounts.operations import set_up_staff_roles
from people.models import Helpline, Partnership


def load_identity(at: datetime) -> str:
    """The partnership's name, look and contact."""
    partnership = Partnership.load()
    for name, value in IDENTITY.items():
        setattr(partnership, name, value)
    partnership.full_clean()
    partnership.save()
    return f"the name “{partnership.name}”, to be changed in the settings"


def load_helplines(at: datetime) -> str:
    """Where visitors can turn for help."""
    Helpline.objects.bulk_create(
        Helpline(position=position, **helpline._asdict()) for position, helpline in enumerate(HELPLINES)
    )
    return f"{len(HELPLINES)} helplines"


def load_staff_roles(at: datetime) -> str:
    """The groups of staff with what each may do, and the two steps to a published page."""
    set_up_staff_roles()
    set_up_publishing()
    return "staff roles, and publishing in two steps: one writes, another approves"
