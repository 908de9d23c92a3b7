"""What a staff form says where an operation refuses."""

from django.forms import BaseForm
from django.http import HttpResponse

from training.sessions.operations import SessionRefusal


class RefusalMixin:
    """Shows an operation's refusal as the form's own error, with all that was typed; and what was saved but should be
    looked at as a warning, which stands in nobody's way."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Save and warn, or say why not."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except SessionRefusal as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = "Nothing was saved."
            return self.form_invalid(form)  # type: ignore[attr-defined]
        self.warn()
        return response

    def warn(self) -> None:
        """Say what staff should look at in what was saved: nothing, unless a screen knows of something."""
