"""The app of people and organisations, and Wagtail's app of users with our screens in it."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    default = True


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own, whose screens of users fit a person: one name, no password, no user name."""

    user_viewset = "people.accounts.viewsets.PersonViewSet"
