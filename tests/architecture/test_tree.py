"""The shape of the tree, as far as a machine can tell."""

import re
import subprocess
from pathlib import Path

import pytest

from cms.starter.areas import AREAS
from cms.starter.partnership import IDENTITY

ROOT = Path(__file__).resolve().parents[2]


def test_site_is_a_folder_on_the_path_and_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert list((ROOT / "site").glob("*.py")) == []


def test_nothing_regional_is_in_code():
    areas = re.compile(
        "|".join([*(area.name for area in AREAS), IDENTITY["region"].removeprefix("the ")]), re.IGNORECASE
    )
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    code = [path for path in tracked if not path.startswith(("site/cms/starter/", "tests/", "docs/", "bench/"))]
    texts = {path: (ROOT / path).read_text(errors="replace") for path in code if (ROOT / path).is_file()}
    assert {path: areas.findall(text) for path, text in texts.items() if areas.search(text)} == {}


def test_lock_files_hold_no_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        for sign in ("://", "--index", "--extra-index", "--find-links", "file:"):
            assert sign not in text, f"{name} holds {sign}"


@pytest.mark.parametrize("folder", ["site/theme", "tests/verifier"])
def test_what_npm_locks_names_no_registry(folder):
    assert '"resolved"' not in (ROOT / folder / "package-lock.json").read_text()


def test_one_package_knows_the_library_that_makes_badges():
    tracked = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    knowing = {path for path in tracked.split() if re.search(r"(from|import) openbadgeslib", (ROOT / path).read_text())}
    assert knowing
    assert {path for path in knowing if not path.startswith("site/documents/badges/")} == set()


def tree_of(document: str) -> list[str]:
    """The folders and files that a document's drawing of the tree names."""
    drawing = (ROOT / document).read_text().split("```\nsite/ ", 1)[1].split("```", 1)[0]
    found, above = [], "site/"
    for line in ("site/ " + drawing).splitlines():
        name = line.split()[0]
        above = name if not line.startswith(" ") else above
        found.append(above + name if line.startswith(" ") else name)
    return found


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md"])
def test_the_drawings_of_the_tree_name_what_is_there(document):
    named = tree_of(document)
    assert [name for name in named if not (ROOT / name).exists()] == []
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    folders = {path.split("/")[0] + "/" for path in tracked if "/" in path and not path.startswith(".")}
    assert folders <= set(named)
