"""A real Celery worker process on the test database, through Redis where REDIS_URL names one, else through files."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from config.celery import app


def url_of_test_database() -> str:
    """The test database as the environment variable would name it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    who = quote(at["USER"], safe="") + (f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else "")
    return f"postgres://{who}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


class Worker:
    """One worker process: `start`, `stop` when its work is done, `kill` in the middle of it."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": url_of_test_database(),
            "SITE_URL": settings.SITE_URL,
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=1", "--loglevel=INFO"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, "--without-gossip", "--without-mingle"],
                env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        ready_before = self.log.read_text().count(" ready.")
        wait_until(
            lambda: self.log.read_text().count(" ready.") > ready_before, seconds=60, otherwise=self.log.read_text
        )

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None

    def kill(self) -> None:
        """As a power cut would: the process and the children it works in, at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def wait_until(
    condition: Callable[[], object], *, seconds: float = 60, otherwise: Callable[[], str] = lambda: ""
) -> None:
    """Return as soon as the condition holds; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"Nothing after {seconds} seconds. {otherwise()}"
        time.sleep(0.1)


@pytest.fixture
def empty_queue(transactional_db) -> Iterator[None]:
    """No task waits when the test begins, and none is left behind."""
    app.control.purge()
    yield
    app.control.purge()


@pytest.fixture
def worker(empty_queue, tmp_path) -> Iterator[Worker]:
    """A worker that is running when the test begins."""
    worker = Worker(tmp_path / "worker.log")
    worker.start()
    yield worker
    if worker.process is not None:
        worker.kill()  # quicker than stopping: what it leaves is purged
