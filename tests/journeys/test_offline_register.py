"""A facilitator marks a register in a hall without a signal, on a phone, and nothing of it stays there afterwards."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from people.accounts.policies import StaffRole
from people.models import Partnership, Person
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    staff_member,
)
from tests.sign_in import sign_in
from tests.workers import wait_until
from training.attendance.operations import close_register
from training.models import Attendance, Booking, Claim, FailedScan, Session

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


def mark_without_a_signal(page: Page, session: Session) -> None:
    """Make the register ready, then mark one person where nobody answers."""
    make_ready(page, session)
    page.context.set_offline(True)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")


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
    page.get_by_role("button", name="Add them").click()
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


def test_several_that_the_site_stumbles_over_keep_no_other_back(session, phone_of):
    for number in range(3):
        BookingFactory(session=session, person=PersonFactory(name=f"Person {number}"))
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("7 to send")
    first = []

    def answer(route) -> None:
        """Never an answer about any of the first five."""
        sent = {each["booking"] for each in route.request.post_data_json["claims"]}
        first.extend(sorted(sent)[:5] if not first else [])
        route.fulfill(status=500, body="{}") if sent & {*first} else route.continue_()

    page.route("**/claims/", answer)
    page.context.set_offline(False)
    for _ in range(20):  # a touch while it is being sent changes nothing
        page.get_by_role("button", name="Send now").click()
        page.wait_for_timeout(200)
    expect(bar(page)).to_contain_text("5 to send")
    assert Claim.objects.count() == 2


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
    expect(page.get_by_text("I have forgotten my PIN")).to_be_hidden()  # the server gives out no key by now
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
    mark_without_a_signal(page, session)
    page.reload()
    for wrong in ("000001", "000002", "000003"):
        open_with(page, wrong)
        expect(page.get_by_text("That is not the PIN of this register")).to_be_visible()
    expect(page.get_by_text("You can try again in")).to_be_visible()
    expect(page.get_by_role("button", name="Open the register")).to_be_disabled()
    page.clock.set_system_time(timezone.now() - timedelta(hours=2))  # a phone that lost the time asks nobody to wait
    page.reload()
    expect(page.get_by_role("button", name="Open the register")).to_be_enabled()
    page.context.set_offline(False)
    expect(person(page, "Amira Khan")).to_be_visible()  # connected and signed in: the server gives the key
    expect(bar(page)).to_contain_text("all sent at")
    assert list(standing()) == ["Amira Khan"]


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
    mark_without_a_signal(page, session)
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
    mark_without_a_signal(page, session)
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
    mark_without_a_signal(page, session)
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
    mark_without_a_signal(page, session)
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


def test_somebody_who_walks_in_late_is_late_on_the_device_and_on_the_server(session, phone_of):
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(minutes=90, seconds=30)
    )
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    add_walk_in(page, "Eilidh Farquhar", "eilidh@example.org")
    expect(person(page, "Eilidh Farquhar")).to_contain_text("Late, 90 minutes")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    assert standing() == {"Eilidh Farquhar": ("late", 90)}


def test_before_the_register_opens_the_device_says_when_and_keeps_nothing(session, phone_of, axe, fits):
    starts_at = timezone.localtime(timezone.now() + timedelta(days=2)).replace(hour=10, minute=0)
    Session.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    page.get_by_role("button", name="Mark everyone present").click()
    opens = f"This register opens on {starts_at:%A} {starts_at.day} {starts_at:%B}, 9:30am. Nothing was noted yet."
    expect(page.get_by_role("alert")).to_have_text(opens)
    axe(page)
    fits(page)
    page.get_by_role("button", name="Add a walk-in").click()
    page.get_by_label("Their name").fill("Eilidh Farquhar")
    page.get_by_label("Their work email address").fill("eilidh@example.org")
    page.get_by_label("Their role").select_option("Youth worker")
    page.get_by_label("Their organisation").fill("Corner Boxing Club")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_label("Their name")).to_have_value("Eilidh Farquhar")
    expect(bar(page)).to_contain_text("0 of 4 here")
    expect(bar(page)).to_contain_text("nothing to send")
    assert rows_kept_on(page)[0] == "queue 0"

    page.clock.install(time=starts_at - timedelta(minutes=40))
    page.reload()
    open_with(page, PIN)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(page.get_by_role("alert")).to_have_text("This register opens at 9:30am. Nothing was noted yet.")
    page.clock.set_system_time(starts_at - timedelta(minutes=29))  # the device tells by its own clock that it is time
    page.reload()
    open_with(page, PIN)
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("4 to send")


def test_a_register_is_not_made_ready_weeks_ahead_and_one_that_was_moved_there_goes(session, phone_of, axe, fits):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    starts_at = timezone.now() + timedelta(days=21)
    Session.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    page.reload()
    expect(page.get_by_role("heading", name="It is a little early for this register")).to_be_visible()
    expect(page.get_by_text("You can make this register ready from")).to_contain_text(
        f"{timezone.localtime(starts_at - timedelta(days=7)):%A}"
    )
    axe(page)
    fits(page)
    assert_nothing_is_left_on(page)


def test_a_clock_that_lost_the_time_keeps_nobody_from_marking(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    page.context.set_offline(True)
    page.clock.install(time=datetime(2000, 1, 1))
    page.reload()
    open_with(page, PIN)
    page.get_by_role("button", name="Mark everyone present").click()
    expect(bar(page)).to_contain_text("4 to send")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    assert {status for status, _ in standing().values()} == {"present"}


def test_where_a_session_was_moved_earlier_people_are_marked_against_what_the_device_knows(
    session, phone_of, axe, fits
):
    began = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    Session.objects.filter(pk=session.pk).update(**{name: at + timedelta(hours=3) for name, at in began.items()})
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(page.get_by_role("alert")).to_contain_text("This register opens")
    expect(page.get_by_role("button", name="Mark people all the same")).to_be_hidden()  # the server was just asked
    page.context.set_offline(True)
    Session.objects.filter(pk=session.pk).update(**began)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Mark people all the same").click()
    expect(page.get_by_role("alert")).to_be_hidden()
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    assert [name for name, (status, _) in standing().items() if status == "present"] == ["Amira Khan"]


@pytest.mark.parametrize("is_opened_anew", [False, True])
def test_what_waits_as_a_session_is_moved_far_away_is_sent_and_what_was_not_taken_is_told(
    session, phone_of, axe, fits, is_opened_anew
):
    page = phone_of("Fay Cilitator")
    mark_without_a_signal(page, session)
    if is_opened_anew:
        page.reload()
    starts_at = timezone.now() + timedelta(days=21)
    Session.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    page.context.set_offline(False)
    if is_opened_anew:
        expect(page.get_by_text("This session was moved to a later day. Your PIN sends")).to_be_visible()
        open_with(page, PIN)
    expect(page.get_by_role("heading", name="It is a little early for this register")).to_be_visible()
    told = page.get_by_role("listitem").filter(has_text="Amira Khan")
    expect(told).to_contain_text("The register opens 30 minutes before the session starts.")
    axe(page)
    fits(page)
    assert standing() == {}
    page.reload()
    expect(told).to_have_count(0)
    assert_nothing_is_left_on(page)


# A tab that hears of no other, and that can be stopped while it seals a book.
ALONE_AND_SLOW = """
window.BroadcastChannel = class { postMessage() {} };
const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
crypto.subtle.encrypt = async (how, key, data) => {
  while (window.isHeld && data.byteLength > 200) {
    window.isWaiting = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return encrypt(how, key, data);
};
"""


def choose_another_pin(page: Page, pin: str) -> None:
    page.get_by_text("Choose another PIN").click()
    page.get_by_label("Another PIN").fill(pin)
    page.get_by_label("Type it once more").last.fill(pin)
    page.get_by_role("button", name="Use this PIN").click()


def test_two_tabs_of_one_device_lose_nothing_of_each_other(session, phone_of):
    one = phone_of("Fay Cilitator")
    make_ready(one, session)
    other = one.context.new_page()
    other.add_init_script(ALONE_AND_SLOW)
    other.goto(f"/registers/{session.pk}/")
    expect(person(other, "Amira Khan")).to_be_visible()
    other.evaluate("window.isHeld = true")
    choose_another_pin(other, "739146")
    other.wait_for_function("() => window.isWaiting")
    person(one, "Amira Khan").get_by_role("button", name="Present").click()
    add_walk_in(one, "Eilidh Farquhar", "eilidh@example.org")
    expect(bar(one)).to_contain_text("all sent at")
    other.evaluate("window.isHeld = false")
    expect(other.get_by_text("The PIN was changed")).to_be_attached()
    one.close()
    other.context.set_offline(True)
    other.reload()
    open_with(other, "739146")
    expect(person(other, "Amira Khan")).to_contain_text("Present,")
    expect(person(other, "Eilidh Farquhar")).to_be_visible()


def test_what_is_none_of_our_codes_is_counted_and_nothing_of_it_leaves_the_camera(session, phone_of):
    page = phone_of("Fay Cilitator")
    page.add_init_script("""
      window.BarcodeDetector = class {
        static async getSupportedFormats() { return ["qr_code"]; }
        async detect() { return [{ rawValue: "HC1:Amira Khan, born 1984" }]; }
      };
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement("canvas");
        const context = canvas.getContext("2d");
        setInterval(() => context.fillRect(0, 0, 9, 9), 50);
        return canvas.captureStream();
      };""")
    make_ready(page, session)
    bodies = []
    page.on("request", lambda request: request.url.endswith("/claims/") and bodies.append(request.post_data))
    page.get_by_role("button", name="Check in by code").click()
    page.get_by_role("button", name="Use the camera").click()
    expect(page.get_by_text("Unknown code").first).to_be_visible()
    page.get_by_role("button", name="Stop the camera").click()
    assert set(FailedScan.objects.values_list("kind", "code")) == {("unknown", "")}
    assert [body for body in bodies if "HC1" in body or "1984" in body] == []


@pytest.fixture
def new_secret(settings, live_server):
    """Gives the server another secret, after which somebody signs in again."""

    def give(page: Page) -> None:
        settings.SECRET_KEY = "another-secret-" * 5
        sign_in_on(page.context, "Fay Cilitator", live_server.url)

    return give


def test_a_new_secret_of_the_server_costs_nothing_of_what_a_device_keeps(session, phone_of, new_secret):
    page = phone_of("Fay Cilitator")
    mark_without_a_signal(page, session)
    new_secret(page)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("The site has a new key since this register was made ready")).to_be_visible()
    open_with(page, PIN)
    expect(bar(page)).to_contain_text("all sent at")
    choose_another_pin(page, "739146")
    expect(page.get_by_text("The PIN was changed")).to_be_attached()
    page.context.set_offline(True)
    page.reload()
    open_with(page, "739146")
    expect(person(page, "Amira Khan")).to_contain_text("Present,")


def test_what_nothing_opens_any_more_says_what_would_be_lost_and_is_made_ready_anew(
    session, phone_of, new_secret, axe, fits
):
    page = phone_of("Fay Cilitator")
    mark_without_a_signal(page, session)
    page.evaluate(SPOIL_THE_BOOK)
    page.reload()
    open_with(page, PIN)
    expect(page.get_by_text("Your PIN is right, but what is kept here cannot be opened")).to_be_visible()
    expect(page.get_by_text("1 entry was not sent, and would be lost")).to_be_visible()
    axe(page)
    fits(page)
    new_secret(page)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("1 entry was not sent, and would be lost")).to_be_visible()
    page.get_by_role("button", name="Remove it, and start anew").click()
    expect(page.get_by_role("heading", name="Make it work without a signal")).to_be_visible()
    assert rows_kept_on(page) == ["queue 0", "registers 0"]
    make_ready(page, session)


SPOIL_THE_BOOK = """async () => {
  const database = await new Promise((done) => {
    indexedDB.open("kept-registers").onsuccess = (e) => done(e.target.result);
  });
  const registers = database.transaction("registers", "readwrite").objectStore("registers");
  const [register] = await new Promise((done) => { registers.getAll().onsuccess = (e) => done(e.target.result); });
  register.book.data = new ArrayBuffer(64);
  await new Promise((done) => { registers.put(register).onsuccess = done; });
  database.close();
}"""


def test_a_new_version_of_the_page_that_comes_while_an_old_one_is_open_loses_nothing(session, phone_of):
    page = phone_of("Fay Cilitator")
    make_ready(page, session)
    [old] = page.evaluate("caches.keys()")
    page.context.set_offline(True)
    person(page, "Amira Khan").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    partnership = Partnership.load()
    partnership.name = "Another Partnership"
    partnership.save()
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    page.context.set_offline(True)
    person(page, "Bogdan Nowak").get_by_role("button", name="Present").click()
    page.context.set_offline(False)
    page.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.update())")

    def only_the_new_is_kept() -> bool:
        names = page.evaluate("caches.keys()")
        return len(names) == 1 and names != [old]

    wait_until(only_the_new_is_kept, otherwise=lambda: page.evaluate("caches.keys()"))
    expect(bar(page)).to_contain_text("all sent at")
    mark_otherwise(page, "Chidi Okafor", "Absent")  # the old page goes on with the new worker
    wait_until(lambda: Claim.objects.count() == 3, otherwise=lambda: bar(page).inner_text())
    page.context.set_offline(True)
    person(page, "Dilys Parry").get_by_role("button", name="Present").click()
    expect(bar(page)).to_contain_text("1 to send")
    page.close()
    page = page.context.new_page()
    page.goto(f"/registers/{session.pk}/")
    expect(page.get_by_role("link", name="Another Partnership")).to_be_visible()
    open_with(page, PIN)
    expect(bar(page)).to_contain_text("1 to send")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("all sent at")
    assert {name: status for name, (status, _) in standing().items()} == {
        "Amira Khan": "present", "Bogdan Nowak": "present", "Chidi Okafor": "absent", "Dilys Parry": "present",
    }  # fmt: skip


# A device without any room: nothing that is kept already can be changed.
FULL = "IDBObjectStore.prototype.put = function () { this.transaction.abort(); };"


def test_a_device_that_is_full_opens_what_it_keeps_and_offers_nobody_to_start_anew(session, phone_of):
    page = phone_of("Fay Cilitator")
    mark_without_a_signal(page, session)
    page.add_init_script(FULL)
    page.reload()
    open_with(page, PIN)
    expect(bar(page)).to_contain_text("1 to send")
    page.context.set_offline(False)
    page.reload()
    expect(person(page, "Amira Khan")).to_contain_text("Present,")
    expect(page.get_by_role("button", name="Remove it, and start anew")).to_be_hidden()
