"""The test databases themselves: a test that commits leaves nothing behind and takes nothing away."""

import pytest
from django.apps import apps
from wagtail.models import Locale, Page, Site

from people.models import RoleGroup
from tests import databases


@pytest.mark.django_db
def test_restoring_brings_back_what_migrations_made_and_removes_what_a_test_made(transactional_db):
    pages = set(Page.objects.values_list("title", flat=True))
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    RoleGroup.objects.create(name="Left by a test")

    databases.restore_pristine_rows()

    assert set(Page.objects.values_list("title", flat=True)) == pages
    assert RoleGroup.objects.count() == 0
    assert Site.objects.get().root_page_id in Page.objects.values_list("pk", flat=True)
    assert [locale.language_code for locale in Locale.objects.all()] == ["en-gb"]


def test_a_changed_migration_asks_for_another_template(tmp_path, monkeypatch):
    before = databases.fingerprint()
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_initial.py").write_text("changed")
    monkeypatch.setattr(apps.get_app_config("people"), "path", str(tmp_path))
    assert databases.fingerprint() != before
