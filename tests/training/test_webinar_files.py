"""Reading attendance reports of webinars: each known layout, whatever its headings, and files that are none."""

import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.training.webinar_samples import layouts
from tests.training.webinar_samples.layouts import HERE, SAMPLES, START, commas, tabbed, uk, us
from training.attendance.queries.webinar_files import LogRefused, read_log
from training.attendance.queries.webinar_files.durations import seconds_of
from training.attendance.queries.webinar_files.moments import DateOrder, written
from training.attendance.queries.webinar_files.stays import real_address
from training.attendance.queries.webinar_files.texts import MOST_BYTES, MOST_ROWS

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def read(content, starts_at=NOON):
    return read_log(content, starts_at=starts_at)


def minutes(moment):
    """Minutes and seconds after noon, as the samples write them."""
    return None if moment is None else str(moment.replace(tzinfo=None) - START)


def stays_of(log):
    return {each.name: [(minutes(stay.joined_at), minutes(stay.left_at)) for stay in each.stays] for each in log.people}


def as_built(guests=layouts.EVERYONE, until=None):
    """The stays of the samples, by name; those that end after a moment are open."""

    def left(at):
        return None if until and at >= until else minutes(at)

    return {each.name: [(minutes(a), left(b)) for a, b in each.moments()] for each in guests}


# --- Each layout ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_files_are_what_their_builder_makes(name):
    assert (HERE / name).read_bytes() == SAMPLES[name]()


STAYS_BY_NAME = ["teams_report_2021_us.csv", "zoom_participants.csv", "zoom_participants_with_meeting.csv"]


@pytest.mark.parametrize("name", [*STAYS_BY_NAME, "zoom_webinar.csv"])
def test_each_stay_of_each_person_is_read(name):
    log = read((HERE / name).read_bytes())
    assert (str(log.layout), len(log.people)) == ("stays", 8)
    assert sorted(stays_of(log).values()) == sorted(as_built().values())


@pytest.mark.parametrize(
    "name",
    ["teams_report_2022_us.csv", "teams_report_2022_uk.csv", "teams_report_2022_polish.csv", "teams_webinar_2022.csv"],
)
def test_where_a_part_has_each_stay_the_part_with_sums_adds_none(name):
    log = read((HERE / name).read_bytes())
    found, built = stays_of(log), as_built()
    both_devices = ("0:00:05", "1:59:30")  # of two that overlap the sum is no less than from first to last
    found["Mohammed Ali Khan"] = [stay for stay in found["Mohammed Ali Khan"] if stay != both_devices]
    assert (str(log.layout), found) == ("stays", built)
    assert {person.seconds for person in log.people} == {None}


@pytest.mark.parametrize("name", ["teams_list_2020_uk.csv", "teams_list_2020_us.csv"])
def test_a_list_of_joinings_and_leavings_leaves_open_who_was_still_there(name):
    log = read((HERE / name).read_bytes())
    built = as_built(until=layouts.after(119.00))
    built["Mohammed Ali Khan"] = [("0:00:05", None)]  # two devices, of which one never left
    assert (str(log.layout), stays_of(log)) == ("events", built)


def test_without_the_part_that_has_each_stay_minutes_in_all_are_kept():
    log = read((HERE / "teams_report_2022_people_only.csv").read_bytes())
    [priya] = [person for person in log.people if person.name == "Priya Sample"]
    assert (str(log.layout), priya.seconds) == ("spans", (35 * 60 + 30) + 70 * 60)
    assert stays_of(log)["Priya Sample"] == [("0:04:30", "2:00:00")]


def test_of_somebody_who_is_in_a_part_with_a_stay_and_with_a_sum_both_count():
    log = read((HERE / "teams_report_2022_two_devices.csv").read_bytes())
    [priya] = [person for person in log.people if person.name == "Priya Sample"]
    assert (priya.other_names, priya.seconds) == (("Priya's phone",), 4 * 60 + (35 * 60 + 30) + 70 * 60)
    assert stays_of(log)["Priya Sample"] == [("0:00:00", "0:04:00"), ("0:04:30", "2:00:00")]


def test_unique_users_have_minutes_and_no_times():
    log = read((HERE / "zoom_unique_users.csv").read_bytes())
    assert str(log.layout) == "totals"
    assert {(person.name, person.seconds, person.stays) for person in log.people if person.name[0] in "SZ"} == {
        ("Sam Example", 123 * 60, ()),
        ("Zoe OBrien Okafor (Guest)", 91 * 60, ()),
    }


