"""The partnership's two colours reach every page, and can be read whatever an editor chooses."""

import re

import pytest

from people.models import Partnership
from people.partnership.colours import dark_scheme, light_scheme
from people.partnership.models import contrast

CHOSEN = ["#1d4f4b", "#b5472f", "#767676", "#0000ff", "#c8102e", "#6b2fb3", "#111111", "#8a5a00"]


@pytest.mark.django_db
def test_the_stylesheet_of_colours_prints_what_editors_chose(client):
    partnership = Partnership.load()
    partnership.main_colour, partnership.accent_colour = "#6b2fb3", "#8a1c30"
    partnership.save()
    response = client.get("/theme/colours.css")
    assert response["Content-Type"] == "text/css"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    light = response.content.decode().split("@media")[0]
    assert re.search(r"--brand:(#\w+);", light)[1] == "#6b2fb3"
    assert re.search(r"--accent:(#\w+);", light)[1] == "#8a1c30"


@pytest.mark.django_db
def test_a_page_asks_for_new_colours_once_they_change(client):
    partnership = Partnership.load()
    partnership.main_colour, partnership.accent_colour = "#6b2fb3", "#8a1c30"
    partnership.save()
    assert "/theme/colours.css?v=6b2fb3-8a1c30" in client.get("/account/login/").content.decode()


@pytest.mark.django_db
def test_the_colours_are_read_and_nothing_else(client):
    assert client.post("/theme/colours.css").status_code == 405


@pytest.mark.parametrize("chosen", CHOSEN)
def test_words_can_be_read_on_a_light_page(chosen):
    scheme = light_scheme(chosen, chosen)
    backgrounds = ["#ffffff", "#fdf9f3", "#f6ecdd", scheme["brand-soft"], scheme["accent-soft"]]
    for colour in ("brand", "brand-ink", "brand-hover", "accent", "accent-ink"):
        assert min(contrast(scheme[colour], each) for each in backgrounds) >= 4.5
    for words in ("#ffffff", "#d5e2df"):
        assert contrast(scheme["brand-deep"], words) >= 4.5


@pytest.mark.parametrize("chosen", CHOSEN)
def test_words_can_be_read_on_a_dark_page(chosen):
    scheme = dark_scheme(chosen, chosen)
    backgrounds = ["#14201f", "#0f1817", "#1d2c2b", scheme["brand-soft"], scheme["accent-soft"]]
    for colour in ("brand", "brand-ink", "accent", "accent-ink"):
        assert min(contrast(scheme[colour], each) for each in backgrounds) >= 4.5
    for button in ("brand", "brand-hover"):
        assert contrast(scheme[button], scheme["on-brand"]) >= 4.5
    assert contrast(scheme["accent"], scheme["on-accent"]) >= 4.5
    assert contrast(scheme["brand-deep"], "#c9d8d5") >= 4.5


def test_black_and_white_are_as_far_apart_as_colours_get():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
