"""What is loaded where no demonstration is allowed."""

import pytest
from django.core.management import call_command

from cms.starter.lists import load_areas
from people.models import LocalAuthority, Organisation, Person, Role
from training.models import Course, Session, Venue

pytestmark = pytest.mark.django_db


def test_without_a_demonstration_nobody_is_invented_and_one_can_be_loaded_later(settings, capsys, client):
    assert settings.DEMO is False
    call_command("load_starter")
    assert capsys.readouterr().out.splitlines()[-1] == "The starter content is loaded."
    assert (LocalAuthority.objects.count(), Role.objects.count(), Course.objects.count()) == (7, 61, 9)
    assert [model.objects.count() for model in (Person, Organisation, Venue, Session)] == [0, 0, 0, 0]
    assert client.get("/").status_code == 200

    settings.DEMO = True
    call_command("load_starter")
    assert capsys.readouterr().out.splitlines()[-1] == "The starter content is loaded."
    assert Person.objects.count() == 328


def test_lists_that_an_import_began_are_completed_and_not_doubled(noon):
    LocalAuthority.objects.create(
        name="Birmingham", ons_code="E08000025", dfe_code="330", residents=1, under_16=1, aged_16_to_24=1
    )
    load_areas(noon)
    assert LocalAuthority.objects.get(name="Birmingham").residents == 1
    assert LocalAuthority.objects.count() == 7
