"""The browser fixtures themselves: they see what they are there to see."""

import pytest
from playwright.sync_api import Page


def test_a_browser_reaches_the_live_server_and_its_links(page: Page, live_server, settings):
    answer = page.goto("/account/login/")
    assert answer is not None
    assert answer.status == 200
    assert live_server.url == settings.SITE_URL


def test_axe_finds_a_picture_without_words(page: Page, axe):
    page.set_content("<html lang='en'><title>Picture</title><main><h1>Picture</h1><img src='data:,'></main></html>")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_page_that_is_too_wide_is_noticed(phone: Page, fits):
    phone.set_content("<meta name=viewport content='width=device-width'><div style='width:400px'>wide</div>")
    with pytest.raises(AssertionError, match="wider than the screen"):
        fits(phone)


def test_a_browser_without_javascript_runs_no_script(no_javascript: Page):
    no_javascript.set_content("<title>before</title><script>document.title = 'after'</script>")
    assert no_javascript.title() == "before"
