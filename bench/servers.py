"""The web servers that are measured: granian as in production, two workers each."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.visitors import Connection

WORKERS, THREADS = 2, 4  # as in config/processes.py and docs/how-to/deploy.md
SECONDS_TO_START = 60


@contextmanager
def serving(application: str, *, environment: dict[str, str], log: Path) -> Iterator[int]:
    """Serve a WSGI application until the block ends, and give its port. Raises TimeoutError where it does not start."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
    with log.open("w") as output:
        server = subprocess.Popen(  # noqa: S603
            command, env={**os.environ, **environment}, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_for(port, log)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if Connection(port).ask("GET", "/").status < 500:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"The web server does not answer. It said:\n{log.read_text()[-2000:]}")
