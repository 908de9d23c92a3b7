"""At the door: a phone's camera reads the code of a booking, or it is typed; and a room checks itself in."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from documents.qr import qr_png
from people.accounts.policies import StaffRole
from people.models import Person
from tests.factories import BookingFactory, SessionFactory, staff_member
from tests.letters import letters, picture
from tests.visitors import has_authenticator_app, link_in, mail_to, sign_in
from training.attendance.queries.arriving import code_in
from training.attendance.queries.room_codes import room_code
from training.models import Attendance, Booking, Claim, FailedScan, Notice, NoticeKind, Session

pytestmark = pytest.mark.django_db(transaction=True)

FRAMES_A_SECOND = 4
WIDE, HIGH = 640, 480
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def facilitator() -> Person:
    return has_authenticator_app(staff_member(StaffRole.FACILITATOR, name="Fay Cilitator"))


@pytest.fixture
def session(facilitator) -> Session:
    """One that began a minute ago."""
    session = SessionFactory(starts_at=timezone.now() - timedelta(minutes=1))
    session.facilitators.add(facilitator)
    return session


@pytest.fixture
def booking(session) -> Booking:
    booking = BookingFactory(session=session, person__name="Ama Example", person__email="ama@example.org")
    Notice.objects.create(booking=booking, kind=NoticeKind.CONFIRMED, sequence=0, made_at=timezone.now())
    return booking


def held_up(code: bytes) -> bytes:
    """The grey picture that a camera has of a code on a phone, held a little askew."""
    frame = Image.new("L", (WIDE, HIGH), 200)
    shown = Image.open(BytesIO(code)).convert("L").resize((300, 300)).rotate(7, expand=True, fillcolor=200)
    frame.paste(shown, ((WIDE - shown.width) // 2, (HIGH - shown.height) // 2))
    return frame.tobytes()


def film(path: Path, *scenes: tuple[bytes, float]) -> Path:
    """What the camera sees, again and again: each picture for so many seconds, as YUV4MPEG2 without colour."""
    no_colour = bytes([128]) * (WIDE * HIGH // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDE} H{HIGH} F{FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for grey, seconds in scenes:
            file.write((b"FRAME\n" + grey + no_colour) * int(seconds * FRAMES_A_SECOND))
    return path


NOTHING = bytes([200]) * (WIDE * HIGH)


@pytest.fixture
def camera_phone(playwright, browser_type_launch_args, base_url) -> Callable[[Path], Page]:
    """Opens a phone whose camera shows a film."""
    browsers = []

    def open_phone(reel: Path) -> Page:
        flags = [
            *browser_type_launch_args["args"],
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={reel}",
        ]
        browser = playwright.chromium.launch(**{**browser_type_launch_args, "args": flags})
        browsers.append(browser)
        return browser.new_context(**PHONE, base_url=base_url).new_page()

    yield open_phone
    for browser in browsers:
        browser.close()


def test_the_camera_reads_the_code_of_the_email_welcomes_once_and_then_says_already(
    session, booking, facilitator, camera_phone, tmp_path, axe, fits
):
    email = mail_to(booking.email, "Your place is confirmed")
    elsewhere = qr_png("https://elsewhere.example/menu")
    reel = film(
        tmp_path / "door.y4m", (held_up(picture(email)), 2), (NOTHING, 3.5), (held_up(elsewhere), 1.5), (NOTHING, 3)
    )
    phone = camera_phone(reel)
    offences = []
    phone.on("console", lambda message: "Policy" in message.text and offences.append(message.text))
    phone.on("pageerror", lambda error: offences.append(str(error)))
    sign_in(phone, facilitator, to=f"/sessions/{session.pk}/scan/")
    answer = phone.locator("#scan-result")
    title = answer.locator("[data-scan-title]")
    # Nothing to press: where the camera is allowed already, it starts by itself.
    expect(title).to_have_text("Welcome, Ama Example")
    assert Claim.objects.get().source == "scan"
    axe(phone)
    fits(phone)
    expect(title).to_have_text("Unknown code")
    axe(phone)
    expect(title).to_have_text(re.compile(r"Already checked in at \d"))
    axe(phone)
    phone.get_by_role("button", name="Stop the camera").click()
    expect(phone.locator("video")).to_be_hidden()
    phone.get_by_role("button", name="Use the camera").click()
    expect(phone.locator("video")).to_be_visible()
    phone.get_by_role("button", name="Stop the camera").click()
    assert Claim.objects.count() == 1
    assert set(FailedScan.objects.values_list("kind", "code")) == {("unknown", "")}
    expect(phone.locator("[data-scan-failed]")).to_have_text(str(FailedScan.objects.count()))
    answer.get_by_role("link", name="See their row").click()
    expect(phone.locator(f"#person-{booking.pk}")).to_contain_text("Code scanned at the door at")
    assert offences == []


def test_without_a_script_the_code_is_typed(session, booking, facilitator, no_javascript):
    page = no_javascript
    sign_in(page, facilitator, to=f"/sessions/{session.pk}/scan/")
    expect(page.get_by_role("button", name="Use the camera")).to_be_hidden()
    for said in ("Welcome, Ama Example", "Already checked in at"):
        page.get_by_label("Or type the code").fill(booking.check_in_code.lower())
        page.get_by_role("button", name="Check in").click()
        expect(page.locator("[data-scan-title]")).to_contain_text(said)
    page.get_by_role("link", name="See their row").click()
    expect(page.locator(f"#person-{booking.pk}")).to_contain_text("Code scanned at the door at")


def test_where_the_browser_reads_codes_by_itself_that_is_used_and_a_lost_connection_is_made_good(
    session, booking, facilitator, camera_phone, tmp_path
):
    phone = camera_phone(film(tmp_path / "blank.y4m", (NOTHING, 1)))
    phone.add_init_script(f"""window.BarcodeDetector = class {{
      static async getSupportedFormats() {{ return ["qr_code"]; }}
      async detect() {{ return [{{ rawValue: "http://testserver/check-in/{booking.check_in_code}/" }}]; }}
    }};""")
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    sign_in(phone, facilitator, to=f"/sessions/{session.pk}/register/")
    lost = []

    def lose_the_first_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # it arrives, and its answer does not
            route.abort()
        else:
            route.continue_()

    phone.route("**/scan/", lose_the_first_answer)
    phone.get_by_role("link", name="Scan codes at the door").click()
    expect(phone.locator("[data-scan-title]")).to_have_text("Welcome, Ama Example")
    assert (len(lost), Claim.objects.count()) == (1, 1)
    assert not any("/qr/decode" in url for url in asked)


TYPED = [
    "K7M2-9QXT", "k7m29qxt", " K7M2 9QXT\n", "kim2-9oxt", "http://testserver/check-in/K7M2-9QXT/",
    "HTTPS://X.EXAMPLE/CHECK-IN/k7m29qxt?x#y", "https://example.org/", "/check-in/K7M2/", "K7M2-9QXU", "",
    "K7M2-9QXT-4", "Ｋ７Ｍ２－９ＱＸＴ", "HC1:NCFOXN%TSMAHN-H3ZSUZK+.V0ET9%6-AH", "K7M2-9QXT K7M2-9QXT",
]  # fmt: skip


def test_the_script_finds_a_code_by_the_same_rule_as_the_server(session, facilitator, page):
    sign_in(page, facilitator, to=f"/sessions/{session.pk}/scan/")
    found = page.evaluate(
        """async (typed) => {
          const { codeIn } = await import(document.querySelector("[data-scan]").dataset.scanner);
          return typed.map(codeIn);
        }""",
        TYPED,
    )
    assert found == [code_in(text) for text in TYPED]
    assert len(set(found)) > 2


def test_a_room_checks_itself_in_with_the_code_on_the_screen(
    session, booking, facilitator, page, new_context, axe, fits
):
    sign_in(page, facilitator, to="/sessions/today/")
    page.get_by_role("link", name="Show a code to check in").click()
    shown = page.locator(".room-code__code")
    expect(shown).to_have_text(re.compile(r"^[0-9A-HJKMNP-TV-Z]{6}$"))
    axe(page)
    fits(page)

    phone = new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).new_page()
    phone.goto(link_in(mail_to(booking.email, "Your place is confirmed"), "See my booking"))
    axe(phone)
    fits(phone)
    phone.get_by_role("link", name="Check in with it").click()
    axe(phone)
    fits(phone)

    old = room_code(session, at=timezone.now() - timedelta(minutes=2))
    phone.get_by_label("The code on the screen").fill(old)
    phone.get_by_label("Your email address").fill("ama@example.org")
    phone.get_by_role("button", name="Check in").click()
    expect(phone.get_by_role("link", name="This is not the code on the screen now.")).to_be_visible()
    axe(phone)

    before = shown.inner_text()
    expect(shown).not_to_have_text(before, timeout=60_000)  # it changes by itself within half a minute
    phone.get_by_label("The code on the screen").fill(shown.inner_text().lower())
    phone.get_by_role("button", name="Check in").click()
    expect(phone.get_by_role("heading", name="You are checked in")).to_be_visible()
    axe(phone)
    fits(phone)
    assert list(Attendance.objects.values_list("booking__name", "status")) == [("Ama Example", "present")]
    assert Claim.objects.get().source == "self"


def test_the_code_is_large_on_a_phone_and_on_paper(session, booking, phone, axe, fits):
    phone.goto(f"/bookings/{booking.key}/code/")
    expect(phone.get_by_role("img", name=f"QR code of your check-in code {booking.check_in_code}")).to_be_visible()
    axe(phone)
    fits(phone)
    phone.goto(f"/check-in/{booking.check_in_code}/")
    axe(phone)
    fits(phone)
    assert letters().count() == 1