def test_addresses_are_read_in_lower_case_and_only_where_there_are_any():
    log = read((HERE / "teams_report_2022_uk.csv").read_bytes())
    assert {person.name: person.addresses for person in log.people if person.name[0] in "PZ"} == {
        "Priya Sample": ("priya.sample@elm.example.org",),
        "Zoe OBrien Okafor (Guest)": (),
    }


@pytest.mark.parametrize("name", [*STAYS_BY_NAME[:1], "teams_report_2022_uk.csv", "zoom_webinar.csv"])
def test_those_who_ran_it_are_told_from_the_others(name):
    log = read((HERE / name).read_bytes())
    assert [person.name for person in log.people if person.ran_it] == ["Fay Facilitator"]


def test_who_registered_and_stayed_away_is_not_in_the_log():
    assert "Aisha Begum" not in stays_of(read((HERE / "zoom_webinar.csv").read_bytes()))


def test_a_name_given_when_registering_stands_beside_the_one_that_was_seen():
    log = read((HERE / "teams_webinar_2022.csv").read_bytes())
    assert {person.name: person.other_names for person in log.people}["Mohammed Ali Khan"] == ("Mohammed Khan",)


# --- Headings only help --------------------------------------------------------------------------------------------


def without_words(content, between, encoding):
    """The same file with headings that say nothing: every line without a figure becomes letters."""
    lines = []
    for line in content.decode(encoding).split("\r\n"):
        cells = line.split(between)
        is_heading = len(cells) > 2 and not any(letter.isdigit() for letter in line)
        lines.append(between.join(f"Q{chr(65 + n)}" for n in range(len(cells))) if is_heading else line)
    return "\r\n".join(lines).encode("utf-8-sig")


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("teams")])
def test_a_teams_report_whose_headings_say_nothing_is_read_alike(name):
    content = SAMPLES[name]()
    told = without_words(content, "\t", "utf-16")
    assert told != content
    assert stays_of(read(told)) == stays_of(read(content))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("zoom")])
def test_a_zoom_report_whose_headings_say_nothing_has_the_same_stays(name):
    content = SAMPLES[name]()
    told, log = read(without_words(content, ",", "utf-8-sig")), read(content)
    assert [(each.addresses, each.stays, each.seconds) for each in told.people] == [
        (each.addresses, each.stays, each.seconds) for each in log.people
    ]


def test_columns_may_stand_in_another_order():
    rows = [
        ("Email", "Leave Time", "Name", "Join Time"),
        ("ada@example.org", uk(START + timedelta(hours=1)), "Ada Example", uk(START)),
        ("ben@example.org", uk(START + timedelta(hours=2)), "Ben Example", uk(START)),
    ]
    for between in (tabbed, commas):
        assert stays_of(read(between(rows))) == {
            "Ada Example": [("0:00:00", "1:00:00")],
            "Ben Example": [("0:00:00", "2:00:00")],
        }


def test_the_hosts_address_in_every_row_makes_nobody_another():
    rows = [("Topic", "Host email", "Start", "End", "Name", "Email", "Join", "Leave", "Duration")]
    meeting = ("Trauma", "host@example.org", us(START), us(START + timedelta(hours=3)))
    for name in ("Ada Example", "Ben Example"):
        times = us(START + timedelta(minutes=len(rows))), us(START + timedelta(minutes=60 + len(rows)))
        rows.append((*meeting, name, f"{name[:3].lower()}@example.org", *times, 60))
    log = read(commas(rows))
    assert {person.addresses for person in log.people} == {("ada@example.org",), ("ben@example.org",)}
    assert stays_of(log)["Ada Example"] == [("0:01:00", "1:01:00")]


def test_one_address_is_one_person_and_one_name_with_two_addresses_is_two():
    hour = uk(START), uk(START + timedelta(hours=1))
    rows = [
        ("Name", "Email", "Join", "Leave"),
        ("Sam", "sam@example.org", *hour),
        ("Sam's phone", "SAM@example.org", *hour),
        ("Sam", "other@example.org", *hour),
    ]
    log = read(tabbed(rows))
    assert [(person.name, person.other_names, person.addresses) for person in log.people] == [
        ("Sam", ("Sam's phone",), ("sam@example.org",)),
        ("Sam", (), ("other@example.org",)),
    ]


