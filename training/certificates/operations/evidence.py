"""What people add to their own record: adding, changing, removing, putting back, and deleting for good."""

from datetime import date, datetime, timedelta
from secrets import token_hex

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from documents.received_files import ReceivedFile
from people.models import Person
from training.certificates.models import MOST_MINUTES, STEP, Evidence, EvidenceKind, private_files
from training.facts import keep_facts

MOST_FILES = 50
MOST_ENTRIES = 500
KEPT_AFTER_REMOVAL = timedelta(days=7)
FOLDER = "evidence"
SENT_TWICE_WITHIN = timedelta(minutes=10)


class EvidenceRefused(Exception):
    """Something that cannot be put on the record. The text is fit to show to its person."""


class TooMuchEvidence(EvidenceRefused):
    """There are as many entries as one record can have."""

    def __init__(self) -> None:
        super().__init__(f"A record can have at most {MOST_ENTRIES} things that you added. Remove some that are old.")


class TooManyFiles(EvidenceRefused):
    """There are as many files as one person can keep here."""

    def __init__(self) -> None:
        super().__init__(
            f"You keep {MOST_FILES} files here, and that is the most. Remove one that you no longer need, or add this "
            "without a file."
        )


class BadEvidence(EvidenceRefused):
    """A day or a length that cannot be."""


@transaction.atomic
def add_evidence(
    *,
    title: str,
    kind: EvidenceKind,
    done_on: date,
    minutes: int,
    provider: str = "",
    reflection: str = "",
    file: ReceivedFile | None = None,
    by: Person,
    at: datetime,
) -> Evidence:
    """Put something that a person learned elsewhere on their own record. `minutes` come in quarters of an hour. The
    very same again within ten minutes, with the same file, is a form sent twice: the entry there is comes back.

    Refusals: BadEvidence for a day to come, and for less than a quarter of an hour or more than a hundred hours;
    TooMuchEvidence and TooManyFiles. The audit entry says that something was added, and nothing of what it is.
    """
    _refuse_bad(done_on, minutes, at)
    _lock(by)
    facts = {"title": title, "kind": kind, "provider": provider, "done_on": done_on, "minutes": minutes}
    evidence = Evidence(person=by, added_at=at, reflection=reflection, **facts)
    lately = Evidence.objects.kept().filter(person=by, added_at__gt=at - SENT_TWICE_WITHIN)
    for each in lately.filter(reflection=reflection, **facts).order_by("-pk"):
        if _content_of(each) == (file.content if file else b""):
            return each
    if Evidence.objects.kept().filter(person=by).count() >= MOST_ENTRIES:
        raise TooMuchEvidence
    if file:
        _refuse_too_many_files(by)
        _keep_file(evidence, file)
    evidence.save()
    log(instance=evidence, action="training.evidence.add", user=by)
    return evidence


@transaction.atomic
def change_evidence(
    *,
    evidence: Evidence,
    title: str,
    kind: EvidenceKind,
    done_on: date,
    minutes: int,
    provider: str = "",
    reflection: str = "",
    file: ReceivedFile | None = None,
    without_file: bool = False,
    by: Person,
    at: datetime,
) -> Evidence:
    """Say it anew. A file takes the place of the one before; `without_file` removes it. Where nothing differs, nothing
    is written. Refusals as for adding."""
    _refuse_bad(done_on, minutes, at)
    _lock(by)
    kept = Evidence.objects.kept().select_for_update(no_key=True).get(pk=evidence.pk, person=by)
    facts = {"title": title, "kind": kind, "provider": provider, "done_on": done_on, "minutes": minutes}
    changed = keep_facts(kept, {**facts, "reflection": reflection})
    if file or (without_file and kept.file):
        if file and not kept.file:
            _refuse_too_many_files(by)
        _drop_file(kept)
        if file:
            _keep_file(kept, file)
        kept.save(update_fields=["file", "file_name"])
        changed.append("file")
    if changed:
        log(instance=kept, action="training.evidence.change", user=by)
    return kept


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Person, at: datetime) -> Evidence:
    """Take it off the record. For a week it can be put back; then it is deleted. Removed twice, it is removed once."""
    kept = Evidence.objects.select_for_update(no_key=True).get(pk=evidence.pk, person=by)
    if kept.removed_at is None:
        kept.removed_at = at
        kept.save(update_fields=["removed_at"])
        log(instance=kept, action="training.evidence.remove", user=by)
    return kept


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: Person, at: datetime) -> Evidence:
    """Put it back as it was. Refusals: TooMuchEvidence and TooManyFiles, where others took its place meanwhile."""
    _lock(by)
    kept = Evidence.objects.select_for_update(no_key=True).get(pk=evidence.pk, person=by)
    if kept.removed_at is None:
        return kept
    if Evidence.objects.kept().filter(person=by).count() >= MOST_ENTRIES:
        raise TooMuchEvidence
    if kept.file:
        _refuse_too_many_files(by)
    kept.removed_at = None
    kept.save(update_fields=["removed_at"])
    log(instance=kept, action="training.evidence.restore", user=by)
    return kept


def delete_removed_evidence(*, at: datetime) -> int:
    """Delete what was removed a week ago or earlier, and files without an entry: a file is written first, and a
    crash, or an account that is deleted, leaves it alone. Returns how many entries went."""
    gone = Evidence.objects.filter(removed_at__lte=at - KEPT_AFTER_REMOVAL)
    with transaction.atomic():
        for evidence in gone.select_for_update(no_key=True):
            _drop_file(evidence)
        _, deleted = gone.delete()
    _delete_stray_files(at - timedelta(days=1))
    return deleted.get(Evidence._meta.label, 0)


def _refuse_bad(done_on: date, minutes: int, at: datetime) -> None:
    if done_on > timezone.localdate(at):
        raise BadEvidence("This day is still to come. Add it once it is done.")
    if not STEP <= minutes <= MOST_MINUTES or minutes % STEP:
        raise BadEvidence("Hours come in quarters, from 0.25 to 100.")


def _lock(person: Person) -> None:
    """Whoever comes second waits here, so that the number of entries and of files is right when it is counted."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _refuse_too_many_files(person: Person) -> None:
    if Evidence.objects.kept().filter(person=person).exclude(file="").count() >= MOST_FILES:
        raise TooManyFiles


def _content_of(evidence: Evidence) -> bytes | None:
    """What is in its file, nothing where it has none; None where the file is lost."""
    if not evidence.file:
        return b""
    try:
        with evidence.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content


def _keep_file(evidence: Evidence, file: ReceivedFile) -> None:
    """Write the file under a name that says nothing. Should the transaction fail, the sweep finds it."""
    evidence.file.save(f"{token_hex(16)}.{file.ending}", ContentFile(file.content), save=False)
    evidence.file_name = file.name


def _drop_file(evidence: Evidence) -> None:
    """Take the file off the entry, and delete it once that is certain."""
    if evidence.file:
        name = str(evidence.file.name)
        transaction.on_commit(lambda: private_files().delete(name))
        evidence.file, evidence.file_name = "", ""


def _delete_stray_files(before: datetime) -> None:
    files = private_files()
    if not files.exists(FOLDER):
        return
    known = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    for name in files.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in known and files.get_modified_time(path) < before:
            files.delete(path)
