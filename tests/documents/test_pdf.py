"""PDFs that a screen reader can read, made without a network."""

from xml.etree import ElementTree

import pytest
from markupsafe import Markup
from page import ValidationProfile, validate_pdf_bytes

from documents.checks import pango_is_installed
from documents.pdf import DocumentNotMade, render_pdf
from documents.qr import qr_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.django_db
@pytest.mark.usefixtures("letters")
def test_a_document_with_a_qr_code_passes_pdf_ua():
    pdf = render_pdf("documents/sheet.html", {"words": "Łódź, ŵŷ", "extra": qr_svg("http://testserver/x/", "Scan me")})
    report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("source", ["https://example.org/spy.png", "file:///etc/hostname", "static:theme/no-such.png"])
def test_a_document_fetches_nothing_but_static_files_of_ours(source):
    picture = Markup('<img src="{}" alt="A picture">').format(source)
    with pytest.raises(DocumentNotMade):
        render_pdf("documents/sheet.html", {"words": "", "extra": picture})


@pytest.mark.django_db
@pytest.mark.usefixtures("letters")
def test_a_document_with_a_picture_that_cannot_be_drawn_is_not_made():
    picture = Markup('<svg width="10" height="10"><rect transform="rotate(a)" width="5" height="5"/></svg>')
    with pytest.raises(DocumentNotMade, match="Failed to render SVG"):
        render_pdf("documents/sheet.html", {"words": "", "extra": picture})
    assert render_pdf("documents/sheet.html", {"words": "", "extra": ""}).startswith(b"%PDF")


def test_a_qr_code_is_one_path_with_a_title_of_its_own():
    svg = ElementTree.fromstring(qr_svg("http://testserver/verify/7K3M-9QXT-4HPW/", "Scan & check"))
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text == "Scan & check"
    assert [path.get("fill") for path in svg.findall(f"{SVG}path")] == ["#fff", "#000"]


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch):
    assert pango_is_installed() == []
    monkeypatch.setattr("ctypes.CDLL", _missing)
    assert [warning.id for warning in pango_is_installed()] == ["documents.W001"]
    assert "apt-get install libpango-1.0-0" in pango_is_installed()[0].msg


def _missing(name):
    raise OSError(name)
