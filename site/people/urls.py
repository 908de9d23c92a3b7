"""Addresses of people: account, profile and organisation search. Signing in is in accounts/urls.py."""

from django.urls import URLPattern, URLResolver, path

from people.accounts import views as accounts
from people.organisations import views as organisations
from people.partnership import views as partnership

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", accounts.account_home, name="account-home"),
    path("account/profile/", accounts.profile_edit, name="profile-edit"),
    path("account/second-factor/", accounts.second_factor, name="second-factor"),
    path("organisations/search/", organisations.organisation_search, name="organisation-search"),
    path("theme/colours.css", partnership.theme_colours, name="theme-colours"),
]
