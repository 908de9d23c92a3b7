"""Quotations from evaluations on the page of a course: only with permission, only about it, and only for as long."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.blocks.evaluations import GONE
from cms.blocks.streams import BodyBlock, CourseBodyBlock
from cms.models import CoursePage
from surveys.models import HeldText, Purpose, Survey
from surveys.responses.operations import remove_kept_text, withdraw_quotation
from tests.cms.test_blocks import messages, stream_of
from tests.factories import CourseFactory, PersonFactory, launched_survey, staff_member
from tests.factories.cms import make_course_page, stream

pytestmark = pytest.mark.django_db
SAID = "I will wait a moment longer before I answer."


@pytest.fixture
def course():
    return CourseFactory(code="TIP-9", title="Trauma")


@pytest.fixture
def text():
    return written()


def written(about="TIP-9", **facts):
    version = launched_survey(purpose=Purpose.EVALUATION).versions.get()
    told = {
        "state": "kept",
        "may_be_quoted": True,
        "read_on": timezone.localdate(),
        "read_by": PersonFactory(),
        **facts,
    }
    return HeldText.objects.create(version=version, about=about, question="more", text=SAID, **told)


def quotation(text):
    return ("evaluation_quotation", {"text": str(text.key), "attribution": "From an evaluation"})


def page_of(course, text):
    return make_course_page(course, body=stream(quotation(text)))


def test_the_page_of_the_course_shows_what_may_be_quoted(client, course, text):
    said = client.get(page_of(course, text).url).text
    assert (SAID in said, "From an evaluation" in said) == (True, True)


@pytest.mark.parametrize(
    "change",
    [
        {"may_be_quoted": False},
        {"state": "removed", "text": "", "may_be_quoted": False},
        {"state": "held", "read_on": None},
        {"about": "ANOTHER-1"},
    ],
)
def test_the_page_shows_nothing_of_what_may_not_be_quoted_any_more(client, course, text, change):
    page = page_of(course, text)
    HeldText.objects.filter(pk=text.pk).update(**change)
    said = client.get(page.url).text
    assert (SAID in said, "From an evaluation" in said) == (False, False)


@pytest.mark.parametrize("verb", [withdraw_quotation, remove_kept_text])
def test_what_the_reader_takes_back_is_gone_at_once_from_a_page_that_is_kept_for_everybody(client, course, verb):
    reader = PersonFactory(is_staff=True)
    text = written()
    Survey.objects.update(reviewer=reader, read_from="09:00", read_until="17:00")
    page = page_of(course, text)
    assert [SAID in client.get(page.url).text for _ in range(2)] == [True, True]
    verb(text=text, by=reader, at=timezone.now())
    assert SAID not in client.get(page.url).text


def test_editors_choose_among_what_may_be_quoted_course_by_course(text):
    written(may_be_quoted=False)
    written(state="held", read_on=None)
    written(about="")
    other = written(about="EXP-1")
    field = CourseBodyBlock().child_blocks["evaluation_quotation"].child_blocks["text"].field
    offered = {group: [key for key, _ in texts] for group, texts in list(field.choices) if isinstance(texts, list)}
    assert offered == {"EXP-1": [str(other.key)], "TIP-9": [str(text.key)]}


def test_an_editor_is_told_that_a_quotation_is_gone(text):
    body = stream_of(quotation(text), kind=CourseBodyBlock)
    assert CourseBodyBlock().clean(body)
    HeldText.objects.update(may_be_quoted=False)
    with pytest.raises(ValidationError) as refusal:
        CourseBodyBlock().clean(body)
    assert messages(refusal.value) == [GONE]


def test_nothing_of_a_quotation_is_kept_on_the_page_or_found_by_search(text, course):
    block = CourseBodyBlock()
    body = stream_of(quotation(text), kind=CourseBodyBlock)
    assert SAID not in str(block.get_prep_value(body))
    assert SAID not in " ".join(block.get_searchable_content(body))


def test_other_pages_have_no_such_block():
    assert "evaluation_quotation" not in BodyBlock().child_blocks


@pytest.mark.parametrize(("about", "refused"), [("TIP-9", False), ("EXP-1", True)])
def test_an_editor_is_told_of_a_quotation_about_another_course(course, about, refused):
    page = page_of(course, written(about=about))
    form_class = CoursePage.get_edit_handler().get_form_class()
    form = form_class(instance=page, for_user=staff_member(is_superuser=True))
    form.cleaned_data = {"course": course, "body": page.body}
    form._errors = {}
    form.clean()
    said = f"One of the quotations is not about {course.title}, so it cannot be shown here."
    assert form.errors.get("body", []) == ([said] if refused else [])
