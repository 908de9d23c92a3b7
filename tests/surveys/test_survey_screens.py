"""The staff screens of surveys: who may open them, the form, and the list."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from documents.dates import short_day
from people.accounts.policies import StaffRole
from surveys.models import Mode, Survey, Translation
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
def test_each_persona_gets_what_the_table_says(client, wagtail_site, sign_in_staff, name, roles, answer):
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
def test_the_list_leads_each_role_only_to_what_it_may_do(client, sign_in_staff, role, leads_to):
    sign_in_staff(role)
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


def test_the_list_shows_the_day_on_which_a_survey_was_closed_early(client, editor):
    survey = launched_survey()
    planned = short_day(survey.closes_on)
    assert planned in client.get(reverse("survey:index")).text
    operations.close_survey(survey=survey, by=None, at=timezone.now())
    shown = client.get(reverse("survey:index")).text
    assert (short_day(timezone.localdate()) in shown, planned in shown) == (True, False)


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
    large = draft_survey(languages=["ur", "pl", "pa"])
    for language in large.languages:
        Translation.objects.create(survey=large, language=language, texts={})
    for name in ("surveys_publish", "surveys_translations", "surveys_translate", "survey:edit"):
        assert queries(client, address(name, small)) == queries(client, address(name, large)), name
