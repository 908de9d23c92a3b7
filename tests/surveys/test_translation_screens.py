"""The screens on which a survey is translated, side by side or in a sheet."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from surveys.models import Translation
from tests.factories.surveys import WORDS
from tests.surveys.drafting import draft_survey, reworded

pytestmark = pytest.mark.django_db


def test_a_translation_is_written_beside_the_english_from_right_to_left(client, editor):
    survey = draft_survey(languages=["ur"])
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    shown = client.get(screen).text
    assert ('name="text:q.safe.label"' in shown, 'lang="ur" dir="rtl"' in shown, "Missing" in shown) == (
        True, True, True,
    )  # fmt: skip
    client.post(screen, {"text:q.safe.label": "محفوظ"})
    assert Translation.objects.get().texts["q.safe.label"]["text"] == "محفوظ"
    reworded(survey, q__safe__label="Are you safe?")
    changed = client.get(screen).text
    assert ("The English has changed" in changed, WORDS["en"]["q.safe.label"] in changed) == (True, True)
    client.post(screen, {"text:q.safe.label": "محفوظ", "still:q.safe.label": "1"})
    assert Translation.objects.get().texts["q.safe.label"]["of"] == "Are you safe?"


def test_a_survey_is_translated_only_into_its_languages(client, editor):
    survey = draft_survey(languages=["ur"])
    assert client.get(reverse("surveys_translate", args=[survey.pk, "pl"])).status_code == 404
    in_english = client.get(reverse("surveys_translations", args=[draft_survey(slug="x").pk])).text
    assert "This survey is offered in English only." in in_english


def sheet(client, survey):
    response = client.get(reverse("surveys_translation_sheet", args=[survey.pk, "ur"]))
    return openpyxl.load_workbook(io.BytesIO(response.content))


def send(client, survey, book):
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile("urdu.xlsx", content.getvalue())
    return client.post(reverse("surveys_take_in_sheet", args=[survey.pk, "ur"]), {"sheet": file}, follow=True)


def test_a_translators_sheet_goes_out_and_comes_back(client, editor):
    survey = draft_survey(languages=["ur"], introduction="- Why?\nBecause.")
    book = sheet(client, survey)
    rows = {row[0].value: row for row in book.worksheets[0].iter_rows()}
    assert [cell.value for cell in rows["Key"]] == [
        "Key", "What it is", "English", "Urdu", "State", "Urdu when this sheet was made",
    ]  # fmt: skip
    rows["q.safe.label"][3].value, rows["introduction"][3].value = "محفوظ", "کیوں"
    assert "Saved." in send(client, survey, book).text
    kept = Translation.objects.get().texts
    assert {key: each["text"] for key, each in kept.items()} == {"q.safe.label": "محفوظ", "introduction": "کیوں"}
    assert ModelLogEntry.objects.filter(action="surveys.translation.export").count() == 1


def test_a_sheet_whose_english_has_changed_since_says_so_and_changes_nothing_of_it(client, editor):
    survey = draft_survey(languages=["ur"])
    book = sheet(client, survey)
    rows = {row[0].value: row for row in book.worksheets[0].iter_rows()}
    rows["q.safe.label"][3].value, rows["q.age.label"][3].value = "محفوظ", "عمر"
    reworded(survey, q__safe__label="Are you safe?")
    said = send(client, survey, book).text
    assert "1 text was left out: the English has changed since the sheet was made." in said
    assert list(Translation.objects.get().texts) == ["q.age.label"]


def filled_in(client, survey, **texts):
    """A sheet that was made now, with some translations written into it."""
    book = sheet(client, survey)
    for row in book.worksheets[0].iter_rows():
        row[3].value = texts.get(row[0].value.replace(".", "__"), row[3].value)
    return book


def kept():
    return {key: each["text"] for key, each in Translation.objects.get().texts.items()}


def test_a_sheet_does_not_overwrite_what_somebody_else_wrote_since_it_was_made(client, editor):
    survey = draft_survey(languages=["ur"])
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    client.post(screen, {"text:q.safe.label": "پہلا", "text:title": "عنوان"})
    book = filled_in(client, survey, q__safe__label="- مترجم", q__age__label="عمر", title="نام")
    client.post(screen, {"text:q.safe.label": "بعد کا کام", "text:title": ""})
    refused = send(client, survey, book)
    assert refused.status_code == 409
    for said in ("Nothing was saved.", "written 2 texts since", "بعد کا کام", "- مترجم", "they took it away"):
        assert said in refused.text
    assert kept() == {"q.safe.label": "بعد کا کام"}
    assert f'<form method="post" action="{screen}">' in refused.text
    chosen = {"text:q.safe.label": "دونوں", "text:q.age.label": "عمر", "text:title": "نام"}
    client.post(screen, chosen | {"read": refused.context["read"]})
    assert kept() == {"q.safe.label": "دونوں", "q.age.label": "عمر", "title": "نام"}


def test_what_a_translator_left_as_it_was_stays_as_somebody_else_wrote_it_since(client, editor):
    survey = draft_survey(languages=["ur"])
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    client.post(screen, {"text:q.safe.label": "پہلا\nسطر", "text:q.age.label": "=عمر", "text:title": "عنوان"})
    book = filled_in(client, survey, title="نام")
    client.post(screen, {"text:q.safe.label": "بعد کا کام", "text:q.age.label": ""})
    reworded(survey, q__safe__label="Are you safe?")
    taken = send(client, survey, book)
    assert (taken.status_code, "left out" in taken.text) == (200, False)
    assert kept() == {"q.safe.label": "بعد کا کام", "title": "نام"}


def test_a_text_of_several_lines_that_nobody_else_changed_is_replaced_by_the_sheet(client, editor):
    survey = draft_survey(languages=["ur"])
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    client.post(screen, {"text:q.safe.label": "پہلا\nسطر"})
    assert send(client, survey, filled_in(client, survey, q__safe__label="نیا")).status_code == 200
    assert kept() == {"q.safe.label": "نیا"}


def test_a_sheet_that_does_not_say_what_it_was_made_from_is_refused(client, editor):
    survey = draft_survey(languages=["ur"])
    book = filled_in(client, survey, title="نام")
    book.worksheets[0].delete_cols(6)
    refused = send(client, survey, book)
    assert (refused.status_code, Translation.objects.count()) == (400, 0)
    assert "This sheet has no column “Urdu when this sheet was made”." in refused.text


def test_another_spreadsheet_is_refused_in_words(client, editor):
    survey = draft_survey(languages=["ur"])
    book = openpyxl.Workbook()
    book.active.append(["Name", "Age"])
    book.active.append(["Sam", 12])
    assert "This sheet has no column “Key”." in send(client, survey, book).text
    nothing = client.post(reverse("surveys_take_in_sheet", args=[survey.pk, "ur"]))
    assert (nothing.status_code, Translation.objects.count()) == (400, 0)


def test_two_who_translate_at_once_lose_nothing_and_see_what_the_other_wrote(client, editor):
    survey = draft_survey(languages=["ur"])
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    read = client.get(screen).context["read"]
    client.post(screen, {"text:q.safe.label": "پہلا", "text:q.age.label": "", "read": read})
    second = {"text:q.safe.label": "دوسرا", "text:q.age.label": "عمر", "read": read}
    refused = client.post(screen, second)
    assert refused.status_code == 409
    for said in ("Somebody else wrote:", "پہلا", "دوسرا", "عمر", "Keep what is best of both"):
        assert said in refused.text
    assert list(Translation.objects.get().texts) == ["q.safe.label"]
    again = client.post(screen, second | {"read": refused.context["read"]})
    assert again.status_code == 302
    assert {each["text"] for each in Translation.objects.get().texts.values()} == {"دوسرا", "عمر"}


@pytest.mark.parametrize("read", ["", "[]", "{"])
def test_a_page_that_does_not_say_what_was_read_is_taken_as_it_is(client, editor, read):
    survey = draft_survey(languages=["ur"])
    screen = reverse("surveys_translate", args=[survey.pk, "ur"])
    assert client.post(screen, {"text:q.safe.label": "محفوظ", "read": read}).status_code == 302
    assert Translation.objects.get().texts["q.safe.label"]["text"] == "محفوظ"
