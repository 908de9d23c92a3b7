"""Pages, pictures and documents."""

import json
import struct
import zlib

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Site

from cms.models import CourseCataloguePage, CoursePage, HomePage, StandardPage
from tests.factories.training import CourseFactory


def stream(*blocks) -> str:
    """A StreamField's value from pairs of a block's name and its value."""
    return json.dumps([{"type": name, "value": value, "id": f"id-{n}"} for n, (name, value) in enumerate(blocks)])


def make_page(kind, parent, title, /, **fields) -> Page:
    """A live page of a kind, below a parent."""
    return parent.add_child(instance=kind(title=title, **fields))


def make_home(**fields) -> HomePage:
    """The home page, at the root of the default site."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        fields = {"slug": "home-page", "hero_heading": "Find training that helps keep people safe", **fields}
        home = make_page(HomePage, root, "Home", **fields)
    Site.objects.filter(is_default_site=True).update(root_page=home)
    Site.clear_site_root_paths_cache()
    return home


def make_catalogue(**fields) -> CourseCataloguePage:
    """The catalogue, below the home page."""
    return CourseCataloguePage.objects.first() or make_page(CourseCataloguePage, make_home(), "Courses", **fields)


def make_course_page(course=None, **fields) -> CoursePage:
    """The page of a course, in the catalogue."""
    course = course or CourseFactory()
    return make_page(CoursePage, make_catalogue(), fields.pop("title", course.title), course=course, **fields)


def make_standard_page(title="About us", *, parent=None, **fields) -> StandardPage:
    return make_page(StandardPage, parent or make_home(), title, **fields)


def png(width: int = 8, height: int = 8) -> bytes:
    """A plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x1d\x4f\x4b" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_image(title="A hall") -> Image:
    return Image.objects.create(title=title, file=ContentFile(png(), name="hall.png"))


def make_document(name="guide.pdf", content=b"%PDF-1.7 not much", title="The guide") -> Document:
    document = Document(title=title, file=ContentFile(content, name=name))
    document._set_document_file_metadata()
    document.save()
    return document
