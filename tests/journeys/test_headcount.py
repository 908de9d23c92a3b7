"""A facilitator records headcounts on a phone: in a hall with a signal, then in one without, and a month at a desk."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from people.accounts.policies import StaffRole
from tests.factories import (
    HeadcountFactory,
    LocalAuthorityFactory,
    OrganisationFactory,
    RoleGroupFactory,
    TopicFactory,
    staff_member,
)
from tests.sign_in import sign_in
from tests.workers import wait_until
from training.models import Headcount, HeadcountLine, SignInSheet

pytestmark = pytest.mark.django_db(transaction=True)
JPEG_IN_BASE64 = "/9j/4AAQSkZJRg"


@pytest.fixture
def facilitator(wagtail_site):
    TopicFactory(name="Whole-year assembly"), TopicFactory(name="Knife arch"), RoleGroupFactory()
    OrganisationFactory(name="Elm Primary School", kind__name="Primary school", kind__sector__name="Education: primary")
    LocalAuthorityFactory(name="Example Area")
    return staff_member(StaffRole.FACILITATOR, name="Fay Facilitator")


@pytest.fixture
def signed_in(facilitator, live_server):
    """Signs the facilitator in on a device."""

    def on(page: Page) -> Page:
        session = sign_in(Client(), facilitator).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url, "httpOnly": True}])
        return page

    return on


@pytest.fixture
def used_before(facilitator):
    school = OrganisationFactory(name="Oak High School")
    return HeadcountFactory(recorded_by=facilitator, organisation=school, counts={"year_9": 11})


def counted(uid=None):
    """The numbers of the latest headcount."""
    return {line.audience: line.number for line in Headcount.objects.latest("pk").lines.all()}


def test_an_assembly_is_recorded_in_a_few_taps_undone_and_recorded_again(phone: Page, signed_in, axe, fits):
    page = signed_in(phone)
    page.goto("/headcounts/")
    page.get_by_role("button", name="Record a headcount").click()
    axe(page)
    fits(page)
    page.get_by_label("Find a school or other place").press_sequentially("elm")
    page.get_by_role("radio", name="Elm Primary School").check()
    expect(page.get_by_label("Year 5")).to_be_visible()
    expect(page.get_by_label("Year 9")).to_be_hidden()
    page.get_by_role("radio", name="Whole-year assembly").check()
    page.get_by_label("Year 5").fill("58")
    page.get_by_label("Year 6").fill("61")
    expect(page.locator("[data-total]")).to_have_text("119 people")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Saved: 119 people at Elm Primary School")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back: Elm Primary School is not counted.")).to_be_visible()
    assert Headcount.objects.standing().count() == 0

    page.goto("/headcounts/new/")
    page.get_by_role("radio", name="Elm Primary School").check()
    page.get_by_role("radio", name="Whole-year assembly").check()
    page.get_by_label("Year 5").fill("57")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="The same again").click()
    expect(page.get_by_role("radio", name="Elm Primary School")).to_be_checked()
    expect(page.get_by_label("Year 5")).to_have_value("")
    assert counted() == {"year_5": 57}


def test_without_scripts_the_same_is_done_page_by_page(no_javascript: Page, signed_in):
    page = signed_in(no_javascript)
    page.goto("/headcounts/new/")
    page.get_by_label("Find a school or other place").fill("elm")
    page.get_by_role("button", name="Find a place").click()
    page.get_by_role("radio", name="Elm Primary School").check()
    page.get_by_role("radio", name="Knife arch").check()
    page.get_by_text("Pupils: Nursery to Year 6").click()
    page.get_by_label("Year 6").fill("30")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("heading", name="Saved: 30 people at Elm Primary School")).to_be_visible()


def ready(page: Page) -> None:
    """Open the page with a connection, until it opens without one."""
    page.goto("/headcounts/new/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def ready_without_a_signal(page: Page) -> None:
    ready(page)
    page.context.set_offline(True)
    page.goto("/headcounts/new/")


def signal_is_back(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def test_in_a_hall_without_a_signal_headcounts_wait_and_are_sent_once_there_is_one(
    phone: Page, signed_in, used_before, axe, fits
):
    page = signed_in(phone)
    ready_without_a_signal(page)
    expect(page.get_by_text("No signal just now.")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the place, or “Somewhere else”.")
    axe(page)

    page.get_by_role("radio", name="Oak High School").check()
    page.get_by_role("radio", name="Whole-year assembly").check()
    page.get_by_label("Year 9").fill("180")
    page.get_by_label("Notes for staff").fill("A pupil asked for help")
    photo = page.get_by_label("Photo of the sign-in sheet")
    photo.set_input_files({"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("This device cannot read that photo.")
    photo.set_input_files({"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": large_photo()})
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept on this device: 180 people at Oak High School, with its photo.")).to_be_visible()
    expect(photo).to_have_value("")

    page.get_by_label("Somewhere else").check()
    page.get_by_label("Name of the place").fill("Example Park")
    page.get_by_label("Which area is it in?").select_option("Example Area")
    page.get_by_label("11 to 15").fill("40")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("2 headcounts wait on this device to be sent.")).to_be_visible()
    axe(page)
    fits(page)
    kept = page.evaluate(ALL_THAT_IS_KEPT)
    assert ("A pupil asked" in kept, JPEG_IN_BASE64 in kept) == (False, False)
    page.reload()
    expect(page.get_by_text("2 headcounts wait on this device to be sent.")).to_be_visible()
    assert Headcount.objects.count() == 1

    signal_is_back(page)
    expect(page.get_by_text("Sent: 2 headcounts.")).to_be_visible()
    school, park = Headcount.objects.exclude(pk=used_before.pk).order_by("device_at")
    assert (school.where(), school.notes, park.where(), park.local_authority.name) == (
        "Oak High School", "A pupil asked for help", "Example Park", "Example Area",
    )  # fmt: skip
    assert counted() in ({"aged_11_15": 40}, {"year_9": 180})
    with school.sheet.file.open() as sheet:
        assert Image.open(sheet).size == (2000, 1500)
    assert SignInSheet.objects.count() == 1
    page.goto("/headcounts/")
    expect(page.get_by_role("heading", name="Example Park")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_hidden()


def large_photo():
    """As a phone takes it, with detail that no JPEG makes small."""
    made = io.BytesIO()
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(made, "JPEG")
    return made.getvalue()


# Every record of the device's database, as text; sealed bytes are read as letters too.
ALL_THAT_IS_KEPT = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("kept-headcounts");
    request.onsuccess = () => resolve(request.result);
  });
  const all = await Promise.all([...database.objectStoreNames].map((name) => new Promise((resolve) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  })));
  const text = (key, value) => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : value);
  return JSON.stringify(all, text);
}"""


