"""What a device at the door sends for one scan."""

from datetime import datetime, timedelta

from django import forms

# Clocks that are set further wrong than this say nothing.
CREDIBLE = timedelta(days=400)
# A scan that could not be sent at once waits on the page for no longer.
WAITS_FOR = timedelta(hours=12)


class ScanForm(forms.Form):
    """A code as it was scanned or typed. `uid` is the scan's own; `device_at` is when it was made and `sent_at` when it
    was sent, both by the device's clock: what lies between is true, however wrong the clock is."""

    code = forms.CharField(
        label="Or type the code",
        help_text="Eight letters and digits, such as K7M2‑9QXT",
        max_length=500,
        error_messages={"required": "Scan or type a code"},
    )
    uid = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "Load this page again"})
    device_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    sent_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """Times that no clock can have meant are left out."""
        for name in ("device_at", "sent_at"):
            if self.errors.get(name):
                del self.errors[name]
                self.cleaned_data[name] = None
        return self.cleaned_data

    def facts(self, *, at: datetime) -> dict[str, object]:
        """What `operations.scan` is told, of a scan that is received at this moment."""
        device_at, sent_at = self.cleaned_data["device_at"], self.cleaned_data["sent_at"]
        waited = sent_at - device_at if device_at and sent_at else timedelta(0)
        return {
            "code": self.cleaned_data["code"],
            "uid": self.cleaned_data["uid"],
            "device_at": device_at if device_at and abs(at - device_at) < CREDIBLE else None,
            "made_at": at - waited if timedelta(0) <= waited < WAITS_FOR else at,
        }
