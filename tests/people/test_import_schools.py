"""The import of schools: the official layout, the extract of the region, and files that are neither."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.models import Organisation, OrganisationKind, Sector
from people.organisations.models import OrganisationStatus
from people.organisations.operations import merge_organisation
from people.organisations.schools_table import SchoolRow, open_schools_table
from tests.factories.people import LocalAuthorityFactory, OrganisationFactory
from tests.people.schools_layouts import OFFICIAL_HEADINGS, write_extract

pytestmark = pytest.mark.django_db

# The extract of the region lies beside the clone where the product is built; a clone elsewhere has no such folder.
EXTRACT = Path(__file__).resolve().parents[3] / "shared" / "data" / "gias_wm7_open_2025-05-24.csv"


def school(urn, name="Elm School", **values):
    return {
        "URN": urn,
        "LA (code)": "330",
        "EstablishmentName": name,
        "TypeOfEstablishment (name)": "Community school",
        "EstablishmentTypeGroup (name)": "Local authority maintained schools",
        "EstablishmentStatus (name)": "Open",
        "OpenDate": "01-09-1998",
        "PhaseOfEducation (name)": "Primary",
        "Postcode": "B12 9QA",
        "HeadTitle (name)": "Ms",
        "HeadFirstName": "Zebedee",
        "HeadLastName": "Quillfeather",
        **values,
    }


@pytest.fixture
def download(tmp_path):
    """Writes a file in the official layout, 130 columns in Windows-1252, and gives its path."""

    def write(*rows, encoding="cp1252", headings=OFFICIAL_HEADINGS):
        text = io.StringIO()
        writer = csv.DictWriter(text, headings, restval="", quoting=csv.QUOTE_ALL, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / "edubasealldata.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def birmingham():
    return LocalAuthorityFactory(name="Birmingham", dfe_code="330")


@pytest.fixture(params=["made up", *(["real"] if EXTRACT.exists() else [])])
def extract(request, tmp_path):
    """The extract of the region: always one that is made up, and the real one wherever it lies beside the clone."""
    if request.param == "real":
        return EXTRACT
    return write_extract(tmp_path / "extract.csv")


def run(path, capsys, **options):
    call_command("import_schools", str(path), **options)
    return capsys.readouterr().out.splitlines()


def test_the_extract_of_the_region_makes_1238_organisations_twice_the_same(extract, capsys, django_assert_num_queries):
    for number in range(330, 337):
        LocalAuthorityFactory(dfe_code=str(number))
    assert run(extract, capsys) == ["1,238 created, 0 changed, 0 unchanged, 0 refused."]
    assert Organisation.objects.count() == 1238
    before = list(Organisation.objects.order_by("pk").values())
    with django_assert_num_queries(4):  # savepoint, areas, organisations, savepoint: nothing is written
        assert run(extract, capsys) == ["0 created, 0 changed, 1,238 unchanged, 0 refused."]
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_the_extract_falls_into_kinds_by_phase_and_by_what_sets_a_school_apart(extract, capsys):
    for number in range(330, 337):
        LocalAuthorityFactory(dfe_code=str(number))
    run(extract, capsys)
    counts = {kind.name: kind.organisations.count() for kind in OrganisationKind.objects.all()}
    assert counts == {
        "Nursery school": 44,
        "Primary school": 762,
        "Secondary school": 196,
        "All-through school": 10,
        "College or sixth form": 17,
        "University": 8,
        "Special school": 104,
        "Alternative provision": 24,
        "Independent school": 70,
        "Other education provider": 3,
    }
    assert set(Sector.objects.values_list("slug", flat=True)) == {
        f"education-{part}" for part in ("early-years", "primary", "secondary", "further", "special", "other")
    }


def test_the_official_layout_is_read_in_windows_1252(download, birmingham, capsys):
    path = download(school(100001, "St Zoë’s – Elm School"))
    assert run(path, capsys) == ["1 created, 0 changed, 0 unchanged, 0 refused."]
    organisation = Organisation.objects.get()
    assert (organisation.urn, organisation.name, organisation.postcode, organisation.kind.name) == (
        100001,
        "St Zoë’s – Elm School",
        "B12 9QA",
        "Primary school",
    )
    assert (organisation.local_authority, organisation.duty_role, organisation.status) == (
        birmingham,
        "relevant",
        OrganisationStatus.CONFIRMED,
    )


def test_the_same_layout_in_utf_8_with_a_mark_at_its_start_is_read_too(download, birmingham, capsys):
    path = download(school(100001, "St Zoë’s"), encoding="utf-8-sig")
    run(path, capsys)
    assert Organisation.objects.get().name == "St Zoë’s"


def test_columns_are_found_by_name_in_any_order_and_may_be_missing(download, birmingham, capsys):
    headings = ["PhaseOfEducation (name)", "EstablishmentName", "LA (code)", "URN"]
    assert run(download(school(100001), headings=headings), capsys) == ["1 created, 0 changed, 0 unchanged, 0 refused."]


def test_the_head_teachers_name_is_never_read(download, birmingham, capsys):
    path = download(school(100001), school("x1"))
    with open_schools_table(path) as table:
        assert "Zebedee" not in repr(list(table.rows))
    assert set(SchoolRow.__dataclass_fields__) == {
        "line", "urn", "la_code", "name", "phase", "type", "group", "status", "closed_on", "postcode",
    }  # fmt: skip
    assert "Zebedee" not in "".join(run(path, capsys))


def test_closed_schools_are_kept_and_marked_with_the_day(download, birmingham, capsys):
    run(download(school(100001)), capsys)
    closed = school(100001, **{"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2024"})
    assert run(download(closed), capsys) == [
        "0 created, 1 changed, 0 unchanged, 0 refused.",
        "1 of them are closed, and kept marked as closed.",
    ]
    organisation = Organisation.objects.get()
    assert (organisation.status, organisation.closed_on) == (OrganisationStatus.CLOSED, date(2024, 8, 31))
    run(download(school(100001)), capsys)
    organisation.refresh_from_db()
    assert (organisation.status, organisation.closed_on) == (OrganisationStatus.CONFIRMED, None)


def test_a_changed_name_phase_and_postcode_are_taken_over_by_urn(download, birmingham, capsys):
    run(download(school(100001), school(100002, "Oak School")), capsys)
    changed = school(100001, "Elm Academy", Postcode="b13 1aa", **{"PhaseOfEducation (name)": "All-through"})
    assert run(download(changed, school(100002, "Oak School")), capsys) == [
        "0 created, 1 changed, 1 unchanged, 0 refused."
    ]
    organisation = Organisation.objects.get(urn=100001)
    assert (organisation.name, organisation.postcode, organisation.kind.name) == (
        "Elm Academy",
        "B13 1AA",
        "All-through school",
    )


def test_an_extract_without_postcodes_leaves_those_that_are_known(download, birmingham, capsys):
    run(download(school(100001)), capsys)
    assert run(download(school(100001), headings=[h for h in OFFICIAL_HEADINGS if h != "Postcode"]), capsys) == [
        "0 created, 0 changed, 1 unchanged, 0 refused."
    ]
    assert Organisation.objects.get().postcode == "B12 9QA"


def test_schools_elsewhere_are_left_out_and_counted(download, birmingham, capsys):
    path = download(school(100001), school(100002, **{"LA (code)": "201"}))
    assert run(path, capsys) == [
        "1 created, 0 changed, 0 unchanged, 0 refused.",
        "1 are outside the region (their authority is not one of ours).",
    ]


def test_schools_not_open_yet_are_left_out_and_counted(download, birmingham, capsys):
    path = download(school(100001, **{"EstablishmentStatus (name)": "Proposed to open"}))
    assert run(path, capsys) == [
        "0 created, 0 changed, 0 unchanged, 0 refused.",
        "1 are not open yet and were left out.",
    ]


def test_broken_rows_are_refused_one_by_one_with_line_and_reason(download, birmingham, capsys):
    path = download(
        school(100001),
        school(""),
        school("10A001"),
        school(100003, **{"PhaseOfEducation (name)": "Tertiary"}),
        school(100001, "Elm School again"),
        school(100004, CloseDate="31-02-2024"),
        school(100005, ""),
        school(100006, "Elm\nJunior School", **{"EstablishmentStatus (name)": "Asleep"}),
        school(100007, "The last"),
    )
    assert run(path, capsys) == [
        "2 created, 0 changed, 0 unchanged, 7 refused.",
        "Line 3: it has no URN.",
        "Line 4: its URN is not a number.",
        "Line 5: its phase of education is not one we know.",
        "Line 6: its URN is also on line 2.",
        "Line 7: its CloseDate is not a date (dd-mm-yyyy).",
        "Line 8: it has no name.",
        "Line 9: its status is not one we know.",
    ]
    assert list(Organisation.objects.order_by("urn").values_list("urn", flat=True)) == [100001, 100007]


def test_lines_are_counted_as_an_editor_counts_them(download, birmingham, capsys):
    path = download(school(100001, "Elm\nSchool"), school(""))
    assert run(path, capsys)[1] == "Line 4: it has no URN."


def test_a_dry_run_writes_nothing_and_says_the_same(download, birmingham, capsys):
    path = download(school(100001), school(""))
    said = run(path, capsys, dry_run=True)
    assert (Organisation.objects.count(), OrganisationKind.objects.count()) == (0, 0)
    assert said[1:] == run(path, capsys)
    assert said[0] == "Dry run: nothing was written. An import would give:"


def test_a_merged_record_stays_merged(download, birmingham, capsys, noon):
    run(download(school(100001)), capsys)
    kept = OrganisationFactory()
    merge_organisation(organisation=Organisation.objects.get(urn=100001), into=kept, by=None, at=noon)
    run(download(school(100001, "Elm Academy")), capsys)
    merged = Organisation.objects.get(urn=100001)
    assert (merged.status, merged.merged_into, merged.name) == (OrganisationStatus.MERGED, kept, "Elm Academy")


def test_staffs_own_choice_of_sector_and_duty_role_for_a_kind_is_left(download, birmingham, capsys):
    sector = Sector.objects.create(name="Schools", slug="schools")
    OrganisationKind.objects.create(name="Primary school", sector=sector, duty_role="other")
    run(download(school(100001)), capsys)
    organisation = Organisation.objects.get()
    assert (organisation.kind.sector, organisation.duty_role) == (sector, "other")


def test_without_any_area_nothing_is_imported_and_what_to_do_is_said(download):
    with pytest.raises(CommandError, match=r"load_starter") as refusal:
        call_command("import_schools", str(download(school(100001))))
    assert str(refusal.value).count("\n") == 0
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty."),
        (b"%PDF-1.7\n%\xe2\xe3", "is not a table in text (CSV); download the CSV file from the DfE."),
        (b"PK\x03\x04rest", "is not a table in text (CSV); download the CSV file from the DfE."),
        (bytes(range(256)) * 20, "is not a table in text (CSV); download the CSV file from the DfE."),
        (b"name,age\nElm,3\n", "is not the table of schools: it has no column URN, LA (code), EstablishmentName, "),
        (
            b"URN,EstablishmentName,PhaseOfEducation (name)\n",
            "is not the table of schools: it has no column LA (code).",
        ),
    ],
)
def test_a_file_that_is_not_this_table_is_refused_in_one_sentence(tmp_path, birmingham, content, reason):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("import_schools", str(path))
    assert str(refusal.value).startswith(f"{path} {reason}")
    assert str(refusal.value).count("\n") == 0
    assert refusal.value.returncode == 1
    assert Organisation.objects.count() == 0


def test_a_directory_and_a_missing_file_are_refused_in_one_sentence(tmp_path, birmingham):
    for path, reason in ((tmp_path, "is a directory"), (tmp_path / "none.csv", "no such file or directory")):
        with pytest.raises(CommandError) as refusal:
            call_command("import_schools", str(path))
        assert str(refusal.value) == f"{path} cannot be read: {reason}."


def test_a_table_that_breaks_off_writes_nothing(tmp_path, birmingham):
    path = tmp_path / "broken.csv"
    rows = "URN,LA (code),EstablishmentName,PhaseOfEducation (name)\n100001,330,Elm,Primary\n"
    path.write_text(rows + '100002,330,"' + "x" * 200_000 + '",Primary\n')
    with pytest.raises(CommandError, match="stops being a table at line 3"):
        call_command("import_schools", str(path))
    assert Organisation.objects.count() == 0