def test_a_signal_that_goes_while_the_form_is_filled_in_loses_nothing(phone: Page, signed_in, used_before):
    page = signed_in(phone)
    ready(page)
    page.get_by_role("radio", name="Oak High School").check()
    page.get_by_role("radio", name="Whole-year assembly").check()
    page.get_by_label("Year 9").fill("175")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kept on this device: 175 people at Oak High School.")).to_be_visible()
    signal_is_back(page)
    wait_until(lambda: Headcount.objects.count() == 2, otherwise=lambda: page.content())
    assert counted() == {"year_9": 175}


def test_what_the_site_does_not_take_stays_with_the_reason_until_it_is_removed(
    phone: Page, signed_in, used_before, facilitator, axe, fits
):
    page = signed_in(phone)
    ready_without_a_signal(page)
    page.get_by_role("radio", name="Oak High School").check()
    page.get_by_role("radio", name="Knife arch").check()
    page.get_by_label("Year 9").fill("20")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("One headcount waits on this device")).to_be_visible()
    TopicFactory(name="Knife arch").delete()
    signal_is_back(page)
    refused = "20 people at Oak High School. Not taken: We do not know this topic any more. Choose another."
    expect(page.get_by_text(refused)).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("It was not sent, and nobody else has it.")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Keep it here").click()
    expect(page.get_by_text(refused)).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove for good").click()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert Headcount.objects.count() == 1


