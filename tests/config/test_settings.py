"""Settings: what they refuse, and that the README lists what they read."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "site" / "config" / "settings"


def start(told: str = "settings.DEMO, settings.DEBUG", **environment: str) -> subprocess.CompletedProcess:
    """Load the production settings with nothing set but this, and print what they say."""
    needed = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.base"}
    command = [sys.executable, "-c", f"from django.conf import settings; print({told})"]
    return subprocess.run(command, env={**needed, **environment}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SITE_URL": "https://a.example"}, "Set the environment variable SECRET_KEY before starting"),
        ({"SECRET_KEY": "x"}, "Set the environment variable SITE_URL before starting"),
    ],
)
def test_the_product_does_not_start_without_what_it_must_know(environment, sentence):
    done = start(**environment)
    assert done.returncode != 0
    assert sentence in done.stderr.splitlines()[-1]


def test_production_is_no_demonstration_and_shows_no_mistakes():
    done = start(SECRET_KEY="x", SITE_URL="https://a.example")
    assert done.stdout == "False False\n"


@pytest.mark.parametrize(("environment", "told"), [({}, "True False"), ({"DEBUG": "1"}, "True True")])
def test_who_tries_the_product_sees_the_pages_people_will_see_unless_they_ask(environment, told):
    done = start(DJANGO_SETTINGS_MODULE="config.settings.dev", **environment)
    assert done.stdout == f"{told}\n"


def test_badges_are_signed_only_where_a_key_is_set_or_on_ones_own_machine():
    told = "len(settings.BADGE_KEY), settings.BADGE_OLD_KEYS"
    production = {"SECRET_KEY": "x", "SITE_URL": "https://a.example"}
    assert start(told, **production).stdout == "0 []\n"
    assert start(told, **production, BADGE_KEY="k" * 44, BADGE_OLD_KEYS="a,b").stdout == "44 ['a', 'b']\n"
    own = [start("settings.BADGE_KEY", DJANGO_SETTINGS_MODULE="config.settings.dev", SECRET_KEY=key) for key in "xxy"]
    assert (own[0].stdout == own[1].stdout, own[0].stdout == own[2].stdout, len(own[0].stdout)) == (True, False, 45)


@pytest.mark.parametrize(
    ("environment", "proxies"),
    [
        ({"SITE_URL": "https://a.example"}, "1 True"),
        ({"SITE_URL": "https://a.example", "PROXIES": "2"}, "2 True"),
        ({"SITE_URL": "http://a.example"}, "0 False"),
    ],
)
def test_forwarded_headers_are_believed_of_as_many_proxies_as_there_are(environment, proxies):
    told = "settings.ALLAUTH_TRUSTED_PROXY_COUNT, bool(settings.SECURE_PROXY_SSL_HEADER)"
    assert start(told, SECRET_KEY="x", **environment).stdout == f"{proxies}\n"


def test_the_readme_lists_each_environment_variable_once():
    read = re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', (SETTINGS / "base.py").read_text())
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    assert sorted(read) == sorted(set(read))
    assert sorted(listed) == sorted(read)


def test_only_the_settings_read_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("site", "training", "engagement", "surveys")
        for path in (ROOT / folder).rglob("*.py")
        if "node_modules" not in path.parts and re.search(r"os\.environ(\.get|\[)|getenv", path.read_text())
    }
    # The theme is built with the caller's PATH; dev and test only make up for what is not set.
    assert readers == {"site/config/settings/dev.py", "site/config/settings/test.py", "site/theme/build.py"}
