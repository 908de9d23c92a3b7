"""The screens on which editors change what the site looks like and where it sends people for help."""

import pytest
from bs4 import BeautifulSoup

from cms.workflows.operations import set_up_publishing
from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from people.models import Helpline, Partnership
from tests.factories import staff_member
from tests.people.test_access import show_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, wagtail_site):
    set_up_staff_roles()
    person = staff_member(StaffRole.EDITOR)
    set_up_publishing()
    client.force_login(person)
    show_second_factor(client, person)
    return person


def test_colours_are_chosen_by_eye(client, editor):
    page = client.get("/admin/settings/people/partnership/", follow=True)
    fields = BeautifulSoup(page.content, "html.parser").select("input[type=color]")
    assert [(field["name"], field["value"]) for field in fields] == [
        ("main_colour", Partnership.load().main_colour),
        ("accent_colour", Partnership.load().accent_colour),
    ]


def test_helplines_are_listed_in_the_order_in_which_visitors_see_them(client, editor):
    Helpline.objects.create(name="Second", phone="116 123", position=2)
    Helpline.objects.create(name="First", phone="999", position=1)
    lines = client.get("/admin/snippets/people/helpline/").context["object_list"]
    assert [line.name for line in lines] == ["First", "Second"]
    assert "/admin/snippets/people/helpline/" in client.get("/admin/").content.decode()


def test_the_admin_leads_a_writer_to_pages_and_to_what_stands_around_them(client, editor):
    panel = BeautifulSoup(client.get("/admin/").content, "html.parser").select("section[aria-labelledby=your-work] a")
    texts = ["Surveys", "Pages", "Name, logo and colours", "Menu and footer", "Helplines"]
    assert [link.get_text() for link in panel] == texts
    assert [client.get(link["href"], follow=True).status_code for link in panel] == [200] * 5
