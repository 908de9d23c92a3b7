"""Rules that no check constraint can say, because they compare a row with what it was or with another table: triggers,
written for PostgreSQL and for SQLite. A migration that makes one of these tables anew on SQLite must guard it again."""

from typing import Any, NamedTuple

NAMED, PAIRED, ANONYMOUS, COUNTED = 1, 2, 3, 4


class Guard(NamedTuple):
    """What is refused, when, on which table."""

    name: str
    table: str
    event: str
    refused_if: str


def _belongs_to(table: str, mode: int) -> Guard:
    found = (
        "NOT EXISTS (SELECT 1 FROM surveys_version JOIN surveys_survey ON surveys_survey.id = surveys_version.survey_id"
        f" WHERE surveys_version.id = NEW.version_id AND surveys_survey.mode = {mode}"
        " AND surveys_survey.launched_at IS NOT NULL)"
    )
    return Guard(f"a_row_of_{table.removeprefix('surveys_')}_is_of_a_survey_in_its_mode", table, "INSERT", found)


GUARDS = [
    Guard(
        "a_launched_survey_never_becomes_less_private",
        "surveys_survey",
        "UPDATE",
        "OLD.launched_at IS NOT NULL AND (NEW.mode < OLD.mode OR NEW.launched_at IS NULL"
        " OR NEW.months_kept > OLD.months_kept)",
    ),
    Guard(
        "answers_that_were_deleted_stay_deleted",
        "surveys_survey",
        "UPDATE",
        "OLD.answers_deleted_on IS NOT NULL AND NEW.answers_deleted_on IS NULL",
    ),
    Guard(
        "a_published_version_keeps_its_structure",
        "surveys_version",
        "UPDATE",
        "CAST(NEW.structure AS text) <> CAST(OLD.structure AS text) OR NEW.digest <> OLD.digest"
        " OR NEW.number <> OLD.number OR NEW.survey_id <> OLD.survey_id",
    ),
    _belongs_to("surveys_namedresponse", NAMED),
    _belongs_to("surveys_pairedresponse", PAIRED),
    _belongs_to("surveys_anonymousresponse", ANONYMOUS),
    _belongs_to("surveys_tally", COUNTED),
]


def guard(apps: Any, schema_editor: Any) -> None:
    """Make the triggers."""
    write = _in_postgresql if schema_editor.connection.vendor == "postgresql" else _in_sqlite
    for each in GUARDS:
        for statement in write(each):
            schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: Any) -> None:
    """Drop them."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for each in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {each.name}" + (f" ON {each.table}" if is_postgresql else ""))
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION {each.name}()")


def _in_postgresql(each: Guard) -> list[str]:
    is_refused, made = each.refused_if, f"BEFORE {each.event} ON {each.table} FOR EACH ROW"
    if each.event == "INSERT":  # once a statement: an answer that is only counted writes a hundred rows
        is_refused = f"EXISTS (SELECT 1 FROM added WHERE {each.refused_if.replace('NEW.', 'added.')})"  # noqa: S608
        made = f"AFTER INSERT ON {each.table} REFERENCING NEW TABLE AS added FOR EACH STATEMENT"
    function = f"""
        CREATE FUNCTION {each.name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {is_refused} THEN
                RAISE EXCEPTION '{each.name}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$"""
    return [function, f"CREATE TRIGGER {each.name} {made} EXECUTE FUNCTION {each.name}()"]


def _in_sqlite(each: Guard) -> list[str]:
    return [
        f"""
        CREATE TRIGGER {each.name} BEFORE {each.event} ON {each.table} FOR EACH ROW WHEN {each.refused_if}
        BEGIN SELECT RAISE(ABORT, '{each.name}'); END"""
    ]