def kept_without_a_signal(page: Page, topic: str, number: str, more: str = "") -> None:
    page.get_by_role("radio", name="Oak High School").check()
    page.get_by_role("radio", name=topic).check()
    page.get_by_label("Year 9").fill(number)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(f"Kept on this device: {number} people at Oak High School{more}.")).to_be_visible()


def test_one_that_cannot_be_sent_keeps_no_other_back_and_is_put_right(phone: Page, signed_in, used_before):
    page = signed_in(phone)
    ready_without_a_signal(page)
    for topic, number in (("Knife arch", "21"), ("Knife arch", "22"), ("Whole-year assembly", "23")):
        kept_without_a_signal(page, topic, number)
    # Whatever it is that the server stumbles over, or does not read: that one waits, and the others are taken.
    wrong = {21: 500, 22: 400}

    def answer(route) -> None:
        numbers = {each["lines"][0]["number"] for each in route.request.post_data_json["headcounts"]}
        found = [status for number, status in wrong.items() if number in numbers]
        route.fulfill(status=found[0], body="{}") if found else route.continue_()

    page.route("**/headcounts/send/", answer)
    signal_is_back(page)
    expect(page.get_by_text("22 people at Oak High School. Not taken: The site could not read it.")).to_be_visible()
    expect(page.get_by_text("One headcount waits on this device to be sent. The site could not take")).to_be_visible()
    wait_until(lambda: Headcount.objects.count() == 2, otherwise=lambda: page.content())
    assert counted() == {"year_9": 23}

    page.unroute("**/headcounts/send/")
    page.goto("/headcounts/")
    expect(page.get_by_text("22 people at Oak High School. Not taken")).to_be_visible()
    page.get_by_role("link", name="Put it right").click()
    expect(page.get_by_text("You are putting right: 22 people at Oak High School.")).to_be_visible()
    expect(page.get_by_role("radio", name="Knife arch")).to_be_checked()
    expect(page.get_by_role("radio", name="Oak High School")).to_be_checked()
    expect(page.get_by_label("Year 9")).to_have_value("22")
    page.get_by_label("Year 9").fill("24")
    page.get_by_role("button", name="Save").last.click()
    wait_until(lambda: Headcount.objects.count() == 4, otherwise=lambda: page.content())
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert sorted(line.number for line in HeadcountLine.objects.all()) == [11, 21, 23, 24]


def test_several_that_the_site_stumbles_over_are_sent_after_the_others(phone: Page, signed_in, used_before):
    page = signed_in(phone)
    ready_without_a_signal(page)
    for number in ("21", "22", "23", "24"):
        kept_without_a_signal(page, "Knife arch", number)
    photo = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": large_photo()}
    page.get_by_label("Photo of the sign-in sheet").set_input_files(photo)
    kept_without_a_signal(page, "Knife arch", "25", ", with its photo")

    def answer(route) -> None:
        numbers = {each["lines"][0]["number"] for each in route.request.post_data_json["headcounts"]}
        route.fulfill(status=500, body="{}") if numbers & {21, 22, 23} else route.continue_()

    page.route("**/headcounts/send/", answer)
    signal_is_back(page)
    expect(page.get_by_text("5 headcounts wait on this device to be sent. The site could not take")).to_be_visible()
    page.goto("/headcounts/new/")
    expect(page.get_by_text("3 headcounts wait on this device to be sent. The site could not take")).to_be_visible()
    assert sorted(line.number for line in HeadcountLine.objects.all()) == [11, 24, 25]


def test_whoever_records_another_instead_of_putting_one_right_overwrites_nothing(
    phone: Page, signed_in, used_before, axe, fits
):
    page = signed_in(phone)
    ready_without_a_signal(page)
    kept_without_a_signal(page, "Knife arch", "20")
    page.route("**/headcounts/send/", lambda route: route.fulfill(status=400, body="{}"))
    signal_is_back(page)
    page.get_by_role("link", name="Put it right").click()
    putting_right = page.get_by_role("group", name="You are putting right: 20 people at Oak High School.")
    expect(putting_right).to_be_visible()
    axe(page)
    fits(page)
    putting_right.get_by_role("button", name="Leave it as it was").click()
    expect(putting_right).to_be_hidden()
    expect(page.get_by_label("Year 9")).to_have_value("")
    page.unroute("**/headcounts/send/")
    kept_without_a_signal(page, "Whole-year assembly", "30")
    wait_until(lambda: Headcount.objects.count() == 2, otherwise=lambda: page.content())
    assert counted() == {"year_9": 30}
    expect(page.get_by_text("20 people at Oak High School. Not taken")).to_be_visible()


