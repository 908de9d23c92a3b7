"""What staff are asked of sessions, series and venues."""

from training.sessions.forms.series import MoreDatesForm, SeriesDetailsForm, SeriesForm
from training.sessions.forms.sessions import SessionForm, facilitators
from training.sessions.forms.venues import VenueForm

__all__ = ["MoreDatesForm", "SeriesDetailsForm", "SeriesForm", "SessionForm", "VenueForm", "facilitators"]
