"""What people are told is kept is what the database keeps: column by column."""

import pytest
from django.db import connection, models

from surveys.models import AnonymousResponse, Mode
from surveys.responses.models import TABLES
from surveys.responses.queries.kept import kept_about

pytestmark = pytest.mark.django_db


def columns_in_database(table):
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table._meta.db_table)]


@pytest.mark.parametrize("mode", Mode)
def test_every_column_that_the_database_has_is_told_of_in_words(mode):
    for table, kept in zip(TABLES[mode], kept_about(mode), strict=True):
        fields = {field.column: field for field in table._meta.concrete_fields}
        assert sorted(columns_in_database(table)) == sorted(fields)
        assert [column.name for column in kept.columns] == [
            "number" if isinstance(field, models.AutoField) else field.verbose_name for field in fields.values()
        ]
        assert [column for column in kept.columns if len(column.words) < 10] == []
        assert kept.name
        assert kept.words


@pytest.mark.parametrize("mode", Mode)
def test_every_table_of_answers_is_told_of_in_the_modes_that_reach_it(mode):
    names = [kept.name for kept in kept_about(mode)]
    first = "Totals" if mode == Mode.COUNTED else "Your answers"
    assert names == [first, "What you wrote in your own words", "What was sent", "A page saved for later"]


def test_a_new_column_without_words_stops_the_page(monkeypatch):
    monkeypatch.setattr(AnonymousResponse._meta.get_field("period"), "help_text", "")
    with pytest.raises(LookupError, match="needs a help text"):
        kept_about(Mode.ANONYMOUS)


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS, Mode.COUNTED])
def test_no_table_of_a_mode_without_names_can_hold_a_person_a_moment_or_an_address(mode):
    for table in TABLES[mode]:
        for field in table._meta.concrete_fields:
            assert not isinstance(field, models.DateTimeField | models.TimeField | models.GenericIPAddressField), field
            leads_to = field.related_model._meta.label if field.related_model else ""
            assert leads_to in {"", "surveys.Version", "surveys.Survey"} or field.name == "read_by", field
