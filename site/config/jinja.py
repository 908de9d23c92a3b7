"""The template environment of every public page, email and document."""

from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a named address: `url("training:booking-create", session.pk)`."""
    return reverse(name, args=args, kwargs=kwargs)


def day(value: Any) -> str:
    """A date as a person says it: Tuesday 3 March 2026. Moments are shown in local time."""
    return date_format(timezone.localtime(value) if hasattr(value, "tzinfo") else value, "l j F Y")


def clock(value: Any) -> str:
    """A time of day as GOV.UK writes it: 9:30am, midday."""
    return date_format(timezone.localtime(value), "P").replace(".", "").replace(" ", "").replace("noon", "midday")


def environment(**options: Any) -> Environment:
    """GOV.UK Frontend's macros under `govuk_frontend_jinja/`, our own templates for the rest."""
    ours = options.pop("loader")
    loader = ChoiceLoader([ours, PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})])
    env = Environment(  # noqa: S701  (autoescape is on in the options that Django passes)
        loader=loader,
        undefined=jinja2.ChainableUndefined,  # GOV.UK's macros look into options that are not given
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[
            "wagtail.jinja2tags.WagtailCoreExtension",
            "wagtail.images.jinja2tags.WagtailImagesExtension",
            "wagtail.admin.jinja2tags.userbar",
        ],
        **{key: value for key, value in options.items() if key != "undefined"},
    )
    env.globals.update(static=static, url=url)
    env.filters.update(day=day, clock=clock)
    return env
