"""The admin's own page of preferences, without what people say of themselves on their account."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel

LEFT_OUT = (NameEmailSettingsPanel, AvatarSettingsPanel)


class PreferencesView(AccountView):
    """Language, look and notifications. An address is proved by the code sent to it, and never typed over here; a name
    is one field, on the account page; and pictures of people are served to nobody."""

    def get_panels(self) -> list[Any]:
        """The panels that are left."""
        return [panel for panel in super().get_panels() if not isinstance(panel, LEFT_OUT)]


preferences = require_admin_access(PreferencesView.as_view())
