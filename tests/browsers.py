"""Fixtures for journeys in a real browser, against a server that runs in the test process.

`page` is a desktop, `phone` a narrow phone, `no_javascript` a desktop whose browser runs no script. Addresses may be
given as paths: `page.goto("/verify/")`. A journey fails when a page asks anything of another host, when the content
security policy stops something, and when a script fails.
"""

import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

# What fades in is judged as it stands in the end. One that goes on for ever has no end, and says so.
SETTLED = "document.getAnimations().forEach((each) => { try { each.finish() } catch { each.cancel() } })"
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
expect.set_options(timeout=20_000)  # how long a page may take on a busy machine, not how long it does


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is missing: `make test` installs it"
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture(autouse=True)
def links_lead_to_the_live_server(request: pytest.FixtureRequest) -> None:
    """Absolute links, in emails and QR codes, open in the browser of the test."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("settings").SITE_URL = request.getfixturevalue("live_server").url


@pytest.fixture
def new_context(new_context, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts, each watched for what no page of ours may do."""
    ours = urlsplit(live_server.url).netloc
    offences: list[str] = []

    def watched_context(**options) -> BrowserContext:
        context = new_context(**options)
        context.on("request", lambda request: asks_another_host(request.url))
        context.on(
            "console", lambda message: "Content Security Policy" in message.text and offences.append(message.text)
        )
        context.on("weberror", lambda error: offences.append(f"A script failed: {error.error}"))
        return context

    def asks_another_host(url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != ours:
            offences.append(f"Request to another host: {url}")

    yield watched_context
    assert offences == []


@pytest.fixture
def phone(new_context) -> Page:
    """A page 320 pixels wide."""
    return new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def no_javascript(new_context) -> Page:
    """A page in a browser that runs no script."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Asserts that a page has no violation of WCAG 2.2 AA that a machine can find: `axe(page)`."""
    checker = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()  # or the checker that Wagtail's bar brings takes the place of this one
        page.evaluate(SETTLED)
        rules = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
        results = checker.run(page, options=rules)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Asserts that nothing makes the page scroll sideways: `fits(phone)`."""

    def check(page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"

    return check
