"""Installs what no Python package carries: `python -m config.system_packages pdf browser`.

With apt when root or when sudo asks no password; on any other system it prints the exact command and stops.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

from documents.checks import pango_is_installed


class Part(NamedTuple):
    """A thing the machine must have: how to see it, and what each system's packages for it are called."""

    found: Callable[[], bool]
    packages: dict[str, str]


def programs(*names: str) -> Callable[[], bool]:
    """A test that one of these programs is there."""
    return lambda: any(shutil.which(name) for name in names)


PARTS = {
    "pdf": Part(
        lambda: not pango_is_installed(),
        {
            "apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            "dnf": "pango harfbuzz",
            "apk": "pango harfbuzz-subset",
            "pacman": "pango",
            "zypper": "libpango-1_0-0 libharfbuzz-subset0",
            "brew": "pango",
        },
    ),
    "browser": Part(
        programs("chromium", "chromium-browser"),
        {
            "apt-get": "chromium",
            "dnf": "chromium",
            "apk": "chromium",
            "pacman": "chromium",
            "zypper": "chromium",
            "brew": "--cask chromium",
        },
    ),
    "postgresql": Part(programs("psql"), {"apt-get": "postgresql"}),
    "redis": Part(programs("redis-server"), {"apt-get": "redis-server"}),
}
INSTALL = {
    "apt-get": "apt-get install --yes --no-install-recommends",
    "dnf": "dnf install -y",
    "apk": "apk add",
    "pacman": "pacman -S --needed",
    "zypper": "zypper install",
    "brew": "brew install",
}


def may_install() -> list[str] | None:
    """What to put before a command that changes the system; None when that would ask for a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def advice(parts: list[str]) -> str:
    """The exact command for this system."""
    for tool, command in INSTALL.items():
        if shutil.which(tool):
            sudo = "" if tool == "brew" or os.geteuid() == 0 else "sudo "
            wanted = " ".join(PARTS[part].packages.get(tool, part) for part in parts)
            return f"System packages are missing. Install them, then run make again:\n\n    {sudo}{command} {wanted}\n"
    names = " ".join(PARTS[part].packages["apt-get"] for part in parts)
    return f"Install what your system calls these Debian packages, then run make again: {names}"


def install_with_apt(parts: list[str], before: list[str]) -> bool:
    """Install, asking for fresh package lists only when the ones at hand do not do."""
    wanted = " ".join(PARTS[part].packages["apt-get"] for part in parts).split()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*before, *INSTALL["apt-get"].split(), "-qq", *wanted]
    steps = [install, [*before, "apt-get", "update", "-qq"], install]
    print(f"Installing system packages: {' '.join(wanted)} ...", flush=True)
    for number, step in enumerate(steps):
        done = subprocess.run(step, env=environment, capture_output=number == 0, check=False)
        if number != 1 and done.returncode == 0:
            return True
    return False


def main(parts: list[str]) -> int:
    """Install the parts that are missing; 1 when that cannot be done here."""
    missing = [part for part in parts if not PARTS[part].found()]
    before = may_install() if missing and shutil.which("apt-get") else None
    if not missing or (before is not None and install_with_apt(missing, before)):
        return 0
    print(advice(missing), file=sys.stderr)
    return 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=PARTS)
    sys.exit(main(parser.parse_args().parts))
