"""Dates by a rule are shown before they are made, and made once."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from documents.dates import clock, day
from training.sessions import operations
from training.sessions.forms import MoreDatesForm
from training.sessions.models import Series, SessionStatus
from training.sessions.operations import SessionRefusal
from training.sessions.queries.proposals import Proposal, propose

KEEP_ONE = "Keep at least one date."
LOOK_AGAIN = "The dates below are not quite those that you agreed to. Please look again; nothing was made."


def hours(proposal: Proposal) -> str:
    """As in 9:30am to 11:30am."""
    return f"{clock(proposal.starts_at)} to {clock(proposal.ends_at)}"


class PreviewMixin(ABC):
    """A form for a rule, answered by a preview of its dates; they are made when somebody agrees to the preview.

    The preview carries all that was answered, and a signed note of what it was made for. So that the same preview sent
    twice makes nothing twice, the note holds the key that a new series will have, or the number of sessions that the
    series had.
    """

    request: HttpRequest
    salt: str  # one screen's own, so that it takes no note that another has signed

    @property
    def series(self) -> Series | None:
        """The series that gets more dates, where it is there already."""
        return None

    def form_valid(self, form: MoreDatesForm) -> HttpResponse:
        """Show the preview, go back to the answers, or make the sessions."""
        self.form = form
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]
        if "make" not in self.request.POST:
            return self._preview(form, self.note())
        try:
            note = signing.loads(self.request.POST.get("note", ""), salt=self.salt)
        except signing.BadSignature:
            return self._preview(form, self.note(), refusal=LOOK_AGAIN)
        return self._make(form, note)

    def _make(self, form: MoreDatesForm, note: dict[str, Any]) -> HttpResponse:
        kept = set(self.request.POST.getlist("keep"))
        days = [day for day in form.dates.days if day.isoformat() in kept]
        if len(days) != len(kept) or not days:
            return self._preview(form, note, refusal=LOOK_AGAIN if kept else KEEP_ONE)
        try:
            series = self.make(form, note, form.slots(days))
        except operations.SeriesChanged as refusal:
            return self._preview(form, self.note(), refusal=str(refusal))
        except SessionRefusal as refusal:
            return self._preview(form, note, refusal=str(refusal))
        made = "1 session is" if len(days) == 1 else f"{len(days)} sessions are"
        messages.success(self.request, f"{made} made. Each can now be changed or cancelled alone.")
        return redirect("series:edit", series.pk)

    def _preview(self, form: MoreDatesForm, note: dict[str, Any], *, refusal: str = "") -> HttpResponse:
        told, series, rows = form.cleaned_data, self.series, self._rows(form)
        kept = self.request.POST.getlist("keep") if "make" in self.request.POST else [row["iso"] for row in rows]
        context = {
            "series": series,
            "name": series or told["name"],
            "course": series.course if series else told["course"],
            "rows": rows,
            "kept": kept,
            "number": len(form.dates.days),
            "hidden": [field.as_hidden() for field in form],
            "note": signing.dumps(note, salt=self.salt),
            "refusal": refusal,
            "is_draft": told["status"] == SessionStatus.DRAFT,
        }
        status = 409 if refusal else 200
        return render(self.request, "training/series_preview.html", context, using="django", status=status)

    def _rows(self, form: MoreDatesForm) -> list[dict[str, Any]]:
        """The dates that would be made and those that are left out, in their order."""
        told = form.cleaned_data
        proposals = propose(
            form.rule, form.dates.days, facilitators=told["facilitators"], venue=told["venue"], series=self.series
        )
        rows: dict[date, dict[str, Any]] = {
            **{each.day: {"hours": hours(each), "warnings": each.warnings} for each in proposals},
            **{skipped.day: {"why": skipped.why} for skipped in form.dates.skipped},
        }
        return [{"iso": each.isoformat(), "day": day(each), **rows[each]} for each in sorted(rows)]

    @abstractmethod
    def note(self) -> dict[str, Any]:
        """What the preview is made for."""

    @abstractmethod
    def make(self, form: MoreDatesForm, note: dict[str, Any], slots: list[operations.Slot]) -> Series:
        """Make the sessions, and return their series."""
