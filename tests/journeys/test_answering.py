"""People answer a survey: on a phone, without a script, right to left, with a code to come back; and leave in time."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from people.models import Helpline
from surveys.models import AnonymousResponse, HeldText, Mode, NamedResponse, SavedPaper
from surveys.responses.operations import make_codes
from surveys.responses.views import steps
from tests.factories import PersonFactory, launched_survey, publish_version
from tests.factories.surveys import ANSWERS, SMALL, WORDS
from tests.visitors import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unhurried(monkeypatch):
    """A browser that is driven answers faster than anybody reads."""
    monkeypatch.setattr(steps, "LONGEST_WAIT", 0)


@pytest.fixture
def survey(unhurried):
    Helpline.objects.create(name="Emergency services", phone="999", is_emergency=True)
    Helpline.objects.create(name="Somebody to talk to", description="Day and night", phone="0800 000 0000")
    return launched_survey(reviewer=PersonFactory(), languages=["pl", "pa", "ur"])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def go_on(page: Page) -> None:
    """Press the large button, in whatever language."""
    page.locator(".survey-actions .govuk-button").click()


def choose(page: Page, question: str, option: str) -> None:
    page.get_by_role("group", name=question).get_by_label(option, exact=True).check()


def at_places(page: Page, survey) -> None:
    """Begin, say that one is not safe, and stand at the page that follows."""
    page.goto(f"/surveys/{survey.slug}/")
    press(page, "Begin")
    press(page, "Continue")
    choose(page, "Do you feel safe where you live?", "No")
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Places")).to_be_visible()


def test_on_a_small_phone_every_page_fits_and_the_answers_arrive(survey, phone, axe, fits):
    def look():
        axe(phone)
        fits(phone)

    phone.goto("/surveys/")
    look()
    phone.get_by_role("link", name="How safe you feel", exact=True).click()
    expect(phone).to_have_title("Questions")
    look()
    press(phone, "Begin")
    look()
    press(phone, "Continue")
    look()
    choose(phone, "Do you feel safe where you live?", "No")
    press(phone, "Continue")
    expect(phone).to_have_title("Questions: part 2 of 5")
    expect(phone.get_by_role("heading", name="You do not have to stay with this alone")).to_be_visible()
    choose(phone, "You said No. Where do you not feel safe?", "None of these")
    choose(phone, "You said No. Where do you not feel safe?", "In the street")  # takes the other's place
    choose(phone, "You said No. Where do you not feel safe?", "Online")
    look()
    press(phone, "Continue")
    phone.get_by_label("2", exact=True).check()
    choose(phone, "Family", "Often")
    choose(phone, "Friends", "Never")
    phone.get_by_label("Clubs").select_option("1")
    phone.get_by_label("School").select_option("2")
    look()
    press(phone, "Continue")
    choose(phone, "How old are you?", "Under 16")
    years = phone.get_by_role("textbox", name="For how many years have you lived here?")
    years.fill("lots")
    press(phone, "Continue")
    phone.get_by_role("link", name="Write a whole number, like 12").click()
    expect(years).to_be_focused()
    look()
    years.fill("12")
    press(phone, "Continue")
    phone.get_by_role("textbox").fill(ANSWERS["more"])
    phone.get_by_label("You may show these words to others").check()
    look()
    press(phone, "Continue")
    expect(phone.get_by_role("heading", name="Check your answers")).to_be_visible()
    look()
    press(phone, "Send my answers")
    expect(phone.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()
    look()
    assert AnonymousResponse.objects.get().answers == {key: said for key, said in ANSWERS.items() if key != "more"}
    assert HeldText.objects.get().may_be_quoted
    assert phone.context.cookies() == []


def test_without_a_script_all_of_it_works_with_the_keyboard_alone(survey, no_javascript):
    page = no_javascript
    page.goto(f"/surveys/{survey.slug}/")

    def tab_to(locator) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if locator.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"The Tab key does not come to {locator}")

    tab_to(page.get_by_text("Get help", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("header").get_by_text("Somebody to talk to", exact=True)).to_be_visible()
    for title in ("Begin", "Continue"):
        tab_to(page.get_by_role("button", name=title, exact=True))
        page.keyboard.press("Enter")
    tab_to(page.locator("#q-safe"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # in a field, Enter goes on and never back
    expect(page.get_by_role("heading", name="Hopes")).to_be_visible()
    page.locator("#q-order").or_(page.get_by_label("Clubs")).first.focus()
    tab_to(page.get_by_role("button", name="Continue", exact=True))
    page.keyboard.press("Enter")
    years = page.get_by_role("textbox", name="For how many years")
    tab_to(years)
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your own words")).to_be_visible()
    tab_to(page.get_by_role("button", name="Continue", exact=True))
    page.keyboard.press("Enter")
    tab_to(page.get_by_role("button", name="Send my answers", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()
    kept = AnonymousResponse.objects.get().answers
    assert (kept["safe"], kept["years"], kept["hope"]) == ("yes", 12, "~skipped")


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("pa", "ltr"), ("pl", "ltr")])
def test_in_another_language_every_page_is_said_in_it_from_its_own_side(survey, phone, axe, fits, language, direction):
    def look():
        html = phone.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction)
        axe(phone)
        fits(phone)

    phone.goto(f"/surveys/{survey.slug}/")
    phone.locator(f".survey-languages a[lang={language}]").click()
    look()
    go_on(phone)
    look()
    go_on(phone)
    phone.locator("#q-safe-no").check()
    look()
    for _ in range(2):
        go_on(phone)
        look()
    go_on(phone)
    phone.locator("#q-years").fill("x")
    go_on(phone)
    expect(phone.locator(".govuk-error-summary")).to_be_visible()
    look()
    phone.locator("#q-years").fill("۱۲" if language == "ur" else "12")
    go_on(phone)
    look()
    phone.locator("button[value=save]").click()
    look()
    phone.locator("button[value=stay]").click()
    go_on(phone)
    look()
    go_on(phone)
    expect(phone.locator(".done-panel")).to_be_visible()
    look()
    phone.goto(f"/surveys/{survey.slug}/kept/?language={language}")
    look()
    assert AnonymousResponse.objects.get().answers["years"] == 12


def test_somebody_leaves_and_goes_on_another_day_with_their_code(survey, phone, new_context, axe, fits):
    at_places(phone, survey)
    choose(phone, "You said No.", "Online")
    press(phone, "Save and come back later")
    axe(phone)
    fits(phone)
    code = phone.locator(".survey-saved__code").inner_text()
    phone.emulate_media(media="print")
    expect(phone.locator(".survey-saved__code")).to_be_visible()
    expect(phone.locator("header")).to_be_hidden()
    other = new_context().new_page()
    other.goto(f"/surveys/{survey.slug}/")
    other.get_by_role("link", name="I have a code to go on where I stopped").click()
    other.get_by_label("Your code").fill("0000-0000")
    press(other, "Continue")
    expect(other.get_by_role("link", name=re.compile("We have nothing saved under this code"))).to_be_visible()
    axe(other)
    other.get_by_label("Your code").fill(code.lower())
    press(other, "Continue")
    expect(other.get_by_label("Online")).to_be_checked()
    for _ in range(4):
        press(other, "Continue")
    press(other, "Send my answers")
    expect(other.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()
    assert AnonymousResponse.objects.get().answers["where"] == ["online"]
    assert not SavedPaper.objects.exists()


def test_going_back_to_change_an_answer_drops_what_it_led_to(survey, page):
    at_places(page, survey)
    choose(page, "You said No.", "Online")
    press(page, "Continue")
    press(page, "Back")
    expect(page.get_by_label("Online")).to_be_checked()
    for _ in range(4):
        press(page, "Continue")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    page.get_by_role("button", name="Change Do you feel safe where you live?").click()
    choose(page, "Do you feel safe where you live?", "Yes")
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_text("Where do you not feel safe?")).to_have_count(0)
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()
    assert "where" not in AnonymousResponse.objects.get().answers


@pytest.fixture
def exit_here(live_server):
    """The safe page is on this server, since a journey may ask nothing of another."""
    from cms.navigation.models import Navigation

    setting = Navigation.load()
    setting.exit_address = f"{live_server.url}/health/"
    setting.save()
    return re.compile("/health/$")


@pytest.mark.parametrize("way", ["click", "keys"])
def test_one_press_leaves_and_back_does_not_bring_the_answers_back(survey, exit_here, page, way):
    page.goto("/surveys/")
    at_places(page, survey)
    choose(page, "You said No.", "Online")
    entries = page.evaluate("history.length")
    if way == "click":
        page.get_by_role("button", name="Emergency Exit this page").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    expect(page).to_have_url(exit_here)
    assert page.evaluate("history.length") == entries  # it took the place of the page that was left
    with suppress(Error):  # a browser may show that it has nothing to show
        page.go_back()
    expect(page).not_to_have_url(exit_here)
    expect(page.get_by_label("Online")).to_have_count(0)
    expect(page.get_by_text("Where do you not feel safe?")).to_have_count(0)


def test_without_a_script_the_way_out_is_a_link(survey, exit_here, no_javascript):
    at_places(no_javascript, survey)
    no_javascript.get_by_text("Exit this page").click()
    expect(no_javascript).to_have_url(exit_here)


def test_help_opens_on_every_page_without_losing_an_answer(survey, phone, axe, fits):
    at_places(phone, survey)
    choose(phone, "You said No.", "At school")
    phone.locator("header").get_by_text("Get help", exact=True).click()
    expect(phone.locator("header").get_by_text("Somebody to talk to", exact=True)).to_be_visible()
    expect(phone.get_by_role("button", name="Emergency Exit this page")).to_be_in_viewport()
    axe(phone)
    fits(phone)
    expect(phone.get_by_label("At school")).to_be_checked()


# Every refusal, as somebody meets it


def test_who_is_too_fast_looks_once_more_and_sends_again(monkeypatch, page, axe):
    survey = launched_survey()
    monkeypatch.setattr(steps, "LONGEST_WAIT", 10_000)
    monkeypatch.setattr(steps, "LEAST_SECONDS_A_QUESTION", 10_000)
    page.goto(f"/surveys/{survey.slug}/")
    press(page, "Begin")
    for _ in range(5):
        press(page, "Continue")
    press(page, "Send my answers")
    expect(page.get_by_role("alert")).to_contain_text("That was quick.")
    axe(page)
    monkeypatch.setattr(steps, "LEAST_SECONDS_A_QUESTION", 0)
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()


def test_a_page_that_was_tampered_with_says_so_with_a_way_on(survey, page, axe):
    at_places(page, survey)
    page.locator("input[name=paper]").evaluate("field => { field.value = field.value.slice(0, -9) + 'AAAAAAAA=' }")
    press(page, "Continue")
    expect(page.get_by_role("heading", name="We could not open your page")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Go to the start").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


def test_a_form_that_is_replayed_a_spent_code_and_a_survey_that_closed_are_each_explained(unhurried, page, axe):
    survey = launched_survey(is_by_invitation=True)
    [code] = make_codes(survey, 1)
    page.goto(f"/surveys/{survey.slug}/")
    page.get_by_label("Your printed code").fill("ABCD-EFGH")
    press(page, "Begin")
    expect(page.get_by_role("link", name=re.compile("This code does not open these questions"))).to_be_visible()
    axe(page)
    page.get_by_label("Your printed code").fill(code)
    press(page, "Begin")
    for _ in range(5):
        press(page, "Continue")
    paper = page.locator("input[name=paper]").input_value()
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()

    page.goto(f"/surveys/{survey.slug}/")
    page.locator("form").evaluate(
        """(form, paper) => {
          form.innerHTML = '<input name="paper"><input name="action" value="send"><button>Again</button>';
          form.paper.value = paper;
        }""",
        paper,
    )
    press(page, "Again")
    expect(page.get_by_role("heading", name="We have these answers already")).to_be_visible()
    axe(page)
    page.goto(f"/surveys/{survey.slug}/")
    page.get_by_label("Your printed code").fill(code)
    press(page, "Begin")
    expect(page.get_by_text("This code has been used, and each code works only once.")).to_be_visible()
    axe(page)

    open_to_all = launched_survey()
    page.goto(f"/surveys/{open_to_all.slug}/")
    press(page, "Begin")
    open_to_all.closed_at = open_to_all.launched_at
    open_to_all.save()
    press(page, "Continue")
    expect(page.get_by_role("heading", name="These questions are closed")).to_be_visible()
    expect(page.get_by_text("What you had filled in was not sent.")).to_be_visible()
    axe(page)
    assert AnonymousResponse.objects.count() == 1


def test_a_page_of_an_older_version_is_taken_to_its_end(survey, page):
    at_places(page, survey)
    publish_version(survey, questionnaire=SMALL, words=WORDS)
    for _ in range(4):
        press(page, "Continue")
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()
    assert AnonymousResponse.objects.get().version.number == 1


def test_where_names_are_kept_somebody_signs_in_and_is_told_so_twice(unhurried, page, axe, fits):
    person = PersonFactory(name="Ama Example")
    survey = launched_survey(mode=Mode.NAMED)
    page.goto(f"/surveys/{survey.slug}/")
    expect(page.get_by_role("heading", name="Your name is kept with your answers")).to_be_visible()
    axe(page)
    sign_in(page, person, to=page.get_by_role("button", name="Sign in and begin").get_attribute("href"))
    expect(page.get_by_text("You are signed in as Ama Example.")).to_be_visible()
    axe(page)
    fits(page)
    press(page, "Begin")
    for _ in range(5):
        press(page, "Continue")
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you. We have your answers")).to_be_visible()
    assert NamedResponse.objects.get().person == person


def test_a_code_of_ones_own_is_asked_for_with_a_way_to_make_it(unhurried, phone, axe, fits):
    survey = launched_survey(mode=Mode.PAIRED)
    phone.goto(f"/surveys/{survey.slug}/")
    press(phone, "Begin")
    expect(
        phone.get_by_role("link", name="Choose whether you are answering before or after the course")
    ).to_be_visible()
    axe(phone)
    fits(phone)
    phone.get_by_label("Before the course").check()
    phone.get_by_label("Your own code").fill("LE07ST")
    press(phone, "Begin")
    expect(phone.get_by_role("heading", name="If you need to leave quickly")).to_be_visible()
