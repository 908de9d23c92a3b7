import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.workflows.operations import set_up_publishing
from people.accounts.policies import StaffRole
from tests.factories import staff_member
from tests.factories.cms import make_document, make_image, png
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    set_up_publishing()
    return sign_in(client, staff_member(StaffRole.EDITOR))


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_picture_is_served_as_what_it_is_and_kept_for_a_year(client):
    image = make_image()
    response = client.get(image.file.url)
    assert content(response) == png()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_smaller_size_of_a_picture_is_served(client):
    rendition = make_image().get_rendition("max-4x4|format-webp")
    response = client.get(rendition.url)
    assert response.headers["Content-Type"] == "image/webp"
    assert content(response)[:4] == b"RIFF"


@pytest.mark.parametrize(
    "name",
    [
        "documents/secret.pdf",
        "documents/secret.webp",
        "images/page.html",
        "images/drawing.svg",
        "secret.png",
        "mail/a.png",
    ],
)
def test_nothing_but_pictures_is_served_from_the_media_folder(client, name):
    stored = default_storage.save(name, ContentFile(b"secret"))
    assert client.get(f"/media/{stored}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["images/../documents/secret.png", "images/%2e%2e/secret.png", "images//etc/x.png", "images/", "images/%00.png"],
)
def test_no_path_leads_out_of_the_pictures(client, path):
    default_storage.save("documents/secret.png", ContentFile(b"secret"))
    assert client.get(f"/media/{path}").status_code == 404


def test_a_document_is_downloaded_and_never_opened_as_a_page(client):
    response = client.get(make_document("guide.pdf").url)
    assert content(response) == b"%PDF-1.7 not much"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


RECORDING = bytes(range(256)) * 4


def recording_address(document) -> str:
    return f"/recordings/{document.pk}/{document.filename}"


def test_a_recording_is_played_whole(client):
    response = client.get(recording_address(make_document("talk.mp4", RECORDING)))
    assert content(response) == RECORDING
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "given", "part"),
    [
        ("bytes=0-9", "bytes 0-9/1024", slice(0, 10)),
        ("bytes=1000-", "bytes 1000-1023/1024", slice(1000, None)),
        ("bytes=-24", "bytes 1000-1023/1024", slice(1000, None)),
        ("bytes=1000-5000", "bytes 1000-1023/1024", slice(1000, None)),
    ],
)
def test_a_player_may_ask_for_a_part(client, asked, given, part):
    response = client.get(recording_address(make_document("talk.mp4", RECORDING)), headers={"range": asked})
    assert response.status_code == 206
    assert response.headers["Content-Range"] == given
    assert content(response) == RECORDING[part]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=9-3", "bytes=5000-6000"])
def test_a_part_that_does_not_exist_is_refused(client, asked):
    response = client.get(recording_address(make_document("talk.mp4", RECORDING)), headers={"range": asked})
    assert response.status_code == 416


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=-", f"bytes={'9' * 5000}-"])
def test_a_range_that_makes_no_sense_gets_the_whole(client, asked):
    response = client.get(recording_address(make_document("talk.mp4", RECORDING)), headers={"range": asked})
    assert (response.status_code, content(response)) == (200, RECORDING)


def test_documents_that_are_not_recordings_are_not_played(client):
    assert client.get(recording_address(make_document("guide.pdf"))).status_code == 404


def test_a_recording_in_a_private_collection_is_not_played(client):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document = make_document("talk.mp4", RECORDING)
    document.collection = private
    document.save()
    assert client.get(recording_address(document)).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.png", b"<script>alert(1)</script>"),
        ("picture.php", png()),
    ],
)
def test_what_is_no_picture_is_not_let_in_as_one(writer, name, data):
    file = SimpleUploadedFile(name, data, content_type="image/png")
    response = writer.post("/admin/images/add/", {"title": "Nasty", "file": file, "collection": 1})
    assert response.status_code == 200
    assert "file" in response.context_data["form"].errors


@pytest.mark.parametrize(
    "name", ["page.html", "script.js", "drawing.svg", "tool.exe", "page.xhtml", "macro.docm", "none"]
)
def test_what_is_no_document_is_not_let_in_as_one(writer, name):
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>", content_type="application/pdf")
    response = writer.post("/admin/documents/add/", {"title": "Nasty", "file": file, "collection": 1})
    assert response.status_code == 200
    assert "file" in response.context_data["form"].errors


def test_a_document_that_is_too_large_is_not_let_in(writer, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    file = SimpleUploadedFile("guide.pdf", b"x" * 11, content_type="application/pdf")
    response = writer.post("/admin/documents/add/", {"title": "Large", "file": file, "collection": 1})
    assert "file" in response.context_data["form"].errors
