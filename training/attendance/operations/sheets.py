"""Photos of sign-in sheets: kept apart, looked at by few, each look logged, and deleted in time."""

import re
from datetime import datetime, timedelta
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.attendance.models import Headcount, SignInSheet
from training.attendance.models.headcounts import private_files

SHEETS_KEPT_FOR = timedelta(days=90)
A_TRANSACTION_AT_MOST = timedelta(days=1)
FOLDER = "sheets"


@transaction.atomic
def keep_sheet(*, headcount: Headcount, photo: bytes, at: datetime) -> SignInSheet:
    """Keep the photo of a headcount's sign-in sheet, in place of the one before. It says nothing in its name."""
    earlier = SignInSheet.objects.filter(headcount=headcount).first()
    sheet = earlier or SignInSheet(headcount=headcount)
    old_name = sheet.file.name
    sheet.file = ContentFile(photo, name=f"{uuid4().hex}.jpg")
    sheet.kept_at = at
    sheet.save()
    if old_name:
        transaction.on_commit(lambda: private_files().delete(old_name))
    return sheet


@transaction.atomic
def open_sheet(*, sheet: SignInSheet, by: Person, at: datetime) -> IO[bytes]:
    """Hand out the photo, and write down who looked. Raises FileNotFoundError where it is deleted already."""
    photo = private_files().open(str(sheet.file.name))
    log(instance=sheet.headcount, action="training.headcount.open_sheet", user=by)
    return photo


@transaction.atomic
def delete_sheet(*, headcount: Headcount, by: Person, at: datetime) -> None:
    """Delete the photo before its time; a second time changes nothing."""
    for sheet in SignInSheet.objects.filter(headcount=headcount):
        private_files().delete(str(sheet.file.name))
        sheet.delete()
        log(instance=headcount, action="training.headcount.delete_sheet", user=by)


def delete_old_sheets(*, at: datetime) -> int:
    """Delete the photos whose time is over, the file before the row, so that what was cut short is found again; and
    files that have no row, left where something failed between the two. Returns how many files went."""
    deleted = 0
    for sheet in SignInSheet.objects.filter(kept_at__lte=at - SHEETS_KEPT_FOR).order_by("pk"):
        private_files().delete(str(sheet.file.name))
        deleted += SignInSheet.objects.filter(pk=sheet.pk, file=sheet.file.name).delete()[0]  # not one kept meanwhile
    return deleted + _delete_left_behind(at)


def _delete_left_behind(at: datetime) -> int:
    files = private_files()
    names = [f"{FOLDER}/{name}" for name in (files.listdir(FOLDER)[1] if files.exists(FOLDER) else [])]
    known = set(SignInSheet.objects.values_list("file", flat=True))
    left = [
        name
        for name in names
        if name not in known
        and re.fullmatch(rf"{FOLDER}/[0-9a-f]{{32}}\.jpg", name)
        and files.get_modified_time(name) <= at - A_TRANSACTION_AT_MOST
    ]
    for name in left:
        files.delete(name)
    return len(left)
