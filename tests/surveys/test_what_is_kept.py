"""What people are told is kept is what the database keeps: column by column."""

import re

import pytest
from django.db import connection, models

from surveys.models import AnonymousResponse, Mode
from surveys.responses.models import TABLES
from surveys.responses.queries.kept import kept_about
from surveys.responses.words.kept import KEPT

pytestmark = pytest.mark.django_db


def columns_in_database(table):
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table._meta.db_table)]


LETTERS = {"en": "a-z", "pl": "a-z", "pa": "\u0a00-\u0a7f", "ur": "\u0600-\u06ff"}


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("mode", Mode)
def test_every_column_that_the_database_has_is_told_of_in_words_of_each_language(mode, language):
    for table, kept in zip(TABLES[mode], kept_about(mode, language), strict=True):
        fields = {field.column: field for field in table._meta.concrete_fields}
        assert sorted(columns_in_database(table)) == sorted(fields)
        assert len(kept.columns) == len(fields)
        told = [(kept.name, kept.words), *kept.columns]
        assert [each for each in told for part in each if not re.search(f"[{LETTERS[language]}]", part)] == []
        assert [words for _, words in told if len(words) < 10] == []


@pytest.mark.parametrize("language", ["pl", "pa", "ur"])
def test_each_language_says_all_that_english_says_in_its_own_words_and_nothing_else(language):
    for own, english in ((KEPT[language].tables, KEPT["en"].tables), (KEPT[language].columns, KEPT["en"].columns)):
        assert list(own) == list(english)
        assert [key for key in own if own[key].words == english[key].words] == []


def test_nothing_is_said_of_a_table_or_column_that_is_not_there():
    tables = {table for each in TABLES.values() for table in each}
    columns = [(table.__name__, field.name) for table in tables for field in table._meta.concrete_fields]
    own = {f"{table}.{column}" for table, column in columns}
    said = KEPT["en"].columns
    assert set(said) - own - {column for table, column in columns if f"{table}.{column}" not in said} == set()
    assert set(KEPT["en"].tables) == {table.__name__ for table in tables}


@pytest.mark.parametrize("mode", Mode)
def test_every_table_of_answers_is_told_of_in_the_modes_that_reach_it(mode):
    names = [kept.name for kept in kept_about(mode)]
    first = "Totals" if mode == Mode.COUNTED else "Your answers"
    assert names == [first, "What you wrote in your own words", "What was sent", "A page saved for later"]


def test_a_new_column_without_words_stops_the_page(monkeypatch):
    monkeypatch.setattr(AnonymousResponse._meta.get_field("period"), "name", "new")
    with pytest.raises(LookupError, match=r"AnonymousResponse\.new needs words"):
        kept_about(Mode.ANONYMOUS)


@pytest.mark.parametrize("mode", [Mode.PAIRED, Mode.ANONYMOUS, Mode.COUNTED])
def test_no_table_of_a_mode_without_names_can_hold_a_person_a_moment_or_an_address(mode):
    for table in TABLES[mode]:
        for field in table._meta.concrete_fields:
            assert not isinstance(field, models.DateTimeField | models.TimeField | models.GenericIPAddressField), field
            leads_to = field.related_model._meta.label if field.related_model else ""
            assert leads_to in {"", "surveys.Version", "surveys.Survey"} or field.name == "read_by", field
