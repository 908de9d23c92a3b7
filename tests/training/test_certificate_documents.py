"""The document: one sheet that a screen reader can read, in each language, whatever stands on it; and its samples."""

from datetime import UTC, date, datetime

import pypdfium2
import pytest
from django.template import engines
from page import ValidationProfile, validate_pdf_bytes

from documents.letterhead import letterhead
from people.models import Partnership
from tests.factories import CourseFactory
from training.certificates import queries
from training.certificates.document import LANGUAGES, language_of_document, print_certificate, print_sample, printing
from training.models import Certificate

pytestmark = pytest.mark.django_db
LONG = {
    "holder_name": ("Muhammad " * 16).strip(),
    "course_title": ("A long title " * 15).strip(),
    "renewed_by": ("A refresher of it " * 11).strip(),
    "words": "It was made with people who have lived through what it teaches. " * 4 + "It is kept up to date.",
    "outcomes": ["An outcome of some length that goes on for a while"] * 12,
    "signatory_name": "Dr Alexandra Example-Smith",
    "signatory_post": "Head of Training and Development",
}
CHECK = {"en": "Check this certificate", "pl": "Sprawdź", "pa": "Check this", "ur": "Check this", "cy": "Gwirio"}


def certificate(language="en", **facts):
    """One that was never issued."""
    return Certificate(
        **{
            "holder_name": "Gurpreet Kaur",
            "course_title": "Understanding trauma",
            "cpd_hours": "2.0",
            "attended_on": date(2026, 3, 10),
            "issuer": "Example Violence Reduction Partnership",
            "outcomes": ["Say what trauma is", "Notice how it shows"],
            "language": language,
            "issued_at": datetime(2026, 3, 10, 14, tzinfo=UTC),
            "expires_on": date(2029, 3, 10),
            "number": "7K3M-9QXT-4HPW",
            **facts,
        }
    )


def text_of(pdf):
    page = pypdfium2.PdfDocument(pdf)[0]
    return " ".join(page.get_textpage().get_text_bounded().split())


def heights(pdf, words):
    """The lower and the upper edge of where some words stand first, in points from the foot of the sheet."""
    texts = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found = texts.search(words).get_next()
    assert found, f"{words} is not on the sheet"
    _, low, _, high = texts.get_charbox(found[0])
    return low, high


