"""The processes that serve the product on one machine, started and stopped together: web server, worker, scheduler."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from django.db import connections

from config.celery import app

SECONDS_TO_STOP = 5  # then a task is cut off: it is done again at the next start, as after any crash


def threads() -> int:
    """How many threads answer requests in each process.

    One on SQLite: when Python's garbage collector runs in a thread that is writing and meets a failed statement of
    another that waits to write, each waits for the other until the database's timeout. And only one can write there.
    """
    return 1 if connections["default"].vendor == "sqlite" else 4


def serve_web(host: str, port: int) -> None:
    """Answer requests, with two processes."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=threads(),
        log_level=LogLevels.error,
        workers_kill_timeout=5,
    ).serve()


def run_worker() -> None:
    """Do the background work."""
    worker = app.Worker(
        loglevel="WARNING", concurrency=1, without_gossip=True, without_mingle=True, without_heartbeat=True, quiet=True
    )
    worker.start()
    sys.exit(worker.exitcode)


def run_scheduler() -> None:
    """Ask for the sweeps when they are due."""
    app.Beat(loglevel="WARNING", quiet=True).run()


class Processes:
    """A few processes forked from this one: when one ends, the others have no reason to go on."""

    def __init__(self) -> None:
        self.running: dict[str, BaseProcess] = {}

    def start(self, name: str, work: Callable[..., None], *arguments: object) -> None:
        """Fork a process: what this one has loaded need not be loaded again."""
        connections.close_all()
        fork = multiprocessing.get_context("fork")
        process = fork.Process(name=name, target=_alone, args=(os.getpid(), work, *arguments))
        process.start()
        self.running[name] = process

    def ended(self) -> list[str]:
        """The names of those that have ended."""
        return [name for name, process in self.running.items() if not process.is_alive()]

    def stop(self) -> None:
        """Ask each to finish, then insist."""
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in self.running.values():
            process.join(max(0.0, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):  # nobody is left of its session
                os.killpg(process.pid or 0, signal.SIGKILL)
            process.join()


def _alone(parent: int, work: Callable[..., None], *arguments: object) -> None:
    """Run in a session of its own, so that Ctrl-C reaches the parent alone; end with the parent, however that ends."""
    os.setsid()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:  # it ended before it could be asked to take this process with it
        return
    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
    work(*arguments)
