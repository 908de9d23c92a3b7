"""A programme manager on a phone reaches every column of every table, by a finger and by the keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from tests.factories import (
    BookingFactory,
    InterestFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
    SessionFactory,
    UndatedSessionFactory,
    staff_member,
)
from tests.training.attending import certify
from tests.visitors import has_authenticator_app, sign_in
from training.models import BookingStatus

pytestmark = pytest.mark.django_db(transaction=True)

# What sticks out of main, which hides it, and can be scrolled to in no box of its own. Panels that wait at the side of
# the window to be opened are no part of the page.
CUT_OFF = """() => {
  const main = document.querySelector("main"), edge = main.getBoundingClientRect().right;
  const canBeReached = (element) => {
    for (let box = element; box !== main; box = box.parentElement) {
      if (box.matches(".form-side, .w-minimap")) return true;
      if (box !== element && ["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };
  const sticksOut = (element) => {
    const { width, right } = element.getBoundingClientRect();
    return width && right > edge + 1;
  };
  return [...main.querySelectorAll("*")].filter((element) => sticksOut(element) && !canBeReached(element))
    .map((element) => `${element.tagName} ${element.className}`);
}"""
NO_KEYBOARD = """() => [...document.querySelectorAll("main .overflow")]
  .filter((box) => box.tabIndex !== 0 || box.getAttribute("role") !== "region" || !box.ariaLabel)
  .map((box) => box.outerHTML)"""


@pytest.fixture
def screens():
    """Where the widest tables are, each with long words in them."""
    long = OrganisationFactory(name="The Federation of Wolverhampton Secondary Academies")
    series = SeriesFactory(name="Custody staff", organisation=long)
    session = SessionFactory(
        series=series, course=series.course, capacity=1, venue__name="Wolverhampton Conference Hall"
    )
    BookingFactory(session=session, person__name="Alexandrina Example", person__organisation=long)
    waits = {"status": BookingStatus.WAITING, "confirmed_at": None}
    BookingFactory(session=session, person__organisation=long, booked_at=timezone.now() - timedelta(days=1), **waits)
    holder = PersonFactory(name="Alexandrina Featherstonehaugh-Example")
    certificate = certify(timezone.now() - timedelta(days=3), person=holder)
    undated = InterestFactory(undated=UndatedSessionFactory(), organisation=long).undated
    return [
        f"/admin/sessions/{session.pk}/bookings/",
        f"/admin/sessions/{session.pk}/waiting-list/",
        f"/admin/undated-sessions/{undated.pk}/",
        f"/admin/training/series/edit/{series.pk}/",
        "/admin/training/session/",
        f"/admin/training/messages/session/{session.pk}/",
        f"/admin/sessions/{certificate.attendance.session_id}/evaluations/",
        f"/admin/training/certificate/inspect/{certificate.pk}/",
        "/admin/certificates/make-anew/?reason=new_document",
    ]


def test_nothing_on_a_staff_screen_is_cut_off_on_a_phone(page: Page, screens, axe):
    set_up_staff_roles()
    manager = has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER))
    sign_in(page, manager, to="/admin/training/session/")
    for width in (390, 640):
        page.set_viewport_size({"width": width, "height": 844})
        for screen in screens:
            page.goto(screen)
            expect(page.locator("main table").first).to_be_visible()
            assert (screen, page.evaluate(CUT_OFF), page.evaluate(NO_KEYBOARD)) == (screen, [], [])
    for screen in (screens[0], f"{screens[0]}?q=nothing", screens[1], screens[-1]):
        page.goto(screen)
        axe(page)


def test_buttons_in_a_second_row_begin_where_the_first_row_begins(page: Page, screens):
    set_up_staff_roles()
    manager = has_authenticator_app(staff_member(StaffRole.PROGRAMME_MANAGER))
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, manager, to=screens[0])
    rows = page.locator(".ways-on")
    expect(rows).to_have_count(2)
    for row in rows.all():
        boxes = [button.bounding_box() for button in row.locator(".button").all()]
        firsts = [min(box["x"] for box in boxes if box["y"] == y) for y in {box["y"] for box in boxes}]
        assert len(firsts) > 1
        assert set(firsts) == {row.bounding_box()["x"]}
