"""The product as `manage.py serve` runs it: web server, worker and scheduler, on a database that is ready.

`python -m tests.surveys.served PORT`, and one word more for an access log, which the product never writes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.ports import free_port
from tests.workers import url_of_test_database, wait_until


@contextmanager
def serving(var: Path, secret: str, *, access_log: bool = False) -> Iterator[str]:
    """Serve the test database until the block ends, and give the address. All that the processes say, and all files
    that they keep, are in the folder."""
    port = free_port()
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": url_of_test_database(),
        "SECRET_KEY": secret,
        "SITE_URL": f"http://localhost:{port}",
        "VAR_DIR": str(var),
        "PROXIES": "1",
    }
    command = [sys.executable, "-m", "tests.surveys.served", str(port), *(["access-log"] if access_log else [])]
    with (var / "output").open("w") as output:
        server = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_until(lambda: _answers(port), otherwise=(var / "output").read_text)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _serve(port: str, *, access_log: bool) -> None:
    import django

    django.setup()
    import granian
    from django.core.management import call_command

    from config.management.commands.serve import Command

    class Serve(Command):
        def prepare(self) -> None:
            """The database is what a test has made of it."""

    if access_log:
        make = granian.Granian
        granian.Granian = lambda *args, **facts: make(*args, **{**facts, "log_access": True, "log_level": "info"})
    call_command(Serve(), port=port)


if __name__ == "__main__":
    _serve(sys.argv[1], access_log=len(sys.argv) > 2)
