"""The menu at the top of every page, and the links at the bottom."""

from cms.starter.pages.making import link

MENU = (
    link("Find a course", page="training"),
    link("What we do", page="work"),
    link("Have your say", address="/surveys/"),
    link("News", page="news"),
    link("About us", page="about"),
    link("Get help", page="help"),
)

FOOTER = (
    link("Contact us", page="contact"),
    link("Check a certificate", address="/verify/"),
    link("Privacy", page="privacy"),
    link("Cookies", page="cookies"),
    link("Accessibility", page="accessibility"),
)

# The pages that forms and the footer lead to.
WELL_KNOWN = {"courses_page": "training", "help_page": "help", "privacy_page": "privacy"}