@pytest.mark.parametrize(
    "facts", [{}, LONG, {"holder_name": "محمد عبد الرحمن", "expires_on": None}], ids=["usual", "long", "arabic"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_one_accessible_sheet_in_each_language(language, facts):
    pdf = print_certificate(certificate(language, **facts))
    report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert report.document.page_count == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_keep_clear_of_the_foot(language):
    pdf = print_certificate(certificate(language, **LONG))
    facts, _ = heights(pdf, "Saturday 10 March 2029")
    _, signatory = heights(pdf, "Dr Alexandra")
    lowest, check = heights(pdf, CHECK[language])
    assert facts > signatory > check > lowest > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_outcomes_as_fit_keep_clear_of_the_foot(language):
    outcomes = [f"Outcome {number} of middling length" for number in range(9)]
    pdf = print_certificate(certificate(language, outcomes=outcomes, signatory_name="Dr Alexandra"))
    shown = [each for each in outcomes if each in text_of(pdf)]
    assert 3 <= len(shown) < 9
    assert heights(pdf, shown[-1])[0] > heights(pdf, "Dr Alexandra")[1]


@pytest.mark.parametrize(
    ("language", "words", "on"),
    [
        ("pl", "Zaświadczenie o uczestnictwie", "wtorek, 10 marca 2026"),
        ("cy", "Tystysgrif presenoldeb", "Dydd Mawrth, 10 Mawrth 2026"),
        ("pa", "ਹਾਜ਼ਰੀ ਦਾ ਸਰਟੀਫਿਕੇਟ", "ਮੰਗਲਵਾਰ, 10 ਮਾਰਚ 2026"),
        ("ur", "حاضری کی سند", "منگل، 10 مارچ، 2026"),
    ],
)
def test_words_and_dates_are_in_the_language_with_the_english_beneath(language, words, on):
    wording = LANGUAGES[language]
    assert (wording.heading, wording.day(date(2026, 3, 10))) == (words, on)
    text = text_of(print_certificate(certificate(language)))
    for english in ("Certificate of attendance", "attended and completed", "Tuesday 10 March 2026", "Valid until"):
        assert english in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_renewal_says_by_what_and_not_that_the_whole_course_was_attended(language):
    wording = LANGUAGES[language]
    context = printing.context_of(certificate(language, renewed_by="Trauma, again"))
    sheet = " ".join(engines["jinja2"].get_template(printing.TEMPLATE).render({**letterhead(), **context}).split())
    order = [wording.renewed, "Understanding trauma", wording.renewed_by, "Trauma, again", wording.attended_on]
    places = [sheet.partition("<main")[2].find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    assert (wording.attended in sheet, "attended and completed" in sheet) == (False, False)
    assert "Trauma, again" in text_of(print_certificate(certificate(language, renewed_by="Trauma, again")))


def test_in_english_nothing_is_said_twice():
    assert text_of(print_certificate(certificate())).count("Tuesday 10 March 2026") == 2  # attended, and issued


def test_a_moment_is_of_its_local_day():
    assert LANGUAGES["pl"].day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "czwartek, 2 lipca 2026"


def test_every_language_has_words_for_everything():
    assert set(LANGUAGES) == {"en", "pl", "pa", "ur", "cy"}
    for wording in LANGUAGES.values():
        assert all(vars(wording).values())
        assert "{date}" in wording.issued
        assert "{issuer}" in wording.issued


@pytest.mark.parametrize(("of_session", "of_document"), [("ur", "ur"), ("fr", "en"), ("bfi", "en"), ("en", "en")])
def test_what_is_not_written_in_the_language_of_the_session_is_in_english(of_session, of_document):
    assert language_of_document(of_session) == of_document


def test_a_course_has_its_own_heading_words_and_signatory():
    own = {"heading": "Certificate of completion", "words": "With a day of practice.", "signatory_name": "Ada Signs"}
    text = text_of(print_certificate(certificate("pl", **own, signatory_post="Head of Training")))
    for words in ("CERTIFICATE OF COMPLETION", "With a day of practice.", "Ada Signs", "Head of Training"):
        assert words in text
    assert "ZAŚWIADCZENIE" not in text


@pytest.mark.parametrize(
    ("text", "direction"), [("Sam", "ltr"), ("محمد", "rtl"), ("12 محمد Sam", "rtl"), ("123", "ltr"), ("", "ltr")]
)
def test_a_text_is_written_in_the_direction_of_its_first_letter(text, direction):
    assert printing.way(text) == direction


def test_the_sheet_is_in_the_colours_of_the_issuer():
    partnership = Partnership.load()
    partnership.main_colour = "#800080"
    partnership.save()
    sheet = pypdfium2.PdfDocument(print_certificate(certificate()))[0].render(scale=0.5).to_pil()
    assert sheet.getpixel((10, 200)) == (128, 0, 128)


def test_the_version_is_another_as_soon_as_a_letter_of_the_template_is(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Certificate</p>")
    before = printing._version((page,))
    page.write_text("<p>Certificates</p>")
    assert (len(before), printing._version((page,)) == before) == (12, False)


def test_a_sample_says_that_it_is_one_and_leads_to_no_certificate(client):
    course = CourseFactory(title="Trauma", certificate_heading="Own heading", learning_outcomes="One\nTwo")
    sample = queries.sample(course, "cy", datetime(2026, 3, 10, 14, tzinfo=UTC))
    text = text_of(print_sample(sample))
    for words in ("SAMPLE", "Sam Example", "Trauma", "OWN HEADING", "Two"):
        assert words in text
    assert (sample.language, Certificate.objects.count()) == ("cy", 0)
    assert client.get(f"/verify/{sample.number}/").status_code == 404
    assert "SAMPLE" not in text_of(print_certificate(certificate()))