def test_a_row_with_both_addresses_makes_two_people_one():
    hour = uk(START), uk(START + timedelta(hours=1))
    rows = [
        ("Name", "Email", "UPN", "Join", "Leave"),
        ("Sam Example", "sam@example.org", "", *hour),
        ("S Example", "", "p123@tenant.example", *hour),
        ("Sam Example", "sam@example.org", "p123@tenant.example", *hour),
        ("Ada Example", "ada@example.org", "p124@tenant.example", *hour),
    ]
    assert [person.name for person in read(tabbed(rows)).people] == ["Sam Example", "Ada Example"]


# --- Dates, clocks and lengths --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10/03/2026, 11:58:12", (10, 3, 2026, 11, 58, 12)),
        ("3/10/26, 1:58:12 PM", (3, 10, 26, 13, 58, 12)),
        ("3/10/2026 12:00 a.m.", (3, 10, 2026, 0, 0, 0)),
        ("10.03.2026, 11.58", (10, 3, 2026, 11, 58, 0)),
        ("2026-03-10T11:58:12.345Z", (2026, 3, 10, 11, 58, 12)),
        ("Mar 10, 2026 11:58:12", (2026, 3, 10, 11, 58, 12)),
        ("10 March 2026 11:58", (2026, 3, 10, 11, 58, 0)),
    ],
)
def test_a_moment_is_read_however_it_is_written(text, expected):
    seen = written(text)
    assert (*seen.numbers, seen.hour, seen.minute, seen.second) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sam Example",
        "10/03/2026",
        "11:58:12",
        "10/03/2026 25:00",
        "3/10/2026 13:00 PM",
        "10 Foo 2026 11:00",
        "1h 2m",
    ],
)
def test_what_is_no_moment_is_none(text):
    assert written(text) is None


def test_a_year_long_ago_or_far_ahead_is_no_date():
    assert {written(f"10/03/{year}, 11:58").on(DateOrder.DAY_FIRST) for year in (1999, 9999)} == {None}


@pytest.mark.parametrize("clock", [uk, us])
@pytest.mark.parametrize(("day", "month"), [(4, 3), (3, 4)])
def test_the_sessions_own_day_says_whether_day_or_month_comes_first(clock, day, month):
    """4 March and 3 April are written with the same figures: each is read as the day of the session."""
    at = datetime(2026, month, day, 11, 0)
    start = at.replace(tzinfo=ZoneInfo("Europe/London"))
    rows = [("Name", "Email", "Join", "Leave"), ("Sam Example", "sam@example.org", clock(at), clock(at))]
    [person] = read(tabbed(rows), starts_at=start).people
    assert person.stays[0].joined_at == start


def test_one_date_that_can_be_read_one_way_only_settles_all():
    rows = [
        ("Name", "Email", "Join", "Leave"),
        ("Ada Example", "ada@example.org", "3/10/2026, 12:00:00", "3/10/2026, 13:00:00"),
        ("Ben Example", "ben@example.org", "3/25/2026, 12:00:00", "3/25/2026, 13:00:00"),
    ]
    log = read(tabbed(rows), starts_at=datetime(2026, 10, 3, 12, 0, tzinfo=UTC))
    assert [person.stays[0].joined_at.month for person in log.people] == [3, 3]


def test_times_are_local_unless_a_zone_is_stated():
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)  # ten in London
    row = ("Sam Example", "sam@example.org")

    def joined(heading, first, second):
        rows = [("Name", "Email", heading, "Leave Time"), (*row, first, second)]
        return read(tabbed(rows), starts_at=summer).people[0].stays[0].joined_at

    assert joined("Join Time", "01/07/2026, 10:00:00", "01/07/2026, 11:00:00") == summer
    assert joined("Join Time", "2026-07-01T09:00:00Z", "2026-07-01T10:00:00Z") == summer
    assert joined("Join Time", "2026-07-01 11:00:00 +02:00", "2026-07-01 12:00:00 +02:00") == summer
    assert joined("Join Time (UTC)", "01/07/2026, 09:00:00", "01/07/2026, 10:00:00") == summer


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 2m 3s", 3723),
        ("58m 10s", 3490),
        ("2h", 7200),
        ("45s", 45),
        ("00:58:10", 3490),
        ("1 godz. 2 min 3 sek.", 3723),
        ("1 Std. 5 Min.", 3900),
        ("5 Min. 30 Sek.", 330),
        ("1 hour 2 minutes", 3720),
        ("62", None),
        ("Room 3", None),
        ("3 of 4", None),
        ("", None),
    ],
)
def test_a_length_is_read_in_its_units(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Sam@Example.ORG", "sam@example.org"),
        ("sam_example.org#EXT#@tenant.onmicrosoft.com", "sam@example.org"),
        ("sam_lee_oak.example.org#EXT#@tenant.onmicrosoft.com", "sam_lee@oak.example.org"),
        ("odd#EXT#@tenant.onmicrosoft.com", "odd#ext#@tenant.onmicrosoft.com"),
    ],
)
def test_a_guest_of_a_directory_has_their_own_address(text, address):
    assert real_address(text) == address


