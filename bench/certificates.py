"""Certificates: one document beside a bare render of an equal page, and a thousand with one worker and with two."""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.template import engines
from django.utils import timezone

from bench import ground
from bench.attendance import expected
from config.celery import app
from documents import pdf
from documents.letterhead import letterhead
from people.models import Person
from training.attendance.operations import mark_all_present
from training.certificates.document import print_certificate, printing
from training.certificates.operations import issue
from training.certificates.queries import owed
from training.certificates.tasks import issue_certificate
from training.models import Certificate

DOCUMENTS = 40
BATCH = 1_000
SECONDS_FOR_BATCH = 900
PAGE = os.sysconf("SC_PAGE_SIZE")
LOOKED_AT = (100, 500, BATCH)


def one_document(people: Sequence[Person]) -> dict[str, Any]:
    """A certificate's PDF as the product makes it, beside WeasyPrint alone on the same page, turn by turn."""
    [attendance_id] = earned(people[:1])
    certificate = issue(attendance_id=attendance_id, at=timezone.now())
    assert certificate is not None  # noqa: S101  (it was earned just now)
    bare = _bare_render(certificate)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(DOCUMENTS):
        ours.append(_seconds(lambda: print_certificate(certificate)))
        theirs.append(_seconds(bare))
    return {
        "documents": DOCUMENTS,
        "milliseconds": round(statistics.median(ours) * 1000, 1),
        "bare_render_milliseconds": round(statistics.median(theirs) * 1000, 1),
        "document_to_bare_render": round(statistics.median(ours) / statistics.median(theirs), 3),
    }


def thousand(people: Sequence[Person], folder: Path) -> dict[str, Any]:
    """A thousand certificates through the queue, with one worker and with two; and a worker's memory on the way."""
    one, memory = _issue_all(people, 1, folder)
    two, _ = _issue_all(people, 2, folder)
    return {
        "certificates": BATCH,
        "seconds_with_1_worker": round(one, 1),
        "seconds_with_2_workers": round(two, 1),
        "times_as_fast": round(one / two, 2),
        "worker_mebibytes_after": memory,
        "memory_after_all_to_after_the_first_hundred": round(memory[BATCH] / memory[LOOKED_AT[0]], 3),
    }


def earned(people: Sequence[Person]) -> list[int]:
    """Attendances of these people at a session that is over, each of which has earned a certificate."""
    session, _ = expected(people)
    session.starts_at, session.ends_at = session.starts_at - timedelta(hours=4), session.ends_at - timedelta(hours=4)
    session.course = ground.new_course()
    session.save()
    mark_all_present(session=session, by=None, at=session.ends_at)
    return list(owed(timezone.now()).filter(session=session).order_by("pk").values_list("pk", flat=True))


def _bare_render(certificate: Certificate) -> Callable[[], object]:
    """WeasyPrint with its fonts and styles kept, on the page that the certificate is printed from."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), pdf.own_files()
    styles = CSS(filename=pdf.STYLES, font_config=fonts, url_fetcher=fetcher)
    page = engines["jinja2"].get_template(printing.TEMPLATE)
    html = page.render({**letterhead(), **printing.context_of(certificate)})
    return lambda: HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1"
    )


def _issue_all(people: Sequence[Person], workers: int, folder: Path) -> tuple[float, dict[int, float]]:
    """How many seconds it takes to issue all, from the first task that is sent; and the memory of the first worker in
    MiB after so many."""
    attendances = earned(people[:BATCH])
    before = Certificate.objects.count()
    memory: dict[int, float] = {}
    with _working(workers, folder / "worker.log") as processes:
        begun = time.monotonic()
        for attendance_id in attendances:
            issue_certificate.delay(attendance_id)
        while (done := Certificate.objects.count() - before) < len(attendances):
            for number in LOOKED_AT:
                if done >= number:
                    memory.setdefault(number, _memory(processes[0].pid))
            if time.monotonic() - begun > SECONDS_FOR_BATCH:
                raise TimeoutError(f"Only {done} certificates were issued.")
            time.sleep(0.1)
        seconds = time.monotonic() - begun
        memory[BATCH] = _memory(processes[0].pid)
    return seconds, memory


@contextmanager
def _working(number: int, log: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many worker processes, each doing one thing at a time, until the block ends."""
    app.control.purge()
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "INFO"]
    with log.open("w") as output:
        processes = [
            subprocess.Popen(  # noqa: S603
                [*command, "--without-gossip", "--without-mingle", "-n", f"bench{n}@%h"],
                stdout=output, stderr=output, start_new_session=True,
            )
            for n in range(number)
        ]  # fmt: skip
    try:
        _wait_until_ready(number, log)
        yield processes
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        app.control.purge()


def _wait_until_ready(number: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while log.read_text().count(" ready.") < number:
        if time.monotonic() > deadline:
            raise TimeoutError(f"The workers do not start. They said:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)


def _memory(pid: int) -> float:
    """Resident memory of a process, in MiB."""
    return round(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20, 1)


def _seconds(do: Callable[[], object]) -> float:
    begun = time.monotonic()
    do()
    return time.monotonic() - begun
