"""Visitors: HTTP over one kept connection, with as little work on this side as will do, and many of them at once.

The visitors share the machine with the server, so what they cost is part of every figure, the bare view's included.
"""

import multiprocessing
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PROCESSES = 2
SECONDS_TO_ANSWER = 120


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[bytes, list[bytes]]
    body: bytes


class Connection:
    """One connection of HTTP/1.1, which stays open between requests. Only answers with a length are understood."""

    def __init__(self, port: int, *, cookies: dict[str, str] | None = None) -> None:
        self.cookies = cookies or {}
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_ANSWER)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read = b""

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        kind: str = "application/x-www-form-urlencoded",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send one request and wait for the answer, keeping its cookies. Raises OSError where there is none."""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        answer = self._answer()
        for cookie in answer.headers.get(b"set-cookie", []):
            name, value = cookie.decode().split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def _answer(self) -> Answer:
        while (end := self.read.find(b"\r\n\r\n")) < 0:
            self._receive()
        first, *lines = self.read[:end].split(b"\r\n")
        headers: dict[bytes, list[bytes]] = {}
        for line in lines:
            name, value = line.split(b":", 1)
            headers.setdefault(name.lower(), []).append(value.strip())
        whole = end + 4 + int(headers[b"content-length"][0])
        while len(self.read) < whole:
            self._receive()
        body, self.read = self.read[end + 4 : whole], self.read[whole:]
        return Answer(int(first.split()[1]), headers, body)

    def _receive(self) -> None:
        received = self.socket.recv(262_144)
        if not received:
            raise ConnectionError("the server closed the connection")
        self.read += received


@dataclass
class Tally:
    """What several visitors met: how often each outcome came, in how many seconds from the first start to the last."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def rate(self, outcome: str) -> float:
        """How many a second."""
        return self.outcomes[outcome] / self.seconds if self.seconds else 0.0


# What one visitor does: given its number, gets ready and returns what it then does again and again, each time
# returning the outcome, or an empty text when it has nothing left to do.
Visit = Callable[[int], Callable[[], str]]


def all_at_once(visit: Visit, *, visitors: int, seconds: float = 0.0) -> Tally:
    """Let so many visitors, each a thread in one of two processes, get ready, then start at the same moment and go on
    until each has nothing left to do, or for so many seconds where these are given."""
    fork = multiprocessing.get_context("fork")
    processes = min(PROCESSES, visitors)
    ready, told = fork.Barrier(processes), fork.Queue()
    numbers = [range(number, visitors, processes) for number in range(processes)]
    running = [fork.Process(target=_run, args=(visit, part, seconds, ready, told)) for part in numbers]
    for process in running:
        process.start()
    reports = [told.get(timeout=600) for _ in running]
    for process in running:
        process.join()
    outcomes: Counter[str] = sum((Counter(report[2]) for report in reports), Counter())
    return Tally(outcomes, max(report[1] for report in reports) - min(report[0] for report in reports))


def _run(visit: Visit, numbers: range, seconds: float, ready: Any, told: Any) -> None:
    counts: list[Counter[str]] = [Counter() for _ in numbers]
    moments: dict[str, float] = {}

    def begin() -> None:
        ready.wait(timeout=300)
        moments["start"] = time.monotonic()

    together = threading.Barrier(len(numbers), action=begin)

    def live(number: int, count: Counter[str]) -> None:
        try:
            act = visit(number)
        finally:
            together.wait(timeout=300)
        until = moments["start"] + seconds
        while not seconds or time.monotonic() < until:
            outcome = _outcome(act)
            if not outcome:
                return
            count[outcome] += 1

    threads = [threading.Thread(target=live, args=each) for each in zip(numbers, counts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((moments["start"], time.monotonic(), dict(sum(counts, Counter()))))


def _outcome(act: Callable[[], str]) -> str:
    try:
        return act()
    except Exception as error:  # an error is an outcome too, and the run goes on
        return f"error: {type(error).__name__}"
