"""Installs the verifier, as its lock file names it: `python -m tests.verifier.install`."""

import os
import subprocess
import sys
from pathlib import Path

from theme.build import npm

FOLDER = Path(__file__).parent


def main() -> int:
    """Install; 1 where npm failed, which has said why."""
    sys.stdout.write("Installing what checks badges in tests ...\n")
    sys.stdout.flush()
    command, node = npm()
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    steps = [*command, "ci", "--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"]
    return subprocess.run(steps, cwd=FOLDER, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
