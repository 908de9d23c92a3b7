"""The secrets that turn people's own codes into tokens: files outside the database, one for each survey and course."""

import contextlib
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path
from typing import cast

from django.core.files.storage import FileSystemStorage, storages

from surveys.questionnaires.models import Survey

FOLDER = "pairing"
SECRET_BYTES = 32


def token_of(survey: Survey, *, about: str, own_code: str) -> str:
    """What is kept of a code that somebody made up: HMAC-SHA-256 under the secret of survey and course, in hex; the
    same however they typed it. Empty without a code: such answers are paired with none."""
    plain = normalised(own_code)
    secret = _secret(_file(survey, about)) if plain else b""
    return hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest() if plain else ""


def normalised(own_code: str) -> str:
    """A code without case, accents' ways of writing, spaces and signs."""
    plain = unicodedata.normalize("NFKC", own_code).casefold()
    return "".join(each for each in plain if unicodedata.category(each)[0] in "LMN")


def secret_files(survey: Survey) -> list[Path]:
    """The files of a survey's secrets, as far as any were made."""
    return sorted(_folder().glob(f"{survey.pk}-*"))


def surveys_with_secrets() -> set[int]:
    """The keys of the surveys of which there are any."""
    return {int(file.name.partition("-")[0]) for file in _folder().glob("[0-9]*-*")}


def _folder() -> Path:
    return Path(cast(FileSystemStorage, storages["private"]).path(FOLDER))


def _file(survey: Survey, about: str) -> Path:
    return _folder() / f"{survey.pk}-{hashlib.sha256(about.encode()).hexdigest()[:16]}"


def _secret(file: Path) -> bytes:
    """The secret in a file, made at its first use. Two who make it at once agree: one file is put there, whole."""
    with contextlib.suppress(FileNotFoundError):
        return file.read_bytes()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = file.with_name(f".{secrets.token_hex(8)}")
    descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as made:
        made.write(secrets.token_bytes(SECRET_BYTES))
        made.flush()
        os.fsync(made.fileno())
    os.utime(mine, (0, 0))  # or it would tell when the first of them answered
    with contextlib.suppress(FileExistsError):
        os.link(mine, file)
    mine.unlink()
    os.utime(file.parent, (0, 0))
    return file.read_bytes()
