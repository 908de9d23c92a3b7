"""An editor builds a survey, is told in plain words what is wrong with it, mends it, translates it and looks at it as
people will; somebody else publishes it; people answer; it is closed, and its answers are counted."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from cms.workflows.operations import set_up_publishing
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import Mode, Survey
from surveys.questionnaires.equality import standard_sets
from surveys.questionnaires.operations import close_survey, publish
from surveys.questionnaires.queries import questionnaire_of
from surveys.responses.operations import submit
from surveys.responses.views import steps
from surveys.results.tasks import count_what_is_asked
from tests.factories import launched_survey, staff_member
from tests.factories.cms import make_home
from tests.surveys.answering import begun_paper
from tests.surveys.drafting import draft_survey
from tests.visitors import has_authenticator_app, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff_browser(new_context) -> Callable[..., Page]:
    """A browser of somebody of the staff, at the list of surveys."""
    set_up_staff_roles()
    set_up_publishing()
    make_home()

    def open_browser(role: StaffRole) -> Page:
        page = new_context(viewport={"width": 1280, "height": 1000}).new_page()
        sign_in(page, has_authenticator_app(staff_member(role)), to="/admin/surveys/survey/")
        return page

    return open_browser


def in_days(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%Y-%m-%d}"


def name(path: str) -> str:
    """The name of the field at a place: "0/title", "0/questions/1/label"; numbers are places, the rest are parts."""
    steps = [f"{part}-value" if part.isdecimal() else part for part in path.split("/") if part]
    return "-".join(["content", *steps])


def field(page: Page, path: str) -> Locator:
    return page.locator(f"[name='{name(path)}']")


def part(page: Page, path: str) -> Locator:
    """What holds the blocks at a place: "" are the pages, "0/questions" the questions of the first one."""
    return page.locator(f"[name='{name(path)}-count']").locator("..")


def insert(page: Page, path: str, kind: str) -> None:
    """Put a block of a kind at the end of those at a place."""
    part(page, path).locator("> [data-streamfield-stream-container] > div > [title='Insert a block']").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def add(page: Page, path: str) -> None:
    part(page, path).locator("> [data-streamfield-list-container] > [title=Add]").last.click()


def ask(page: Page, number: int, title: str, question: str, options: list[str]) -> None:
    """Write a page with one question."""
    insert(page, "", "Page")
    field(page, f"{number}/title").fill(title)
    insert(page, f"{number}/questions", "Choose one")
    field(page, f"{number}/questions/0/label").fill(question)
    for place, option in enumerate(options):
        add(page, f"{number}/questions/0/options")
        field(page, f"{number}/questions/0/options/{place}/text").fill(option)


def page_settings(page: Page, number: int) -> None:
    page.locator(f"[aria-controls='block_group-content-{number}-value-settings']").click()


def show_only_when(page: Page, number: int, question: str, option: str) -> None:
    """Show a page for those who chose an option: the question is typed in its words, the option ticked."""
    condition = f"{number}/show_when/conditions"
    page_settings(page, number)
    rule = page.locator(f"#block_group-content-{number}-value-settings")
    insert(page, condition, "Condition")
    field(page, f"{condition}/0/question").fill(question)
    field(page, f"{condition}/0/question").press("Tab")
    rule.get_by_label(option, exact=True).check()


def write_the_questions(editor: Page) -> None:
    """Two pages, each shown because of an answer given on the other, and no dates."""
    editor.goto("/admin/surveys/survey/new/")
    editor.get_by_label("Title").first.fill("Feeling safe")
    editor.get_by_label("Address").fill("feeling-safe")
    editor.get_by_label("Urdu").check()
    editor.get_by_role("tab", name="Questions").click()
    ask(editor, 0, "Your street", "Do you feel safe?", ["Yes", "No"])
    ask(editor, 1, "Your evenings", "Do you go out in the evening?", ["Often", "Never"])
    show_only_when(editor, 0, "Do you go out in the evening?", "Never")
    show_only_when(editor, 1, "Do you feel safe?", "No")
    insert(editor, "", "Equality questions")
    editor.get_by_role("button", name="Create").click()
    expect(editor.get_by_text("Survey 'Feeling safe' created.")).to_be_visible()


def mend(editor: Page) -> None:
    """Take one of the two conditions away, and say the dates."""
    editor.get_by_role("link", name=re.compile("^Page 1 “Your street”")).click()
    expect(field(editor, "0/title")).to_be_visible()
    page_settings(editor, 0)
    part(editor, "0/show_when/conditions").get_by_role("button", name="Delete").click()
    editor.get_by_role("tab", name="Dates and readers").click()
    editor.get_by_label("Last day to answer").fill(in_days(30))
    editor.get_by_label("Results and our answer to them appear by").fill(in_days(60))
    editor.keyboard.press("Escape")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("Survey 'Feeling safe' updated.")).to_be_visible()


def preview(editor: Page) -> None:
    """See the draft as a respondent will."""
    editor.goto("/surveys/feeling-safe/preview/")
    expect(editor.get_by_text("nothing is kept")).to_be_visible()
    editor.get_by_role("button", name="Begin").click()
    editor.get_by_role("button", name="Continue").click()
    expect(editor.get_by_role("group", name="Do you feel safe?")).to_be_visible()


def answer_in_urdu(browser: Page) -> None:
    """Say that one is not safe, and send it: a page is shown that others do not see."""
    browser.goto("/surveys/feeling-safe/?language=ur")
    browser.get_by_role("button", name="شروع کریں").click()
    browser.locator(".survey-actions .govuk-button").click()
    expect(browser.locator("html")).to_have_attribute("dir", "rtl")
    browser.get_by_role("group", name="کیا آپ محفوظ محسوس کرتے ہیں؟").get_by_label("No", exact=True).check()
    browser.locator(".survey-actions .govuk-button").click()
    expect(browser.get_by_role("group", name="Do you go out in the evening?")).to_be_visible()
    for _ in range(2 + len(standard_sets())):
        browser.locator(".survey-actions .govuk-button").click()
    expect(browser).to_have_url(re.compile("/surveys/feeling-safe/thanks/"))


def test_a_survey_is_built_mended_translated_published_answered_closed_and_counted(
    staff_browser, no_javascript, axe, fits, monkeypatch
):
    monkeypatch.setattr(steps, "LONGEST_WAIT", 0)  # a browser that is driven answers faster than anybody reads
    editor = staff_browser(StaffRole.EDITOR)
    expect(editor.get_by_text("There are no surveys to display")).to_be_visible()
    write_the_questions(editor)
    editor.get_by_role("link", name="Check and publish").first.click()
    expect(editor.get_by_role("heading", name="3 things to mend first")).to_be_visible()
    expect(editor.get_by_text("These wait for each other")).to_have_count(1)
    expect(editor.get_by_text("A survey without a closing date is not published.")).to_be_visible()
    expect(editor.get_by_role("button", name="Publish and open the survey")).to_have_count(0)
    axe(editor)

    mend(editor)
    editor.get_by_role("link", name="Translations").first.click()
    editor.get_by_role("link", name="Urdu").click()
    editor.get_by_label("Question in Urdu").first.fill("کیا آپ محفوظ محسوس کرتے ہیں؟")
    axe(editor)
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("1 of 9 texts are done.")).to_be_visible()
    editor.set_viewport_size({"width": 320, "height": 640})
    fits(editor)

    preview(editor)
    approver = staff_browser(StaffRole.APPROVER)
    approver.get_by_role("button", name="More options for 'Feeling safe'").click()
    approver.get_by_role("link", name="Check and publish").click()
    expect(approver.get_by_text("Nothing stands in the way of publishing.")).to_be_visible()
    expect(approver.get_by_text("How old are you?")).to_be_visible()
    axe(approver)
    approver.set_viewport_size({"width": 320, "height": 640})
    fits(approver)
    approver.get_by_role("button", name="Publish and open the survey").click()
    expect(approver.get_by_text("The survey is open.")).to_be_visible()

    survey = Survey.objects.get()
    version = survey.versions.get()
    assert (survey.status_at(timezone.now()), version.words["ur"]["q.do_you_feel_safe.label"]) == (
        "open",
        "کیا آپ محفوظ محسوس کرتے ہیں؟",
    )
    asked = questionnaire_of(version)
    assert [page.rule for page in asked.pages[:2]] == [
        None,
        {"op": "any", "question": "do_you_feel_safe", "values": ["no"]},
    ]
    assert [question.equality for question in asked.questions()][2:] == [*standard_sets()]

    answer_in_urdu(no_javascript)
    for _ in range(19):
        submit(
            survey=survey,
            version=version,
            paper=begun_paper(survey, answers={"do_you_feel_safe": "yes"}),
            at=timezone.now(),
        )
    approver.set_viewport_size({"width": 1280, "height": 1000})
    approver.goto(f"/admin/surveys/survey/{survey.pk}/close/")
    approver.get_by_role("button", name="Close it now").click()
    expect(approver.get_by_text("closed")).not_to_have_count(0)
    analyst = staff_browser(StaffRole.ANALYST)
    analyst.goto(f"/admin/surveys/results/{survey.pk}/")
    analyst.get_by_role("button", name="Count the answers").click()
    expect(analyst.get_by_role("heading", name="Being counted…")).to_be_visible()
    count_what_is_asked()  # as the worker does; the page looks again by itself
    expect(analyst.get_by_text("About 20 people answered.")).to_be_visible()
    expect(analyst.get_by_role("img", name="Chart: Do you feel safe?")).to_be_visible()


def test_a_survey_is_never_made_less_private_whatever_a_page_is_changed_to(staff_browser, axe, fits):
    survey = launched_survey(mode=Mode.ANONYMOUS)
    approver = staff_browser(StaffRole.APPROVER)
    approver.goto(f"/admin/surveys/survey/{survey.pk}/more-private/")
    expect(approver.get_by_label("Named. People sign in")).to_have_count(0)
    approver.get_by_label("Counted only.").check()
    approver.get_by_label("I know that what is taken away cannot be brought back").check()
    approver.locator("input[name=mode]:checked").evaluate(
        "(field, mode) => { field.value = mode }", str(Mode.NAMED.value)
    )
    approver.get_by_role("button", name="Make it more private").click()
    expect(approver.get_by_text("so a survey is only ever made more private.")).to_be_visible()
    axe(approver)
    approver.set_viewport_size({"width": 320, "height": 640})
    fits(approver)
    assert Survey.objects.get(pk=survey.pk).mode == Mode.ANONYMOUS


def test_the_words_of_a_closed_survey_are_mended_by_two_people(staff_browser, axe):
    survey = draft_survey()
    publish(survey=survey, by=None, at=timezone.now())
    close_survey(survey=survey, by=None, at=timezone.now())
    editor, approver = staff_browser(StaffRole.EDITOR), staff_browser(StaffRole.APPROVER)
    editor.goto(f"/admin/surveys/survey/edit/{survey.pk}/")
    expect(editor.get_by_text("So can the words of its questions")).to_be_visible()
    editor.get_by_role("tab", name="Questions").click()
    field(editor, "0/questions/0/label").fill("Do you feel safe at home?")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("until an approver mends them")).to_be_visible()

    approver.goto(f"/admin/surveys/survey/{survey.pk}/publish/")
    expect(approver.get_by_text("The words of its questions can still be mended")).to_be_visible()
    expect(approver.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    axe(approver)
    approver.get_by_label("Reason").fill("A slip")
    approver.get_by_role("button", name="Mend the words").click()
    expect(approver.get_by_text("1 text is mended.")).to_be_visible()
    assert survey.versions.get().words["en"]["q.safe.label"] == "Do you feel safe at home?"
