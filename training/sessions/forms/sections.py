"""The sections of the long forms for sessions and series in the Wagtail admin."""

from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel


class RarelyNeeded(MultiFieldPanel):
    """A section that is folded away until somebody opens it, and open where it says anything but the usual. Where a
    refusal stands in it, Wagtail's own script opens it."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def classes(self) -> list[str]:
            """Folded, unless an answer in it is not the usual one."""
            is_open = any(_is_unusual(self.form, child.field_name) for child in self.visible_children)
            return [*super().classes(), *([] if is_open else ["collapsed"])]


def _is_unusual(form: Any, name: str) -> bool:
    """Whether the answer that a form shows for a field differs from what a new one begins with."""
    field = form.fields[name]
    usual = field.initial if name in form.declared_fields else form.instance._meta.get_field(name).get_default()
    shown = form[name].value()
    is_list = isinstance(shown, (list, tuple))
    return bool(shown) if is_list else _as_typed(field.prepare_value(usual)) != _as_typed(shown)


def _as_typed(answer: Any) -> str:
    """An answer as a form posts it: nothing and no tick are empty, and a nought is not."""
    return "" if answer is None or answer is False else str(answer)


def _fields(*names: str) -> list[Panel]:
    return [FieldPanel(name) for name in names]


def _section(heading: str, *names: str, icon: str = "", folded: bool = False) -> Panel:
    """A section with its icon. One that is folded keeps Wagtail's own instead, which shows that it opens."""
    kind = RarelyNeeded if folded else MultiFieldPanel
    return kind(_fields(*names), heading=heading, icon="" if folded else icon)


WHERE = _section(
    "Where, and for how many",
    "mode",
    "capacity",
    "online_capacity",
    "venue",
    "joining_link",
    "joining_link_hours_before",
    icon="site",
)
WHO_RUNS_IT = _section("Who runs it", "facilitators", "language", icon="group")
MESSAGES = _section("Messages", "joining_notes", icon="mail")
WHO_CAN_BOOK = _section(
    "Who can book",
    "sectors",
    "role_groups",
    "areas",
    "prerequisite",
    "places_per_organisation",
    "refuses_clashes",
    icon="key",
    folded=True,
)
WAITING_LIST = _section("Waiting list", "fairness", "offer_hours", icon="list-ol", folded=True)


def _booking(opens: str, closes: str) -> Panel:
    return _section(
        "Booking window and changes",
        opens,
        closes,
        "changes_close_hours_before",
        "pools_return_days_before",
        icon="date",
        folded=True,
    )


SESSION = ObjectList(
    [
        _section("What and when", "course", "starts_at", "ends_at", "status", icon="calendar-alt"),
        WHERE,
        WHO_RUNS_IT,
        MESSAGES,
        WHO_CAN_BOOK,
        _booking("booking_opens_at", "booking_closes_at"),
        WAITING_LIST,
    ]
)
_SHARED = [
    _section("When", "repeats", "starts", "ends", icon="calendar-alt"),
    _section("Weekly or monthly: from when, until when", "first_on", "until", "number", icon="date"),
    _section("Every week, or every few weeks", "every_weeks", "weekdays", icon="date"),
    _section("Every month", "nth", "nth_weekday", icon="date", folded=True),
    _section("Dates that you type", "typed", icon="edit", folded=True),
    _section("Days without a session", "skips_bank_holidays", "left_out", icon="cross"),
    WHERE,
    WHO_RUNS_IT,
    MESSAGES,
    WHO_CAN_BOOK,
    _booking("opens_days_before", "closes_hours_before"),
    WAITING_LIST,
    _section("Drafts, or open for booking", "status", icon="view"),
]
SERIES = ObjectList([_section("What it is", "name", "course", "organisation", "is_closed", icon="openquote"), *_SHARED])
MORE_DATES = ObjectList(_SHARED)
