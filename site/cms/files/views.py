"""Gives out uploaded pictures and recordings. Other documents go through Wagtail's own view, as attachments."""

import re
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model

from cms.blocks.media import CAPTIONS_TYPE, RECORDING_TYPES, extension_of

IMAGE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
IMAGE_FOLDERS = {"images", "original_images"}
YEAR_IN_SECONDS = 31_536_000
BYTE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


@require_safe
def image_show(request: HttpRequest, path: str) -> HttpResponseBase:
    """An uploaded picture, or a size made of it; nothing else that lies in the media folder, and never as a page.

    A changed picture gets a new name, so browsers may keep it for a year.
    """
    name = PurePosixPath(path)
    kind = IMAGE_TYPES.get(name.suffix.lower().lstrip("."))
    if kind is None or ".." in name.parts or name.parts[0] not in IMAGE_FOLDERS:
        raise Http404
    try:
        file = default_storage.open(str(name))
    except (OSError, ValueError, SuspiciousFileOperation) as missing:  # ValueError: a NUL in the name
        raise Http404 from missing
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def recording_play(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """A recording or its captions, in the parts that a player asks for. A private one is not played."""
    document = get_object_or_404(get_document_model(), pk=document_id)
    kind = (RECORDING_TYPES | CAPTIONS_TYPE).get(extension_of(document))
    if kind is None or document.filename != filename or document.collection.get_view_restrictions().exists():
        raise Http404
    try:
        response = in_part(request, document.file.open("rb"), document.file.size, kind)
    except OSError as missing:
        raise Http404 from missing
    response["Cache-Control"] = "public, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class PartOfFile:
    """A stretch of an open file, read bit by bit."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self.file, self.left = file, length
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, until the stretch ends."""
        piece = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def in_part(request: HttpRequest, file: IO[bytes], size: int, kind: str) -> HttpResponseBase:
    """The whole file, or the one range of bytes asked for (RFC 9110, 14.2): without ranges Safari plays nothing."""
    asked = BYTE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked.group(1) == asked.group(2) == "":
        response = FileResponse(file, content_type=kind)
        response["Content-Length"] = str(size)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = asked.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = FileResponse(PartOfFile(file, start, end - start + 1), status=206, content_type=kind)
    part["Content-Length"] = str(end - start + 1)
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    part["Accept-Ranges"] = "bytes"
    return part
