"""A full session: people wait in line, one gives a place back, and it goes to whoever's area has the fewest places."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import BookingFactory, LocalAuthorityFactory, OrganisationFactory, PersonFactory, SessionFactory
from tests.visitors import link_in, mail_to, sign_in
from training.models import Booking, BookingStatus, FairnessPolicy

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_place_that_is_given_back_goes_by_fair_share_across_areas(
    page: Page, phone: Page, no_javascript: Page, axe, fits
):
    near, far = (
        OrganisationFactory(local_authority=LocalAuthorityFactory(name=name)) for name in ("Dudley", "Walsall")
    )
    session = SessionFactory(capacity=2, fairness=FairnessPolicy.BY_AREA)
    holders = BookingFactory.create_batch(2, session=session, organisation=near)
    first, second = PersonFactory(organisation=near), PersonFactory(organisation=far)

    for person, browser in ((first, page), (second, phone)):
        sign_in(browser, person, to="/bookings/")
        browser.goto(f"/sessions/{session.pk}/")
        browser.get_by_role("button", name="Join the waiting list").click()
        axe(browser)
        fits(browser)
        browser.get_by_role("button", name="Join the waiting list").click()
        expect(browser.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
        axe(browser)
        fits(browser)
    # Who asked second is next: their area has no place in this session yet.
    expect(phone.get_by_text("You are number 1 in line")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You are number 2 in line")).to_be_visible()

    no_javascript.goto(f"/bookings/{holders[0].key}/cancel/")
    no_javascript.get_by_role("button", name="Cancel my booking").click()
    expect(no_javascript.get_by_role("heading", name="Your booking is cancelled")).to_be_visible()

    offer = mail_to(second.email, "A place for you")
    phone.goto(link_in(offer, "Accept this place"))
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Accept this place").click()
    expect(phone.get_by_role("heading", name="Your place is confirmed")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You are number 1 in line")).to_be_visible()
    assert set(Booking.objects.filter(session=session).values_list("email", "status")) == {
        (holders[0].email, BookingStatus.CANCELLED),
        (holders[1].email, BookingStatus.CONFIRMED),
        (first.email, BookingStatus.WAITING),
        (second.email, BookingStatus.CONFIRMED),
    }
