"""What people add to their own record: adding, changing, removing, its file, and that nobody else sees it."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry

from documents.received_files import ReceivedFile
from people.accounts.policies import StaffRole
from tests.documents.test_received_files import PDF, picture
from tests.factories import PersonFactory, staff_member
from tests.sign_in import sign_in
from training.certificates import operations
from training.certificates.models import private_files
from training.certificates.operations import evidence as deeds
from training.models import Evidence

pytestmark = pytest.mark.django_db
ADD = "/cpd/evidence/add/"
ANSWERS = {
    "title": "A  talk ", "kind": "conference", "provider": "Elm", "done_on_day": "3", "done_on_month": "2",
    "done_on_year": "2026", "hours": "1.25", "reflection": "Listen first",
}  # fmt: skip
LETTER = ReceivedFile("letter.pdf", "pdf", PDF)


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture(autouse=True)
def empty_folder():
    yield
    files = private_files()
    for name in files.listdir("evidence")[1] if files.exists("evidence") else []:
        files.delete(f"evidence/{name}")


def learn(person, title="A book", file=None, at=None, **facts):
    facts = {"kind": "reading", "done_on": date(2026, 2, 3), "minutes": 60} | facts
    return operations.add_evidence(title=title, file=file, by=person, at=at or timezone.now(), **facts)


def change(evidence, person, **facts):
    names = ("title", "kind", "done_on", "minutes", "provider", "reflection")
    said = {name: getattr(evidence, name) for name in names} | facts
    return operations.change_evidence(evidence=evidence, by=person, at=timezone.now(), **said)


def path(verb, evidence):
    return reverse(f"training:evidence-{verb}", args=[evidence.pk])


def upload(content=PDF, name="letter.pdf"):
    return SimpleUploadedFile(name, content)


def files_kept():
    return sorted(private_files().listdir("evidence")[1]) if private_files().exists("evidence") else []


def errors_on(response):
    page = BeautifulSoup(response.text, "html.parser")
    return [error.text for error in page.select(".govuk-error-summary li")]


# --- Adding --------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_on_the_record(client, person):
    response = client.post(ADD, {**ANSWERS, "file": upload()}, follow=True)
    assert "It is on your record" in response.text
    evidence = Evidence.objects.get()
    assert (evidence.person, evidence.title, evidence.kind, evidence.provider, evidence.done_on, evidence.minutes) == (
        person, "A talk", "conference", "Elm", date(2026, 2, 3), 75
    )  # fmt: skip
    assert (evidence.reflection, evidence.file_name) == ("Listen first", "letter.pdf")


def test_a_form_that_is_sent_twice_adds_one_thing(client, person):
    for sent in ({}, {"file": upload()}, {"file": upload(picture(), "photo.jpg")}, {"hours": "1"}):
        for _ in range(2):
            for file in sent.values():
                getattr(file, "seek", int)(0)
            assert "It is on your record" in client.post(ADD, {**ANSWERS, **sent}, follow=True).text
    assert list(Evidence.objects.order_by("pk").values_list("file_name", "minutes")) == [
        ("", 75), ("letter.pdf", 75), ("photo.jpg", 75), ("", 60),
    ]  # fmt: skip
    assert len(files_kept()) == 2
    assert ModelLogEntry.objects.filter(action="training.evidence.add").count() == 4


def test_the_same_can_be_added_again_later_or_once_it_was_removed_or_by_somebody_else(person):
    at = timezone.now()
    first, later = learn(person, at=at), learn(person, at=at + timedelta(minutes=10))
    operations.remove_evidence(evidence=later, by=person, at=at + timedelta(minutes=11))
    again = learn(person, at=at + timedelta(minutes=12))
    assert len({first.pk, later.pk, again.pk, learn(PersonFactory(), at=at).pk}) == 4


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Enter what it was."),
        ({"title": "x" * 151}, "Use 150 characters or fewer."),
        ({"kind": "magic"}, "Choose how you learned."),
        ({"done_on_day": ""}, "Enter a day that there is, like 27 3 2026."),
        ({"done_on_month": "13"}, "Enter a day that there is, like 27 3 2026."),
        ({"done_on_year": "MMXXVI"}, "Enter a day that there is, like 27 3 2026."),
        ({"done_on_year": "2199"}, "This day is still to come. Add it once it is done."),
        ({"done_on_year": "1999"}, "Enter a day in 2000 or later."),
        ({"hours": ""}, "Enter how many hours it took."),
        ({"hours": "one"}, "Enter a number, like 1.5."),
        ({"hours": "NaN"}, "Enter a number, like 1.5."),
        ({"hours": "0"}, "Enter between 0.25 and 100 hours."),
        ({"hours": "-1"}, "Enter between 0.25 and 100 hours."),
        ({"hours": "100.25"}, "Enter between 0.25 and 100 hours."),
        ({"hours": "1e9"}, "Enter between 0.25 and 100 hours."),
        ({"hours": "1.3"}, "Enter quarters of an hour: 0.25, 0.5, 0.75, 1 and so on."),
        ({"reflection": "x" * 2001}, "Use 2,000 characters or fewer."),
        (
            {"file": upload(b"MZ")},
            "This is neither a PDF nor a picture that we can read. Choose a PDF, or a JPEG, PNG or WebP picture.",
        ),
        ({"file": upload(b"")}, "This file is empty. Choose another."),
    ],
    ids=str,
)
def test_a_bad_answer_is_explained_and_nothing_is_added(client, person, changed, said):
    response = client.post(ADD, {**ANSWERS, **changed})
    assert (response.status_code, errors_on(response)) == (200, [said])
    assert (Evidence.objects.count(), files_kept()) == (0, [])


def test_whoever_lost_a_file_to_another_mistake_is_told_to_choose_it_again(client, person):
    response = client.post(ADD, {**ANSWERS, "title": "", "file": upload()})
    assert "choose the file again" in response.text


def test_the_database_refuses_hours_that_are_no_quarters(person):
    facts = {"person": person, "title": "It", "kind": "other", "done_on": date(2026, 2, 3), "added_at": timezone.now()}
    for minutes in (0, 20, 6_015):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(**facts, minutes=minutes)


@pytest.mark.parametrize(
    "facts", [{"minutes": 10}, {"minutes": 20}, {"minutes": 6_015}, {"done_on": date(2199, 1, 1)}], ids=str
)
def test_the_verb_refuses_what_no_form_sends(person, facts):
    with pytest.raises(operations.EvidenceRefused):
        learn(person, **facts)


def test_so_many_entries_and_no_more(client, person, monkeypatch):
    monkeypatch.setattr(deeds, "MOST_ENTRIES", 2)
    learn(person), learn(person, "Another")
    learn(PersonFactory())
    assert "at most" in errors_on(client.post(ADD, ANSWERS))[0]


def test_so_many_files_and_no_more(client, person, monkeypatch):
    monkeypatch.setattr(deeds, "MOST_FILES", 1)
    learn(PersonFactory(), file=LETTER)
    kept = learn(person, file=LETTER)
    without = learn(person)
    refused = client.post(ADD, {**ANSWERS, "file": upload()})
    assert "that is the most" in errors_on(refused)[0]
    with pytest.raises(operations.TooManyFiles):
        change(without, person, file=LETTER)
    change(kept, person, file=LETTER)
    assert client.post(ADD, ANSWERS).status_code == 302


def test_things_are_added_so_many_times_an_hour(client, person):
    for _ in range(100):
        assert client.post(ADD, ANSWERS).status_code == 302
    assert errors_on(client.post(ADD, ANSWERS)) == [
        "You have added or changed many things within an hour. Please wait a little, and send it again."
    ]


# --- Its file ------------------------------------------------------------------------------------------------------


def test_a_file_is_saved_and_never_shown_as_a_page(client, person):
    evidence = learn(person, file=LETTER)
    response = client.get(path("file", evidence))
    assert b"".join(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


def test_a_photo_is_kept_without_where_it_was_taken(client, person):
    exif = Image.Exif()
    exif[0x010F] = "Example Cameras"
    client.post(ADD, {**ANSWERS, "file": upload(picture(exif=exif), "me at home.png")})
    response = client.get(path("file", Evidence.objects.get()))
    content = b"".join(response)
    assert (response["Content-Type"], b"Example Cameras" in content) == ("image/jpeg", False)
    assert not Image.open(io.BytesIO(content)).getexif()
    assert 'filename="me at home.jpg"' in response["Content-Disposition"]


def test_a_file_lies_where_only_the_product_reads_it(person):
    evidence = learn(person, file=LETTER)
    stored = private_files().path(evidence.file.name)
    assert "letter" not in stored
    assert oct(Path(stored).stat().st_mode)[-3:] == "600"


def test_a_file_that_is_gone_is_not_found(client, person):
    evidence = learn(person, file=LETTER)
    private_files().delete(evidence.file.name)
    assert client.get(path("file", evidence)).status_code == 404
    assert client.get(path("file", learn(person))).status_code == 404


# --- Changing ------------------------------------------------------------------------------------------------------


def test_an_entry_is_shown_as_it_is_and_kept_as_it_is_changed(client, person):
    evidence = learn(person, minutes=105, reflection="Before", file=LETTER)
    page = BeautifulSoup(client.get(path("change", evidence)).text, "html.parser")
    assert [page.find(id=each)["value"] for each in ("id_title", "id_hours", "id_done_on_day")] == [
        "A book",
        "1.75",
        "3",
    ]
    assert client.post(path("change", evidence), {**ANSWERS, "hours": "2"}).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.title, evidence.minutes, evidence.file_name) == ("A talk", 120, "letter.pdf")


def test_a_file_is_replaced_or_removed_and_the_old_one_deleted(client, person, django_capture_on_commit_callbacks):
    evidence = learn(person, file=LETTER)
    [before] = files_kept()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path("change", evidence), {**ANSWERS, "file": upload(picture("PNG"), "scan.png")})
    [after] = files_kept()
    assert (before == after, after.endswith(".jpg")) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path("change", evidence), {**ANSWERS, "without_file": "on"})
    evidence.refresh_from_db()
    assert (files_kept(), evidence.file.name, evidence.file_name) == ([], "", "")


def test_a_change_that_fails_keeps_the_old_file(person):
    evidence = learn(person, file=LETTER)
    with pytest.raises(operations.EvidenceRefused):
        change(evidence, person, minutes=1, file=LETTER)
    evidence.refresh_from_db()
    assert private_files().exists(evidence.file.name)


def test_where_nothing_differs_nothing_is_written(person):
    evidence = learn(person)
    change(evidence, person)
    actions = ModelLogEntry.objects.filter(action__startswith="training.evidence").values_list("action", flat=True)
    assert list(actions) == ["training.evidence.add"]


# --- Removing ------------------------------------------------------------------------------------------------------


def test_what_is_removed_can_be_put_back(client, person):
    evidence = learn(person, title="A talk on trust", file=LETTER)
    gone = client.post(path("remove", evidence), follow=True)
    page = BeautifulSoup(gone.text, "html.parser")
    assert "A talk on trust" in page.find(id="removed").text
    assert page.select(".record__entry--own") == []
    assert client.get(path("change", evidence)).status_code == 404
    back = client.post(path("restore", evidence), follow=True)
    assert "It is back on your record" in back.text
    assert BeautifulSoup(back.text, "html.parser").find(id="removed") is None
    assert b"".join(client.get(path("file", evidence))) == PDF


def test_removing_twice_keeps_the_first_moment(person):
    evidence, at = learn(person), timezone.now()
    for hours in (0, 1):
        removed = operations.remove_evidence(evidence=evidence, by=person, at=at + timedelta(hours=hours))
    assert removed.removed_at == at
    assert ModelLogEntry.objects.filter(action="training.evidence.remove").count() == 1


def test_putting_back_is_refused_where_others_took_its_place(client, person, monkeypatch):
    evidence = learn(person, file=LETTER)
    operations.remove_evidence(evidence=evidence, by=person, at=timezone.now())
    learn(person, file=LETTER)
    monkeypatch.setattr(deeds, "MOST_FILES", 1)
    refused = client.post(path("restore", evidence))
    assert (refused.status_code, "that is the most" in refused.text) == (409, True)


def test_what_was_removed_is_deleted_with_its_file_after_a_week(person, django_capture_on_commit_callbacks):
    at = timezone.now()
    kept, evidence = learn(person, file=LETTER), learn(person, "Another", file=LETTER)
    operations.remove_evidence(evidence=evidence, by=person, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        assert operations.delete_removed_evidence(at=at + timedelta(days=6, hours=23)) == 0
        assert operations.delete_removed_evidence(at=at + timedelta(days=7)) == 1
    assert (list(Evidence.objects.all()), [f"evidence/{name}" for name in files_kept()]) == ([kept], [kept.file.name])


def test_a_file_without_an_entry_is_deleted_after_a_day(person):
    at = timezone.now()
    learn(person, file=LETTER)
    stray = private_files().save("evidence/stray.pdf", ContentFile(PDF))
    person.evidence.update(removed_at=None)
    operations.delete_removed_evidence(at=at)
    assert private_files().exists(stray)
    operations.delete_removed_evidence(at=at + timedelta(days=1, minutes=1))
    assert (private_files().exists(stray), len(files_kept())) == (False, 1)


def test_an_account_takes_its_evidence_with_it(person):
    other = PersonFactory()
    learn(other, file=LETTER)
    ModelLogEntry.objects.all().delete()
    other.delete()
    assert Evidence.objects.count() == 0
    operations.delete_removed_evidence(at=timezone.now() + timedelta(days=2))
    assert files_kept() == []


# --- Nobody else ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, StaffRole.PROGRAMME_MANAGER, StaffRole.ADMINISTRATOR])
def test_to_everybody_else_it_is_not_there(client, person, role):
    evidence = learn(person, file=LETTER)
    other = staff_member(role) if role else PersonFactory(organisation=person.organisation)
    sign_in(client, other)
    for verb in ("change", "file"):
        assert client.get(path(verb, evidence)).status_code == 404
    for verb in ("change", "remove", "restore"):
        assert client.post(path(verb, evidence), ANSWERS).status_code == 404
    evidence.refresh_from_db()
    assert (evidence.title, evidence.removed_at) == ("A book", None)


def test_whoever_is_not_signed_in_is_asked_to(client, person):
    evidence = learn(person)
    client.logout()
    for address in ("/cpd/", ADD, path("change", evidence), path("file", evidence), "/cpd/cpd-record.json"):
        assert client.get(address).url.startswith("/account/login/")


@pytest.mark.parametrize("verb", ["remove", "restore"])
def test_nothing_is_removed_or_put_back_by_a_link(client, person, verb):
    assert client.get(path(verb, learn(person))).status_code == 405


def test_the_log_tells_nothing_of_what_it_is(person):
    evidence = learn(person, title="Something private", reflection="Very private", file=LETTER)
    change(evidence, person, title="Something else private")
    entries = ModelLogEntry.objects.filter(action__startswith="training.evidence")
    assert {entry.label for entry in entries} == {f"Evidence {evidence.pk}"}
    assert {str(entry.data) for entry in entries} == {"{}"}
