"""The app of people and organisations, and Wagtail's app of users with our screens in it."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    default = True

    def ready(self) -> None:
        """Hear from the outbox, and from a mail service by its webhook, which addresses email does not reach. The
        signal is the mail library's, not ours."""
        from anymail.signals import tracking

        from documents import outbox
        from people.accounts import mail_events

        outbox.on_refused.append(mail_events.hear_of_refusal)
        outbox.on_delivered.append(mail_events.hear_of_delivery)
        tracking.connect(mail_events.hear_of_event, dispatch_uid="people.mail_events")


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own, whose screens of users fit a person: one name, no password, no user name."""

    user_viewset = "people.accounts.viewsets.PersonViewSet"