# --- Files that are none --------------------------------------------------------------------------------------------


def workbook():
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return file.getvalue()


ROW = "Sam Example\tsam@example.org\t10/03/2026, 12:00:00\t10/03/2026, 13:00:00\r\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "could not find a list of people"),
        (b"name,email,role\nSam,sam@example.org,Nurse\n", "could not find a list of people"),
        (b"a" * (MOST_BYTES + 1), "at most 2 megabytes"),
        (b"\n" * (MOST_ROWS + 1), "more than 20,000 rows"),
        (workbook(), "This is an Excel file"),
        (bomb(), "This is an Excel file"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "This is an Excel file"),
        (b"%PDF-1.7", "could not read this file as text"),
        (b"\xff\xfe" + b"odd", "could not read this file as text"),
        (b"Name\0Email\0Join", "could not"),
        ("".join(ROW.replace("sam@", f"sam{n}@") for n in range(3_001)).encode(), "more than 3,000 people"),
    ],
)
def test_what_is_no_log_is_refused_in_plain_words(content, words):
    with pytest.raises(LogRefused, match=words):
        read(content)


def test_what_cannot_be_seen_is_dropped_and_no_formula_is_run():
    name = '=HYPERLINK("https://evil.example","Sam\u202e\x07 Example\u200b")'
    rows = [("Name", "Email", "Join", "Leave"), (name, "sam@example.org", f'="{uk(START)}"', uk(START))]
    [person] = read(commas(rows)).people
    assert person.name == '=HYPERLINK("https://evil.example","Sam Example")'
    assert person.stays[0].joined_at == NOON


def test_a_quotation_mark_in_a_name_swallows_nobody():
    bob = ROW.replace("Sam Example\tsam@", '"Bob\tb@')
    content = f"Name\tEmail\tJoin\tLeave\r\n{bob}{ROW}".encode("utf-16")
    assert [person.addresses for person in read(content).people] == [("b@example.org",), ("sam@example.org",)]


def test_a_report_without_its_mark_is_read_as_what_it_looks_like():
    text = "Name\tEmail\tJoin\tLeave\r\n" + ROW.replace("Sam", "Zoë")
    for encoding in ("utf-16-le", "utf-16-be", "utf-8", "cp1252"):
        assert [person.name for person in read(text.encode(encoding)).people] == ["Zoë Example"]


CELLS = st.one_of(
    st.sampled_from(
        ["", "--", "Sam", "Sam Example", "a@b.co", "10/03/2026, 12:00", "31/02/2026 1:00 AM", "1h 2m", "62", "Yes",
         "2026-03-10T12:00:00+99:99", "981 4411 2307", '"', "=1+1", "29/02/26, 00:00 PM", "0:00:00"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@given(st.binary(max_size=3_000))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\xd8\n\x00")
@example(b"\xef\xbb\xbf")
@example(b"\x00")
def test_no_bytes_whatever_raise_anything_but_a_refusal(content):
    with suppress(LogRefused):
        assert read(content).people


@example([["", "", "--", "10/03/2026, 12:00", ":\n", "--", "Sam"]], "\t", False)  # an event, and nobody it happened to
@given(st.lists(st.lists(CELLS, max_size=8), max_size=12), st.sampled_from(["\t", ",", ";"]), st.booleans())
def test_no_table_whatever_raises_anything_but_a_refusal(rows, between, is_wide):
    text = "\r\n".join(between.join(row) for row in rows)
    try:
        log = read(text.encode("utf-16" if is_wide else "utf-8", errors="replace"))
    except LogRefused:
        return
    assert log.people
    assert type(log).unpacked(log.packed()).people == log.people
    for person in log.people:
        assert person.stays or person.seconds
        assert all(stay.left_at is None or stay.joined_at <= stay.left_at for stay in person.stays)
