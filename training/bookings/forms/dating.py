"""What staff are asked of a session without a date, and when they set it."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from people.models import LocalAuthority
from training.sessions.forms import SessionForm
from training.sessions.models import SessionMode, UndatedSession


class UndatedForm(WagtailAdminModelForm):
    """What is known before there is a date. The course stays: it is what people ask for."""

    class Meta:
        model = UndatedSession
        fields = ["course", "about_when", "local_authority", "mode", "language", "is_announced"]
        labels = {
            "about_when": "About when",
            "local_authority": "Area",
            "mode": "How it is held",
            "is_announced": "Announced",
        }
        help_texts = {
            "about_when": "In words, as in: autumn term, on a weekday morning",
            "local_authority": "Empty: not known yet, or online",
            "is_announced": "Shown on the course's page, where people ask to be told of the date",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].empty_label = "Choose a course"
        self.fields["local_authority"].empty_label = "Not known yet"
        self.fields["local_authority"].queryset = LocalAuthority.objects.order_by("name")
        self.fields["mode"].choices = [("", "Choose one"), *SessionMode.choices]
        if self.instance.pk:
            self.fields["course"].disabled = True


class DateForm(SessionForm):
    """The usual facts of a session, of the course that people asked for. It is scheduled at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].disabled = True
        del self.fields["status"]

    def facts(self) -> dict[str, Any]:
        """What `set_date` asks for, of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "course"}