def test_a_place_used_long_ago_is_found_without_a_signal(phone: Page, signed_in, facilitator, axe, fits):
    for number in range(40):
        school = OrganisationFactory(name=f"School {number:02}", postcode=f"B{number} 1AA")
        HeadcountFactory(recorded_by=facilitator, organisation=school)
    page = signed_in(phone)
    ready_without_a_signal(page)
    expect(page.get_by_role("radio", name="School 39")).to_be_visible()
    expect(page.get_by_role("radio", name="School 01")).to_be_hidden()
    axe(page)
    page.get_by_label("Find a place that you used before").fill("school 01")
    page.get_by_role("radio", name="School 01").check()
    page.get_by_label("Find a place that you used before").fill("nowhere")
    expect(page.get_by_text("No place that you used before matches.")).to_be_visible()
    expect(page.get_by_role("radio", name="School 01")).to_be_checked()
    axe(page)
    fits(page)


def test_signing_out_warns_of_headcounts_that_were_not_sent(phone: Page, signed_in, used_before, axe):
    page = signed_in(phone)
    ready_without_a_signal(page)
    kept_without_a_signal(page, "Knife arch", "20")
    page.route("**/headcounts/send/", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("and they are sent if there is a signal, or put right")).to_be_visible()
    expect(page.get_by_text("A register: send it first")).to_be_hidden()
    axe(page)
    page.unroute("**/headcounts/send/")
    page.get_by_role("link", name="open your headcounts").click()
    expect(page.get_by_role("heading", name="Oak High School")).to_have_count(2)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "logout" not in url)


def test_somebody_else_who_signs_in_on_the_phone_sends_nothing_of_it(
    phone: Page, signed_in, used_before, live_server, facilitator
):
    page = signed_in(phone)
    ready_without_a_signal(page)
    page.get_by_role("radio", name="Oak High School").check()
    page.get_by_role("radio", name="Whole-year assembly").check()
    page.get_by_label("Year 9").fill("20")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("One headcount waits on this device")).to_be_visible()
    other = sign_in(Client(), staff_member(StaffRole.FACILITATOR)).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": other, "url": live_server.url, "httpOnly": True}])
    page.context.set_offline(False)
    page.goto("/headcounts/")
    expect(page.get_by_text("Somebody else is signed in. They are sent once you are.")).to_be_visible()
    assert Headcount.objects.count() == 1
    signed_in(page)
    page.goto("/headcounts/")
    expect(page.get_by_role("heading", name="Oak High School")).to_have_count(2)


def test_a_month_is_uploaded_from_a_desk(page: Page, signed_in, axe):
    signed_in(page)
    page.goto("/headcounts/")
    page.get_by_role("link", name="Upload a whole month").click()
    axe(page)
    today = timezone.localdate().isoformat()

    def choose(number: str) -> None:
        rows = f"Date,Place,Topic,Year 6\n{today},Elm Primary School,Knife arch,{number}\n"
        file = {"name": "month.csv", "mimeType": "text/csv", "buffer": rows.encode()}
        page.get_by_label("Your spreadsheet").set_input_files(file)
        page.get_by_role("button", name="Check the file").click()

    choose("many")
    expect(page.get_by_text("Row 2, Year 6: write a whole number up to 5,000, or nothing.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Choose the file again").click()
    choose("60")
    axe(page)
    page.get_by_role("button", name="Save this headcount").click()
    expect(page.get_by_text("Saved: 1 headcount recorded, 60 people.")).to_be_visible()
    assert counted() == {"year_6": 60}
