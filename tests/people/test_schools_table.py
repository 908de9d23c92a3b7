"""Reading the DfE's table of schools, row by row."""

from people.organisations.schools_table import RefusedRow, open_schools_table


def test_a_control_character_is_refused_with_its_row_however_far_down_the_file(tmp_path):
    path = tmp_path / "schools.csv"
    good, bad = "1,330,Elm School,Primary", ["2,330,Elm\0School,Primary", "3,330,Elm\x07School,Primary"]
    path.write_text("\n".join(["URN,LA (code),EstablishmentName,PhaseOfEducation (name)", *[good] * 5000, *bad]))
    with open_schools_table(path) as table:
        rows = list(table.rows)
    why = "the EstablishmentName has letters that cannot be read"
    assert rows[-2:] == [RefusedRow(5002, why), RefusedRow(5003, why)]
    assert not any(isinstance(row, RefusedRow) for row in rows[:-2])
