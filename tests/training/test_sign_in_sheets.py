"""The photo of a sign-in sheet: kept apart, looked at by few and logged, and deleted in time."""

import base64
import io
import os
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import HeadcountFactory, OrganisationFactory, staff_member
from tests.sign_in import sign_in
from tests.training.test_headcount_pages import answers, errors, send, sent
from training.attendance.operations import delete_old_sheets, keep_sheet
from training.attendance.tasks import delete_old_sheets as sweep
from training.models import Headcount, SignInSheet

pytestmark = pytest.mark.django_db(transaction=True)
PHOTO_KEPT = timedelta(days=90)


def picture(name="IMG_1234 Ada Lovelace.jpg", colour="red"):
    made = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


def files():
    folder = storages["private"]
    return sorted(folder.listdir("sheets")[1]) if folder.exists("sheets") else []


@pytest.fixture(autouse=True)
def no_files_of_others():
    for name in files():
        storages["private"].delete(f"sheets/{name}")


@pytest.fixture
def phone(client, wagtail_site, facilitator):
    return sign_in(client, facilitator)


@pytest.fixture
def headcount(facilitator):
    return HeadcountFactory(recorded_by=facilitator)


def where(headcount):
    return reverse("training:headcount-sheet", args=[headcount.pk])


def test_the_photo_is_kept_apart_under_a_name_that_says_nothing(phone):
    phone.post("/headcounts/new/", answers(OrganisationFactory(), photo=picture()))
    sheet = Headcount.objects.get().sheet
    assert [f"sheets/{name}" for name in files()] == [sheet.file.name]
    assert "Ada" not in sheet.file.name
    path = storages["private"].path(sheet.file.name)
    assert (os.stat(path).st_mode & 0o777, os.stat(os.path.dirname(path)).st_mode & 0o777) == (0o600, 0o700)


def test_a_device_sends_one_with_its_headcount_and_it_is_drawn_anew_and_kept_once(phone):
    hidden = picture().read() + b"a second format"
    told = sent(OrganisationFactory(), photo=base64.b64encode(hidden).decode())
    assert [send(phone, told).json()["answers"][0]["answer"] for _ in range(2)] == ["kept", "nothing_new"]
    [name] = files()
    with storages["private"].open(f"sheets/{name}") as kept:
        content = kept.read()
    assert (Image.open(io.BytesIO(content)).size, b"second format" in content) == ((60, 40), False)


def test_it_is_shown_to_who_recorded_it_kept_by_no_cache_and_the_look_is_logged(phone, headcount, facilitator):
    keep_sheet(headcount=headcount, photo=b"a photo", at=timezone.now())
    response = phone.get(where(headcount))
    assert b"".join(response.streaming_content) == b"a photo"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == 'inline; filename="sign-in-sheet.jpg"'
    looks = ModelLogEntry.objects.filter(action="training.headcount.open_sheet")
    assert [(entry.object_id, entry.user) for entry in looks] == [(str(headcount.pk), facilitator)]


@pytest.mark.parametrize(("role", "status"), [(StaffRole.PROGRAMME_MANAGER, 200), (StaffRole.FACILITATOR, 403)])
def test_of_others_only_programme_managers_see_it(client, wagtail_site, headcount, role, status):
    keep_sheet(headcount=headcount, photo=b"a photo", at=timezone.now())
    sign_in(client, staff_member(role))
    response = client.get(where(headcount))
    assert response.status_code == status
    response.close()


def test_it_lies_at_no_address_of_its_own(phone, headcount):
    sheet = keep_sheet(headcount=headcount, photo=b"a photo", at=timezone.now())
    for address in (f"/media/{sheet.file.name}", f"/private/{sheet.file.name}", f"/{sheet.file.name}"):
        assert phone.get(address).status_code == 404


def test_what_is_no_photo_is_refused_and_nothing_is_kept(phone):
    page = SimpleUploadedFile("sheet.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    response = phone.post("/headcounts/new/", answers(OrganisationFactory(), photo=page))
    assert errors(response) == ["We could not read this file as a photo. Choose a JPEG, PNG or WebP picture."]
    assert (Headcount.objects.count(), files()) == (0, [])


def test_another_photo_takes_the_place_of_the_first(phone, headcount):
    page = reverse("training:headcount-change", args=[headcount.pk])
    for colour in ("red", "blue"):
        phone.post(page, answers(headcount.organisation, photo=picture(colour=colour)))
    assert files() == [SignInSheet.objects.get().file.name.removeprefix("sheets/")]
    with storages["private"].open(f"sheets/{files()[0]}") as file, Image.open(file) as kept:
        red, _, blue = kept.getpixel((5, 5))
    assert blue > red


def test_a_correction_without_a_photo_leaves_the_one_there_is(phone, headcount):
    keep_sheet(headcount=headcount, photo=b"a photo", at=timezone.now())
    phone.post(reverse("training:headcount-change", args=[headcount.pk]), answers(headcount.organisation))
    assert len(files()) == 1


def test_it_can_be_deleted_before_its_time(phone, headcount):
    keep_sheet(headcount=headcount, photo=b"a photo", at=timezone.now())
    for _ in range(2):
        phone.post(reverse("training:headcount-delete-sheet", args=[headcount.pk]))
    assert (files(), SignInSheet.objects.count(), phone.get(where(headcount)).status_code) == ([], 0, 404)
    assert ModelLogEntry.objects.filter(action="training.headcount.delete_sheet").count() == 1


def test_it_is_deleted_after_ninety_days_and_not_a_day_before(headcount, noon):
    keep_sheet(headcount=headcount, photo=b"a photo", at=noon)
    assert delete_old_sheets(at=noon + PHOTO_KEPT - timedelta(days=1)) == 0
    assert len(files()) == 1
    assert delete_old_sheets(at=noon + PHOTO_KEPT) == 1
    assert (files(), SignInSheet.objects.count(), Headcount.objects.count()) == ([], 0, 1)


def test_one_whose_file_went_before_its_row_is_finished_by_the_next_sweep(phone, headcount, noon):
    sheet = keep_sheet(headcount=headcount, photo=b"a photo", at=noon)
    storages["private"].delete(sheet.file.name)
    assert phone.get(where(headcount)).status_code == 404
    delete_old_sheets(at=noon + PHOTO_KEPT)
    assert not SignInSheet.objects.exists()


def test_a_file_that_was_left_without_a_row_is_swept_and_one_just_written_is_not(headcount):
    lost, fresh = "0" * 32, "1" * 32
    for name in (lost, fresh):
        storages["private"].save(f"sheets/{name}.jpg", io.BytesIO(b"names of people"))
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(storages["private"].path(f"sheets/{lost}.jpg"), (long_ago, long_ago))
    keep_sheet(headcount=headcount, photo=b"a photo", at=timezone.now())
    assert sweep() == 1
    assert f"{fresh}.jpg" in files()
    assert len(files()) == 2
