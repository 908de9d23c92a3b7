"""Issues the certificates of one session that are owed, now and in front of one's eyes."""

import signal
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

import django
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

# What imports models is imported in the functions: each worker process reads this module before Django is set up.
STOPPED = 128 + signal.SIGINT
ISSUED, NOT_OWED = "issued", "not owed any more"


class Command(BaseCommand):
    help = (
        "Issues every certificate that is owed for a session, as the scheduler would. It may be stopped at any moment "
        "and run again: what was issued stays, and what is left is issued then. Exits with 1 where some could not be "
        "made, with 130 where it was stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--session", type=int, required=True, help="the key of the session")
        parser.add_argument("--dry-run", action="store_true", help="say how many are owed, and issue none")
        parser.add_argument("--workers", type=int, default=1, help="how many processes make documents at once (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        from training.models import Certificate, Session

        if options["workers"] < 1:
            raise CommandError("Ask for at least one worker.")
        session = Session.objects.filter(pk=options["session"]).first()
        if session is None:
            raise CommandError(f"There is no session {options['session']}.")
        keys = _owed_for(session.pk)
        there = Certificate.objects.current().filter(attendance__session=session).count()
        if options["dry_run"]:
            self.stdout.write(f"{len(keys)} to issue; {there} issued already.")
            return
        tally: Counter[str] = Counter()
        stopped = self._issue(keys, options["workers"], tally, quiet=options["verbosity"] == 0)
        self._report(tally, there, left=len(_owed_for(session.pk)) if stopped else None)

    def _issue(self, keys: list[int], workers: int, tally: Counter[str], *, quiet: bool) -> bool:
        """Issue each, whole or not at all; returns whether somebody stopped it."""
        issue_all = _one_by_one if workers == 1 else _side_by_side
        with tqdm(total=len(keys), desc="Certificates", unit=" certificates", disable=quiet) as bar:
            try:
                for key, outcome in issue_all(keys, workers):
                    tally[outcome] += 1
                    bar.update()
                    if outcome not in (ISSUED, NOT_OWED):
                        bar.write(f"Attendance {key}: {outcome}", file=sys.stderr)
            except KeyboardInterrupt:
                return True
        return False

    def _report(self, tally: Counter[str], there: int, *, left: int | None) -> None:
        """`left` is how many are still to go where it was stopped."""
        failed = tally.total() - tally[ISSUED] - tally[NOT_OWED]
        already = there + tally[NOT_OWED]
        self.stdout.write(f"{tally[ISSUED]} issued, {already} issued already, {failed} failed.")
        if left is not None:
            self.stdout.write(f"Stopped with {left} to go: run it again to go on.")
            sys.exit(STOPPED)
        if failed:
            raise CommandError("Some could not be made. They stay owed: run it again once what stands above is mended.")


def _owed_for(session_id: int) -> list[int]:
    from training.certificates.queries import owed

    return list(owed(timezone.now()).filter(session=session_id).order_by("pk").values_list("pk", flat=True))


def issue_one(attendance_id: int) -> str:
    """Issue one certificate and say what came of it; of an error its kind alone, since its words may name somebody."""
    from training.certificates.operations import issue

    at = timezone.now()
    try:
        certificate = issue(attendance_id=attendance_id, at=at)
    except Exception as error:  # one that cannot be made does not hold up the others
        return type(error).__name__
    return ISSUED if certificate is not None and certificate.issued_at == at else NOT_OWED


def _one_by_one(keys: list[int], workers: int) -> Iterator[tuple[int, str]]:
    """Here. Ctrl-C lets the one that is begun be finished: whatever is drawing just then would take it for a fault."""
    asked_to_stop: list[int] = []

    def stop(number: int, _: object) -> None:
        asked_to_stop.append(number)
        signal.signal(signal.SIGINT, before)  # whoever asks twice does not wait

    before = signal.signal(signal.SIGINT, stop)
    try:
        for key in keys:
            if asked_to_stop:
                raise KeyboardInterrupt
            yield key, issue_one(key)
    finally:
        signal.signal(signal.SIGINT, before)


def _side_by_side(keys: list[int], workers: int) -> Iterator[tuple[int, str]]:
    """In several processes, new ones with a database connection each. Ctrl-C reaches this one alone, and lets the
    others finish what they have begun."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)
    asked = {pool.submit(issue_one, key): key for key in keys}
    try:
        for done in as_completed(list(asked)):
            yield asked.pop(done), _outcome(done)
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        yield from ((key, _outcome(done)) for done, key in asked.items() if not done.cancelled())
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _outcome(done: Future[str]) -> str:
    """What came of one; where a process was killed, of all that it had not done."""
    error = done.exception()
    return type(error).__name__ if error else done.result()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
