"""Somebody else's check of our badges: tests/verifier/verify.js, in a process of its own."""

import base64
import json
import subprocess

from tests.verifier.install import FOLDER
from theme.build import npm

KEYS = [base64.b64encode(bytes([number]) * 32).decode() for number in range(1, 4)]  # secrets for tests, and only those


def verify(*, documents, credentials=(), jwts=()):
    """What the verifier says of each credential and of each JWT, given these documents and no others."""
    assert (FOLDER / "node_modules").exists(), "make test installs the verifier, or python -m tests.verifier.install"
    _, node = npm()
    asked = {"documents": documents, "credentials": list(credentials), "jwts": list(jwts)}
    command = [str(node / "node"), str(FOLDER / "verify.js")]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)
