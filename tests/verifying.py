"""Somebody else's check of our badges: tests/verifier/verify.js, in a process of its own."""

import json
import subprocess

from tests.verifier.install import FOLDER
from theme.build import npm


def verify(*, documents, credentials=(), jwts=()):
    """What the verifier says of each credential and of each JWT, given these documents and no others."""
    assert (FOLDER / "node_modules").exists(), "make test installs the verifier first; or python -m tests.verifier.install"
    _, node = npm()
    asked = {"documents": documents, "credentials": list(credentials), "jwts": list(jwts)}
    done = subprocess.run(
        [str(node / "node"), str(FOLDER / "verify.js")], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return json.loads(done.stdout)
