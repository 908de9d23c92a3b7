"""Test databases, quickly: one migrated template for each state of the migrations, copied for every test process.

Migrating an empty database takes Wagtail many seconds; copying one takes a fraction of a second. A test that commits
(a browser journey, a race of processes) leaves the tables as the template has them, Wagtail's root page included.
"""

import fcntl
import hashlib
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

_pristine: dict[str, str] = {}  # each table that holds rows in the template, and the table that keeps a copy of them


def fingerprint() -> str:
    """What the migrations of every installed app come to."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda each: each.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def make_test_database(name: str) -> None:
    """Copy the template to a database of this name and use that from now on."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process makes the template, the others wait for it
        if connection.vendor == "sqlite":
            _copy_file(settings.VAR_DIR / f"test-template-{fingerprint()}.sqlite3", Path(name))
        else:
            _copy_on_server(f"template_{connection.settings_dict['NAME']}_", fingerprint(), name)
    _connect_to(name)
    _keep_pristine_rows()


def drop_test_database(name: str) -> None:
    """Remove the database of this name."""
    connection.close()
    if connection.vendor == "sqlite":
        _remove_file(Path(name))
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def restore_pristine_rows() -> None:
    """Give every table the rows of the template again, after a test that committed."""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in _tables_with_rows(cursor):
            cursor.execute(f'DELETE FROM "{table}"')
        for table, copy in _pristine.items():
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "{copy}"')


def _keep_pristine_rows() -> None:
    with connection.cursor() as cursor:
        for number, table in enumerate(_tables_with_rows(cursor)):
            cursor.execute(f'CREATE TABLE "pristine_{number}" AS SELECT * FROM "{table}"')
            _pristine[table] = f"pristine_{number}"


def _tables_with_rows(cursor) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    has_rows = ", ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables)
    cursor.execute(f"SELECT {has_rows}")
    return [table for table, found in zip(tables, cursor.fetchone(), strict=True) if found]


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _migrate(name: str) -> None:
    _connect_to(name)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable")
    connection.close()


def _copy_file(template: Path, copy: Path) -> None:
    if not template.exists():
        for old in template.parent.glob("test-template-*.sqlite3*"):
            old.unlink()
        unfinished = template.with_suffix(".unfinished")
        _remove_file(unfinished)
        _migrate(str(unfinished))
        unfinished.rename(template)
    _remove_file(copy)
    shutil.copyfile(template, copy)


def _remove_file(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def _copy_on_server(prefix: str, migrations: str, copy: str) -> None:
    template, unfinished = prefix + migrations, prefix + "unfinished"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        found = [row[0] for row in cursor.fetchall()]
        if template not in found:
            for old in found:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
