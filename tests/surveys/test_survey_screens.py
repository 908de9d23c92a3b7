"""The staff screens of surveys: who may open them, and what they say and do."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import Mode, Survey, Translation, WordingFix
from surveys.questionnaires import operations
from surveys.questionnaires.queries import as_content, draft_of
from tests.factories import PersonFactory, staff_member
from tests.factories.surveys import SMALL, WORDS, SurveyFactory, launched_survey
from tests.people.test_access import PERSONAS, outcome, show_second_factor
from tests.surveys.drafting import draft_survey

pytestmark = pytest.mark.django_db
LOGIN = "to sign in"
WHO = {**PERSONAS, "approver": (StaffRole.APPROVER,)}
TABLE = {  # visitor, person, facilitator, manager, editor, analyst, administrator, approver
    "survey:index": (LOGIN, 403, 403, 200, 200, 200, 200, 200),
    "survey:add": (LOGIN, 403, 403, 200, 200, 200, 200, "/admin/"),
    "survey:edit": (LOGIN, 403, 403, 200, 200, 200, 200, "/admin/"),
    "surveys_publish": (LOGIN, 403, 403, 200, 200, 200, 200, 200),
    "surveys_versions": (LOGIN, 403, 403, 200, 200, 200, 200, 200),
    "surveys_translations": (LOGIN, 403, 403, 200, 200, 200, 200, "/admin/"),
    "surveys_translate": (LOGIN, 403, 403, 200, 200, 200, 200, "/admin/"),
    "surveys_translation_sheet": (LOGIN, 403, 403, 200, 200, 200, 200, "/admin/"),
    "surveys_more_private": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200, 200),
    "surveys_readers": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200, 200),
    "surveys_keep_less": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200, 200),
    "surveys_close": (LOGIN, 403, 403, "/admin/", "/admin/", "/admin/", 200, 200),
}


@pytest.fixture
def sign_in(client, wagtail_site):
    """Signs in somebody new with these roles, after both factors, and let into the admin whatever the roles."""
    set_up_staff_roles()

    def as_staff(*roles, **facts):
        person = staff_member(*roles, **facts)
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(person)
        show_second_factor(client, person)
        return person

    return as_staff


@pytest.fixture
def editor(sign_in):
    return sign_in(StaffRole.EDITOR)


@pytest.fixture
def approver(sign_in):
    return sign_in(StaffRole.APPROVER)


def address(name, survey):
    if name in ("survey:index", "survey:add"):
        return reverse(name)
    in_language = name in ("surveys_translate", "surveys_translation_sheet", "surveys_take_in_sheet")
    return reverse(name, args=[survey.pk, "ur"] if in_language else [survey.pk])


@pytest.mark.parametrize(
    ("name", "roles", "answer"),
    [
        pytest.param(name, roles, answer, id=f"{persona} {name}")
        for name, answers in TABLE.items()
        for (persona, roles), answer in zip(WHO.items(), answers, strict=True)
    ],
)
def test_each_persona_gets_what_the_table_says(client, wagtail_site, sign_in, name, roles, answer):
    survey = launched_survey(title="Private title")
    if roles is not None:
        person = staff_member(*roles) if roles else PersonFactory()
        if StaffRole.ANALYST in roles:  # let in, as others of the staff
            person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(person)
        show_second_factor(client, person)
    response = client.get(address(name, survey))
    assert outcome(response) == answer
    if "sheet" not in name and name != "survey:add":
        assert ("Private title" in response.text) == (answer == 200)


@pytest.mark.parametrize("name", ["surveys_publish", "surveys_more_private", "surveys_close"])
def test_whoever_builds_a_survey_does_not_publish_or_end_it(client, editor, name):
    draft, survey = draft_survey(), launched_survey()
    client.post(address(name, draft), {"publish": "1"})
    client.post(address(name, survey), {"mode": Mode.COUNTED, "is_sure": "on"})
    draft.refresh_from_db()
    survey.refresh_from_db()
    assert (draft.launched_at, survey.mode, survey.closed_at) == (None, Mode.ANONYMOUS, None)


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        (StaffRole.EDITOR, {"survey:edit", "surveys_publish", "surveys_versions", "surveys_translations"}),
        (
            StaffRole.APPROVER,
            {
                "surveys_publish",
                "surveys_versions",
                "surveys_more_private",
                "surveys_close",
                "surveys_readers",
                "surveys_keep_less",
            },
        ),
    ],
)
def test_the_list_leads_each_role_only_to_what_it_may_do(client, sign_in, role, leads_to):
    sign_in(role)
    survey = launched_survey()
    shown = client.get(reverse("survey:index")).text
    assert {name for name in TABLE if f'href="{address(name, survey)}"' in shown} - {
        "survey:index",
        "survey:add",
    } == leads_to


def test_an_approver_is_led_to_no_form_that_they_may_not_open(client, approver):
    survey = draft_survey(closes_on=None, results_on=None, languages=["ur"])
    shown = client.get(reverse("surveys_publish", args=[survey.pk])).text
    assert (reverse("survey:edit", args=[survey.pk]) in shown, "translations/" in shown) == (False, False)
    assert "A survey without a closing date is not published" in shown


def form_answers(**changed):
    day = timezone.localdate()
    answers = {
        "title": "Feeling safe",
        "slug": "feeling-safe",
        "purpose": "insight",
        "introduction": "",
        "thanks": "",
        "languages": ["ur"],
        "mode": Mode.ANONYMOUS.value,
        "closes_on": (day + timedelta(days=30)).isoformat(),
        "results_on": (day + timedelta(days=60)).isoformat(),
        "reviewer": "",
        "read_from": "",
        "read_until": "",
        "content-count": "1",
        "content-0-deleted": "",
        "content-0-order": "0",
        "content-0-type": "equality",
        "content-0-id": "",
        "content-0-value-sets": ["age-band@2021"],
    }
    return answers | changed


def test_an_editor_makes_and_changes_a_survey(client, editor):
    response = client.post(reverse("survey:add"), form_answers())
    survey = Survey.objects.get()
    assert response.url == reverse("survey:edit", args=[survey.pk])
    assert [question.id for question in draft_of(survey).questionnaire.questions()] == ["age_band"]
    client.post(response.url, form_answers(title="Feeling safer"))
    survey.refresh_from_db()
    assert (survey.title, survey.languages, survey.mode) == ("Feeling safer", ["ur"], Mode.ANONYMOUS)
    actions = list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["surveys.survey.create", "surveys.survey.change"]


def test_a_draft_may_be_saved_without_dates_and_questions(client, editor):
    answers = form_answers(closes_on="", results_on="", **{"content-count": "0"})
    assert client.post(reverse("survey:add"), answers).status_code == 302
    said = client.get(reverse("surveys_publish", args=[Survey.objects.get().pk])).text
    assert "3 things to mend first" in said
    assert "A survey without a closing date is not published" in said


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        (
            {"results_on": timezone.localdate().isoformat()},
            "results_on",
            "Results appear after the last day to answer.",
        ),
        ({"languages": ["xx"]}, "languages", "Select a valid choice. xx is not one of the available choices."),
        ({"mode": "9"}, "mode", "Select a valid choice. 9 is not one of the available choices."),
    ],
)
def test_answers_that_contradict_one_another_are_refused_beside_the_field(client, editor, answers, field, said):
    response = client.post(reverse("survey:add"), form_answers(**answers))
    assert response.context["form"].errors[field][0].startswith(said)
    assert Survey.objects.count() == 0


def test_a_reader_has_hours(client, editor):
    reading = {"reviewer": editor.pk, "read_from": "09:00", "read_until": "08:00"}
    for given, field in (({"read_until": ""}, "read_until"), ({}, "read_until"), ({"read_from": ""}, "read_from")):
        response = client.post(reverse("survey:add"), form_answers(**reading | given))
        assert list(response.context["form"].errors) == [field]
    assert client.post(reverse("survey:add"), form_answers(**reading | {"read_until": "17:00"})).status_code == 302


def test_a_refusal_of_the_operation_is_said_with_all_that_was_typed(client, editor):
    response = client.post(reverse("survey:add"), form_answers(raw_readers=[editor.pk], title="Typed title"))
    assert "You cannot name yourself" in response.context["form"].non_field_errors()[0]
    assert "Typed title" in response.text


def test_what_was_promised_at_launch_can_be_read_and_not_changed(client, editor):
    survey = launched_survey(content=as_content(SMALL, WORDS["en"]), slug="safe")
    shown = client.get(reverse("survey:edit", args=[survey.pk])).context["form"]
    assert {name for name, field in shown.fields.items() if field.disabled} == {
        "slug", "mode", "purpose", "is_by_invitation", "months_kept", "reviewer", "raw_readers",
    }  # fmt: skip
    answers = form_answers(slug="other", mode=Mode.NAMED.value, title="Other")
    assert client.post(reverse("survey:edit", args=[survey.pk]), answers).status_code == 302
    survey.refresh_from_db()
    assert (survey.slug, survey.mode, survey.title) == ("safe", Mode.ANONYMOUS, "Other")


def test_problems_lead_to_where_they_are_mended(client, editor):
    words = WORDS["en"] | {"q.safe.label": ""}
    survey = draft_survey(texts=words, closes_on=None, results_on=None)
    block = survey.content[0].id or ""
    said = client.get(reverse("surveys_publish", args=[survey.pk])).text
    edit = reverse("survey:edit", args=[survey.pk])
    assert (f'href="{edit}#tab-dates_and_readers"' in said, f'href="{edit}#block-{block}-section"' in said) == (
        True, bool(block),
    )  # fmt: skip
    assert "Publish and open" not in said


def test_an_approver_sees_what_is_frozen_and_publishes_it(client, approver):
    survey = draft_survey()
    screen = reverse("surveys_publish", args=[survey.pk])
    shown = client.get(screen)
    assert ("Do you feel safe where you live?" in shown.text, "frozen" in shown.text) == (True, True)
    done = client.post(screen, {"publish": "1", "seen": shown.context["seen"]}, follow=True)
    assert "The survey is open." in done.text
    survey.refresh_from_db()
    assert (survey.launched_at is not None, survey.versions.get().published_by) == (True, approver)


def test_an_editor_is_told_that_an_approver_publishes(client, editor):
    said = client.get(reverse("surveys_publish", args=[draft_survey().pk])).text
    assert ("An approver publishes it." in said, "Publish and open the survey" in said) == (True, False)


def test_a_draft_that_was_changed_while_somebody_looked_is_not_published(client, approver):
    survey = draft_survey()
    screen = reverse("surveys_publish", args=[survey.pk])
    seen = client.get(screen).context["seen"]
    Survey.objects.filter(pk=survey.pk).update(title="Something else")
    response = client.post(screen, {"publish": "1", "seen": seen})
    assert (response.status_code, "The draft has changed since you looked" in response.text) == (409, True)
    assert survey.versions.count() == 0


def reworded(survey, **texts):
    words = WORDS["en"] | {key.replace("__", "."): text for key, text in texts.items()}
    Survey.objects.filter(pk=survey.pk).update(content=as_content(SMALL, words))


@pytest.fixture
def published(approver):
    survey = draft_survey()
    operations.publish(survey=survey, by=approver, at=timezone.now() - timedelta(days=8))
    return survey


def test_words_that_differ_are_shown_and_mended_with_a_reason(client, published):
    screen = reverse("surveys_publish", args=[published.pk])
    assert "The draft is exactly what people answer now." in client.get(screen).text
    reworded(published, q__safe__label="Do you feel safe at home?")
    shown = client.get(screen)
    assert "Do you feel safe where you live?" in shown.text
    seen = shown.context["seen"]
    assert client.post(screen, {"mend": "1", "seen": seen, "reason": ""}).status_code == 400
    done = client.post(screen, {"mend": "1", "seen": seen, "reason": "Plainer"}, follow=True)
    assert "1 text is mended." in done.text
    assert published.versions.get().words["en"]["q.safe.label"] == "Do you feel safe at home?"
    told = client.get(reverse("surveys_versions", args=[published.pk])).text
    assert ("Plainer" in told, "Do you feel safe where you live?" in told) == (True, True)


def test_a_question_that_means_something_else_is_said_when_the_next_version_is_published(client, published):
    reworded(published, q__safe__label="Did you feel safe last year?")
    screen = reverse("surveys_publish", args=[published.pk])
    shown = client.get(screen)
    assert "It was: Do you feel safe where you live?" in shown.text
    done = client.post(screen, {"publish": "1", "seen": shown.context["seen"], "other": ["safe"]}, follow=True)
    assert "Version 2 is published." in done.text
    mapped = published.versions.get(number=2).mapping["questions"]
    assert ("safe" in mapped, mapped["age"], WordingFix.objects.count()) == (False, "age", 0)


def test_a_survey_is_made_more_private_once_that_is_sure(client, approver):
    survey = launched_survey(mode=Mode.PAIRED)
    screen = reverse("surveys_more_private", args=[survey.pk])
    offered = [value for value, _words in client.get(screen).context["form"].fields["mode"].choices]
    assert offered == [Mode.COUNTED, Mode.ANONYMOUS]
    assert client.post(screen, {"mode": Mode.COUNTED}).status_code == 400
    assert client.post(screen, {"mode": Mode.NAMED, "is_sure": "on"}).status_code == 400
    survey.refresh_from_db()
    assert survey.mode == Mode.PAIRED
    client.post(screen, {"mode": Mode.ANONYMOUS, "is_sure": "on"})
    survey.refresh_from_db()
    assert survey.mode == Mode.ANONYMOUS


def test_what_cannot_be_more_private_says_so(client, approver):
    draft, counted = SurveyFactory(), launched_survey(mode=Mode.COUNTED)
    told = [client.get(reverse("surveys_more_private", args=[each.pk])).text for each in (draft, counted)]
    assert "This survey is a draft" in told[0]
    assert "Nothing is more private than this." in told[1]
    refused = client.post(
        reverse("surveys_more_private", args=[draft.pk]), {"mode": Mode.COUNTED, "is_sure": "on"}, follow=True
    )
    assert "This survey is a draft: nobody has been able to answer it yet." in refused.text


def test_a_survey_is_closed_after_asking_once(client, approver):
    survey = launched_survey()
    screen = reverse("surveys_close", args=[survey.pk])
    assert "A closed survey is not opened again." in client.get(screen).text
    assert "The survey is closed." in client.post(screen, follow=True).text
    survey.refresh_from_db()
    assert survey.closed_at is not None
    for again in (client.get(screen, follow=True), client.post(screen, follow=True)):
        assert "A closed survey is not opened or changed again" in again.text
    assert "This survey is a draft" in client.get(
        reverse("surveys_close", args=[SurveyFactory().pk]), follow=True
    ).text  # fmt: skip


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
    assert [cell.value for cell in rows["Key"]] == ["Key", "What it is", "English", "Urdu", "State"]
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


def test_another_spreadsheet_is_refused_in_words(client, editor):
    survey = draft_survey(languages=["ur"])
    book = openpyxl.Workbook()
    book.active.append(["Name", "Age"])
    book.active.append(["Sam", 12])
    assert "This sheet has no column “Key”." in send(client, survey, book).text
    nothing = client.post(reverse("surveys_take_in_sheet", args=[survey.pk, "ur"]))
    assert (nothing.status_code, Translation.objects.count()) == (400, 0)


def test_the_list_shows_where_each_survey_stands_and_finds_them(client, editor):
    SurveyFactory(title="A draft")
    launched_survey(title="An open one", mode=Mode.COUNTED)
    closed = launched_survey(title="A closed one")
    operations.close_survey(survey=closed, by=None, at=timezone.now())
    shown = client.get(reverse("survey:index")).text
    assert [each in shown for each in ("Draft", "Open", "Closed", "Counted only")] == [True] * 4
    for status, title in (("draft", "A draft"), ("open", "An open one"), ("closed", "A closed one")):
        found = client.get(reverse("survey:index"), {"status": status}).text
        assert [each in found for each in ("A draft", "An open one", "A closed one")] == [
            each == title for each in ("A draft", "An open one", "A closed one")
        ]
    assert "An open one" not in client.get(reverse("survey:index"), {"q": "closed"}).text


def queries(client, screen):
    client.get(screen)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(screen)
    return len(asked)


def test_the_list_asks_as_little_for_thirty_surveys_as_for_one(client, editor):
    launched_survey()
    for_one = queries(client, reverse("survey:index"))
    for _ in range(29):
        launched_survey()
    assert queries(client, reverse("survey:index")) == for_one


def test_the_screens_of_a_survey_ask_as_little_for_many_pages_and_languages_as_for_one(client, editor):
    small = draft_survey(SMALL.__class__(SMALL.pages[:1]), languages=["ur"])
    large = draft_survey(languages=["ur", "pl", "pa", "ro"])
    for language in large.languages:
        Translation.objects.create(survey=large, language=language, texts={})
    for name in ("surveys_publish", "surveys_translations", "surveys_translate", "survey:edit"):
        assert queries(client, address(name, small)) == queries(client, address(name, large)), name
