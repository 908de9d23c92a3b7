"""The reader of a survey reads what people wrote, keeps one text without a name, removes one, and takes back a
quotation, which then is gone from the page of the course."""

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from cms.workflows.operations import set_up_publishing
from people.accounts.policies import StaffRole
from surveys.models import HeldText, Purpose, Survey
from surveys.questionnaires.operations import close_survey
from tests.factories import CourseFactory, launched_survey, staff_member
from tests.factories.cms import make_course_page, make_home, stream
from tests.visitors import has_authenticator_app, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = "Aisha showed us how to wait before we answer."
SHORTENED = "[…] showed us how to wait before we answer."
UNKIND = "My neighbour at 12 Old Mill Lane should not have come."


@pytest.fixture
def survey() -> Survey:
    """One about a course, with two texts that wait, and that the hourly sweep has let its reader see."""
    make_home()
    set_up_publishing()
    reader = has_authenticator_app(staff_member(StaffRole.EDITOR, name="Rea Reader"))
    survey = launched_survey(purpose=Purpose.EVALUATION, title="How was the course?", reviewer=reader)
    version = survey.versions.get()
    for text in (NAMED, UNKIND):
        facts = {"about": "TIP-9", "question": "more", "may_be_quoted": True}
        HeldText.objects.create(version=version, text=text, is_shown=True, **facts)
    return survey


def course_page_that_quotes(text: HeldText):
    course = CourseFactory(title="Trauma-informed practice", code="TIP-9")
    quotation = ("evaluation_quotation", {"text": str(text.key), "attribution": "From an evaluation"})
    return make_course_page(course, body=stream(quotation))


def section(page: Page, text: str) -> Locator:
    return page.locator("section").filter(has_text=text)


def checked(page: Page, axe, fits) -> None:
    """Nothing stands in anybody's way, on a phone too."""
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 1000})


def keep_without_the_name(page: Page, axe, fits) -> None:
    expect(section(page, "showed us how to wait").locator("mark")).to_have_text("Aisha")
    checked(page, axe, fits)
    section(page, "showed us how to wait").get_by_role("link", name="Take words out").click()
    page.get_by_label("What is to be kept.").fill(SHORTENED)
    page.get_by_role("button", name="Show what goes").click()
    expect(page.locator("del")).to_have_text("Aisha")
    checked(page, axe, fits)
    page.get_by_role("button", name="Keep it without these words").click()
    expect(page.get_by_text("Kept without those words.")).to_be_visible()


def test_what_people_wrote_is_read_kept_removed_and_quoted_no_more(survey, page, phone, axe, fits):
    sign_in(page, survey.reviewer, to="/admin/surveys/texts/")
    checked(page, axe, fits)
    page.get_by_role("link", name="How was the course?").click()
    expect(page.get_by_text("2 wait for you, in no order")).to_be_visible()
    keep_without_the_name(page, axe, fits)
    section(page, "should not have come").get_by_role("link", name="Remove this text").click()
    checked(page, axe, fits)
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_text("There is nothing for you to read now.")).to_be_visible()
    assert sorted(HeldText.objects.values_list("state", "text")) == [("kept", SHORTENED), ("removed", "")]

    course_page = course_page_that_quotes(HeldText.objects.get(state="kept"))
    phone.goto(course_page.url)
    expect(phone.get_by_text(SHORTENED)).to_be_visible()

    page.get_by_role("link", name="Texts that were kept (1)").click()
    checked(page, axe, fits)
    section(page, "showed us how to wait").get_by_role("link", name="Quote it no more").click()
    checked(page, axe, fits)
    page.get_by_role("link", name="Leave it as it is").click()
    section(page, "showed us how to wait").get_by_role("link", name="Quote it no more").click()
    page.get_by_role("button", name="Quote it no more").click()
    expect(page.get_by_text("It is not quoted any more.")).to_be_visible()
    expect(section(page, "showed us how to wait").get_by_role("link", name="Quote it no more")).to_have_count(0)
    phone.goto(course_page.url)
    expect(phone.get_by_role("heading", name="Trauma-informed practice")).to_be_visible()
    expect(phone.get_by_text(SHORTENED)).to_have_count(0)

    section(page, "showed us how to wait").get_by_role("link", name="Remove this text").click()
    checked(page, axe, fits)
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    assert list(HeldText.objects.values_list("state", "text", "may_be_quoted")) == [("removed", "", False)] * 2


def test_an_approver_names_the_next_reader_of_a_survey_that_is_closed(survey, page, axe, fits):
    close_survey(survey=survey, by=None, at=timezone.now())
    staff_member(StaffRole.EDITOR, name="Ned Next")
    sign_in(page, has_authenticator_app(staff_member(StaffRole.APPROVER)), to="/admin/surveys/survey/")
    page.get_by_role("button", name="More options for 'How was the course?'").click()
    page.get_by_role("link", name="Readers").click()
    checked(page, axe, fits)
    page.get_by_label("Who reads what people write").select_option(label="Ned Next")
    page.get_by_label("Until").fill("08:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Choose an hour that is later than the first one.")).to_be_visible()
    checked(page, axe, fits)
    page.get_by_label("Until").fill("16:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(f"/admin/surveys/survey/{survey.pk}/publish/")
    expect(page.get_by_text("Ned Next, 09:00 to 16:30")).to_be_visible()
    checked(page, axe, fits)
