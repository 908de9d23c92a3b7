"""A facilitator marks a register in a hall without a signal, on a phone, and nothing of it stays there afterwards."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from people.accounts.policies import StaffRole
from people.models import Person
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    staff_member,
)
from tests.sign_in import sign_in
from training.attendance.operations import close_register
from training.models import Attendance, Booking, Claim, Session

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["Amira Khan", "Bogdan Nowak", "Chidi Okafor", "Dilys Parry"]
PIN = "582913"


@pytest.fixture
def session(wagtail_site) -> Session:
    """A session that began ten minutes ago, with two facilitators and four people expected."""
    now = timezone.now()
    session = SessionFactory(starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(minutes=110))
    RoleFactory(name="Youth worker")
    session.facilitators.add(staff_member(StaffRole.FACILITATOR, name="Fay Cilitator"))
    session.facilitators.add(staff_member(StaffRole.FACILITATOR, name="Ottoline Quaye"))
    for name in NAMES:
        BookingFactory(session=session, person=PersonFactory(name=name))
    return session


@pytest.fixture
def phone_of(new_context, live_server):
    """Opens a phone on which somebody is signed in."""

    def open_device(name: str) -> Page:
        context = new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
        sign_in_on(context, name, live_server.url)
        return context.new_page()

    return open_device


def sign_in_on(context: BrowserContext, name: str, url: str) -> None:
    client = sign_in(Client(), Person.objects.get(name=name))
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url, "httpOnly": True}]
    )


def make_ready(page: Page, session: Session, pin: str = PIN) -> None:
    page.goto(f"/registers/{session.pk}/")
    page.get_by_label("Choose a PIN").fill(pin)
    page.get_by_label("Type it once more").first.fill(pin)
    page.get_by_role("button", name="Make it ready").click()
    expect(page.get_by_text("Works without a signal on this device")).to_be_visible()


def open_with(page: Page, pin: str) -> None:
    page.get_by_label("Your PIN").fill(pin)
    page.get_by_role("button", name="Open the register").click()


def person(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def bar(page: Page) -> Locator:
    """What stays in sight: how many are here, whether there is a connection, what waits."""
    return page.locator(".kept-bar")


def mark_in_part(page: Page, name: str, mark: str, minutes: str) -> None:
    row = person(page, name)
    row.get_by_role("button", name="Other marks").click()
    row.get_by_role("button", name=mark).click()
    row.get_by_label("Minutes attended").fill(minutes)
    row.get_by_role("button", name="Save").click()


def mark_otherwise(page: Page, name: str, mark: str) -> None:
    person(page, name).get_by_role("button", name="Other marks").click()
    person(page, name).get_by_role("button", name=mark, exact=True).click()


def add_walk_in(page: Page, name: str, email: str) -> None:
    page.get_by_role("button", name="Add a walk-in").click()
    page.get_by_label("Their name").fill(name)
    page.get_by_label("Their work email address").fill(email)
    page.get_by_label("Their role").select_option("Youth worker")
    page.get_by_label("Their organisation").fill("Corner Boxing Club")
    page.get_by_role("button", name="Add, and mark present").click()
    expect(person(page, name)).to_be_visible()


def standing() -> dict[str, tuple[str, int]]:
    """What the server holds of everybody."""
    return {each.booking.name: (each.status, each.minutes) for each in Attendance.objects.select_related("booking")}


# Everything that an origin can keep in a browser, read as a thief would who has the unlocked device in hand.
ALL_THAT_IS_KEPT = """async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  const text = (value) => JSON.stringify(value, (_, part) =>
    part instanceof ArrayBuffer || ArrayBuffer.isView(part) ? new TextDecoder("latin1").decode(part) : part);
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result); });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise((done) => {
        database.transaction(store).objectStore(store).getAll().onsuccess = (e) => done(e.target.result);
      });
      found.push(`${store} ${rows.length}`, text(rows));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(request.url, await (await cache.match(request)).text());
    }
  }
  return found;
}"""


def kept_on(page: Page) -> list[str]:
    return page.evaluate(ALL_THAT_IS_KEPT)


def assert_nobody_is_named_in(kept: list[str], *also: str) -> None:
    """No name, address or code of anybody, whole or in part, of those who attend or of those who run it."""
    secrets = {word for booking in Booking.objects.all() for word in (*booking.name.split(), booking.email)}
    secrets |= {booking.check_in_code for booking in Booking.objects.all()}
    secrets |= {
        word for someone in Person.objects.filter(is_staff=True) for word in (someone.email, *someone.name.split())
    }
    assert kept
    assert {secret for secret in secrets | set(also) for text in kept if secret in text} == set()


def close(session: Session, *, at: datetime) -> None:
    close_register(session=session, by=Person.objects.get(name="Fay Cilitator"), at=at, despite_unmarked=True)


def rows_kept_on(page: Page) -> list[str]:
    return [each for each in kept_on(page) if each.startswith(("registers ", "queue "))]


def assert_nothing_is_left_on(page: Page) -> None:
    assert rows_kept_on(page) == ["queue 0", "registers 0"]
    assert_nobody_is_named_in(kept_on(page))


def test_a_register_is_marked_without_a_signal_and_sent_when_it_is_back(session, phone_of, axe, fits):
    page = phone_of("Fay Cilitator")
    page.goto(f"/registers/{session.pk}/")
    expect(page.get_by_role("heading", name="Make it work without a signal")).to_be_visible()
    axe(page)
    make_ready(page, session)
    axe(page)
    assert_nobody_is_named_in(kept_on(page))

    page.context.set_offline(True)
    page.reload()
    axe(page)
    open_with(page, "111222")
    expect(page.get_by_text("That is not the PIN of this register. Nothing is lost")).to_be_visible()
    open_with(page, PIN)
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("4 to send")
    mark_in_part(page, "Bogdan Nowak", "Late", "95")
    mark_otherwise(page, "Chidi Okafor", "Absent, sent apologies")
    add_walk_in(page, "Eilidh Farquhar", "eilidh@example.org")
    mark_in_part(page, "Eilidh Farquhar", "Left early", "60")
    expect(bar(page)).to_contain_text("4 of 5 here")
    expect(bar(page)).to_contain_text("No signal")
    axe(page)
    fits(page)
    assert standing() == {}
    assert_nobody_is_named_in(kept_on(page), "Eilidh", "eilidh@example.org", "Boxing")

    page.reload()  # the phone was locked, or the browser pushed out of memory: what was marked is still there
    open_with(page, PIN)
    expect(bar(page)).to_contain_text("4 of 5 here")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    assert standing() == {
        "Amira Khan": ("present", 120),
        "Bogdan Nowak": ("late", 95),
        "Chidi Okafor": ("apology", 0),
        "Dilys Parry": ("present", 120),
        "Eilidh Farquhar": ("left_early", 60),
    }
    expect(person(page, "Eilidh Farquhar")).to_contain_text("Left early, 60 minutes")
    assert_nobody_is_named_in(kept_on(page))


def test_two_devices_that_marked_the_same_person_both_learn_of_it(session, phone_of):
    hers, his = phone_of("Fay Cilitator"), phone_of("Ottoline Quaye")
    for page in (hers, his):
        make_ready(page, session)
        page.context.set_offline(True)
    person(hers, "Amira Khan").get_by_role("button", name="Present").click()
    person(hers, "Dilys Parry").get_by_role("button", name="Present").click()
    mark_otherwise(his, "Amira Khan", "Absent")
    person(his, "Dilys Parry").get_by_role("button", name="Present").click()
    hers.context.set_offline(False)
    expect(bar(hers)).to_contain_text("all sent at")
    his.context.set_offline(False)
    expect(bar(his)).to_contain_text("all sent at")
    amira = Attendance.objects.get(booking__name="Amira Khan")
    assert (amira.is_disputed, amira.claims.count()) == (True, 2)
    assert not Attendance.objects.get(booking__name="Dilys Parry").is_disputed
    hers.get_by_role("button", name="Send now").click()
    expect(person(hers, "Amira Khan")).to_contain_text("Look at it together")
    expect(person(hers, "Dilys Parry")).not_to_contain_text("Look at it together")

    person(hers, "Amira Khan").get_by_role("button", name="Present").click()
    expect(person(hers, "Amira Khan")).not_to_contain_text("Look at it together")
    expect(bar(hers)).to_contain_text("all sent at")
    his.get_by_role("button", name="Send now").click()
    expect(person(his, "Amira Khan")).to_contain_text("Present,")
    amira.refresh_from_db()
    assert (amira.status, amira.is_disputed) == ("present", False)


def test_a_queue_of_five_hundred_sent_twice_gives_one_result(session, phone_of):
    Session.objects.filter(pk=session.pk).update(capacity=600)
    session.refresh_from_db()
    alike = {"role": RoleFactory(), "organisation": OrganisationFactory()}
    for number in range(500):
        BookingFactory(session=session, person=PersonFactory(name=f"Person {number:03}", **alike))
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    bodies = []
    page.on("request", lambda request: request.url.endswith("/claims/") and bodies.append(request.post_data_json))
    page.context.set_offline(True)
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("504 to send")
    # The first answer is lost on its way back: the device cannot know, and sends the same again.
    answers = iter([lambda route: (route.fetch(), route.abort())])
    page.route("**/claims/", lambda route: next(answers, lambda other: other.continue_())(route))
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/claims/")):
        page.context.set_offline(False)
    page.get_by_role("button", name="Send now").click()
    expect(bar(page)).to_contain_text("all sent at")
    sent = [claim["uid"] for body in bodies for claim in body["claims"]]
    assert (len(sent) > 504, len(set(sent))) == (True, 504)
    assert (Claim.objects.count(), Attendance.objects.filter(status="present").count()) == (504, 504)


def test_codes_are_answered_from_the_device_and_looked_up_later(session, phone_of):
    session.starts_at = timezone.now() - timedelta(minutes=2)  # nobody who arrives now is late
    session.save()
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    code = Booking.objects.get(name="Amira Khan").check_in_code
    page.get_by_role("button", name="Check in by code").click()

    def check_in(typed: str) -> None:
        page.get_by_label("Code from the confirmation").fill(typed)
        page.get_by_role("button", name="Check in", exact=True).click()

    check_in("abc")
    expect(page.get_by_text("Enter the eight letters and digits")).to_be_visible()
    check_in(code.lower().replace("-", " "))
    expect(page.get_by_text("Welcome")).to_be_visible()
    check_in("0000-0000")
    expect(page.get_by_text("Not on this list")).to_be_visible()
    check_in(code)
    expect(page.get_by_text("Already checked in at")).to_be_visible()
    expect(bar(page)).to_contain_text("3 to send")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    expect(page.get_by_text("Please look at these")).to_be_visible()
    assert standing() == {"Amira Khan": ("present", session.minutes())}
    assert {each.source for each in Claim.objects.all()} == {"scan"}


def test_after_the_register_is_closed_nothing_personal_stays_on_the_device(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("4 to send")
    page.reload()
    close(session, at=timezone.now() + timedelta(minutes=1))
    page.context.set_offline(False)
    expect(page.get_by_text("This register has been closed. Your PIN sends what waits here")).to_be_visible()
    open_with(page, PIN)
    expect(page.get_by_role("heading", name="This register is closed")).to_be_visible()
    expect(page.get_by_text("Amira Khan")).to_have_count(0)
    expect(page.get_by_text("No register is kept on this device.")).to_be_visible()
    assert {status for status, _ in standing().values()} == {"present"}
    assert_nothing_is_left_on(page)


def test_what_was_marked_after_the_register_was_closed_is_told_once_and_then_forgotten(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    close(session, at=timezone.now() - timedelta(minutes=1))
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="These could not be kept")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Amira Khan")).to_be_visible()
    assert standing() == {}
    assert_nothing_is_left_on(page)
    page.reload()
    expect(page.get_by_role("heading", name="This register is closed")).to_be_visible()
    expect(page.get_by_text("Amira Khan")).to_have_count(0)


def test_a_wrong_pin_costs_time_and_a_forgotten_one_nothing(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    page.context.set_offline(True)
    page.reload()
    for wrong in ("000001", "000002", "000003"):
        open_with(page, wrong)
        expect(page.get_by_text("That is not the PIN of this register")).to_be_visible()
    expect(page.get_by_text("You can try again in")).to_be_visible()
    expect(page.get_by_role("button", name="Open the register")).to_be_disabled()
    page.context.set_offline(False)
    expect(person(page, "Amira Khan")).to_be_visible()  # connected and signed in: the server gives the key


@pytest.mark.parametrize("pin", ["12345", "123456", "777777", "654321", "abcdef"])
def test_a_pin_that_is_easily_guessed_is_not_taken(session, phone_of, pin):
    page = phone_of("Fay Cilitator")
    page.goto(f"/registers/{session.pk}/")
    page.get_by_label("Choose a PIN").fill(pin)
    page.get_by_label("Type it once more").first.fill(pin)
    page.get_by_role("button", name="Make it ready").click()
    expect(page.locator("#pin-new-error")).to_be_visible()
    assert rows_kept_on(page) == ["queue 0", "registers 0"]


def test_when_its_time_is_over_it_is_deleted_by_itself(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.clock.install(time=session.ends_at + timedelta(hours=25))
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="This register is not on this device yet")).to_be_visible()
    assert rows_kept_on(page) == ["queue 0", "registers 0"]


def test_what_is_not_sent_when_its_time_is_over_waits_for_a_signal_and_is_sent_first(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.clock.install(time=session.ends_at + timedelta(hours=25))
    page.reload()
    open_with(page, PIN)
    expect(bar(page)).to_contain_text("1 to send")
    page.context.set_offline(False)
    expect(page.get_by_text("Everything was sent, and nothing of it is kept on this device any more.")).to_be_visible()
    assert [name for name, (status, _) in standing().items() if status == "present"] == ["Amira Khan"]
    assert rows_kept_on(page) == ["queue 0", "registers 0"]


def test_what_is_never_sent_is_deleted_two_weeks_later(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.clock.install(time=session.ends_at + timedelta(days=15, hours=1))
    page.reload()
    expect(page.get_by_role("heading", name="This register is not on this device yet")).to_be_visible()
    assert rows_kept_on(page) == ["queue 0", "registers 0"]


def test_whoever_is_signed_out_meanwhile_keeps_what_waits(session, phone_of, live_server):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.clear_cookies()
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("Signed out")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You are signed out. Your PIN opens what this device keeps")).to_be_visible()
    sign_in_on(page.context, "Ottoline Quaye", live_server.url)
    open_with(page, PIN)
    expect(bar(page)).to_contain_text("Someone else is signed in")
    assert standing() == {}
    sign_in_on(page.context, "Fay Cilitator", live_server.url)
    page.reload()
    expect(bar(page)).to_contain_text("all sent at")
    assert {each.made_by.name for each in Claim.objects.all()} == {"Fay Cilitator"}


def test_signing_out_removes_what_is_sent_and_warns_of_what_is_not(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.route("**/claims/", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Something on this device has not been sent")).to_be_visible()
    page.unroute("**/claims/")
    page.goto(f"/registers/{session.pk}/")
    expect(bar(page)).to_contain_text("all sent at")
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "logout" not in url)
    assert rows_kept_on(page) == ["queue 0", "registers 0"]


def test_a_register_can_be_removed_from_the_device_at_any_time(session, phone_of, axe):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.goto("/registers/")
    expect(page.get_by_role("heading", name="Registers on this device")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Remove now").click()
    expect(page.get_by_text("1 entry has not been sent, and would be lost.")).to_be_visible()
    page.get_by_role("button", name="Keep them").click()
    page.get_by_role("button", name="Remove now").click()
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("No register is kept on this device.")).to_be_visible()
    assert rows_kept_on(page) == ["queue 0", "registers 0"]


def test_without_scripts_the_page_leads_to_the_plain_register(session, new_context, live_server):
    context = new_context(java_script_enabled=False)
    sign_in_on(context, "Fay Cilitator", live_server.url)
    page = context.new_page()
    page.goto("/sessions/today/")
    page.get_by_role("link", name="Make it work without a signal").click()
    page.get_by_role("link", name="Open the plain register").click()
    expect(page.get_by_role("group", name="Amira Khan")).to_be_visible()
