"""The template environment of every public page, email and document."""

from functools import cache
from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from documents.dates import clock, day, short_day
from documents.figures import in_figures


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a named address: `url("training:booking-create", session.pk)`."""
    return reverse(name, args=args, kwargs=kwargs)


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
    env.globals.update(static=cache(static), url=url)  # where a file is does not change while a process runs
    env.filters.update(day=day, clock=clock, short_day=short_day, in_figures=in_figures)
    return env
