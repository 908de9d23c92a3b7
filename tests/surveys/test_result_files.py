"""Files of results read back by what reads such files: what is in them, and what never is."""

import csv
import io

import openpyxl
import pyreadstat
import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from surveys.models import HeldText, Mode
from surveys.responses.models import ROWS
from surveys.results.exports.answers import single_answers
from surveys.results.exports.codebook import codebook
from surveys.results.exports.files import Format
from surveys.results.operations.exporting import KeepsNoRows, NoReason, take_answers, take_tables, take_texts
from surveys.results.operations.releasing import StillOpen, release_answers
from surveys.results.queries.counting import ground_of
from surveys.results.queries.joined import joined
from surveys.results.queries.register import Register
from surveys.results.queries.selections import Selection
from surveys.results.queries.shown import questions
from tests.factories import PersonFactory, launched_survey
from tests.surveys.answered import FULL, FULL_WORDS, crowd, lay, new_key, version_of

pytestmark = pytest.mark.django_db
REASON = "For the university that evaluates it"
SOMEBODY = {
    "safe": "no", "where": ["street", "online"], "hope": "2", "who": {"family": "often"},
    "order": ["clubs", "school", "police"], "age": "~prefer_not", "years": 12, "more": "~written",
    "living": "AB1", "since": "2024-05", "born": "2004", "spent": 0,
}  # fmt: skip


def closed(answers, *, mode=Mode.ANONYMOUS, words=FULL_WORDS, **laid):
    survey = launched_survey(mode=mode, questionnaire=FULL, words=words)
    lay(version_of(survey), answers, **laid)
    survey.closed_at = timezone.now()
    survey.save()
    return survey


def taken(survey, form, by=None):
    by = by or PersonFactory()
    return take_answers(survey=survey, form=form, reason=REASON, by=by, at=timezone.now())


def as_csv(file):
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))


def as_lines(file, form):
    if form == Format.XLSX:
        return [list(line) for line in openpyxl.load_workbook(io.BytesIO(file.content))["Answers"].values]
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))


def as_sav(file, tmp_path):
    (tmp_path / "file.sav").write_bytes(file.content)
    return pyreadstat.read_sav(tmp_path / "file.sav", output_format="dict", user_missing=True)


def released(survey):
    release_answers(survey=survey, selection=Selection(), by=None, at=timezone.now())
    return questions(Register(survey).of(Selection().population(survey)))


def test_single_answers_in_csv_are_words():
    [row] = as_csv(taken(closed([SOMEBODY]), Format.CSV))
    assert row == {
        "safe": "No", "where_street": "Chosen", "where_school": "Not chosen", "where_online": "Chosen",
        "where_nowhere": "Not chosen", "hope": "2", "who_family": "Often", "who_friends": "Left blank",
        "order_clubs": "1", "order_police": "3", "order_school": "2", "age": "Prefer not to say", "years": "12",
        "living": "AB1", "since": "202405", "born": "2004", "spent": "0",
    }  # fmt: skip


def test_single_answers_in_spss_have_labels_and_say_which_are_missing_and_why(tmp_path):
    rows, meta = as_sav(taken(closed([SOMEBODY, {"safe": "~uncomfortable"}]), Format.SPSS), tmp_path)
    by_age = dict(zip(rows["safe"], rows["age"], strict=True))
    labels = meta.variable_value_labels
    assert by_age == {2.0: -1.0, -2.0: -4.0}
    assert labels["age"] == {
        1.0: "Under 16", 2.0: "16 to 24", 3.0: "Over 24", -1.0: "Prefer not to say",
        -2.0: "I don’t feel comfortable to say", -3.0: "Left blank", -4.0: "Not asked",
    }  # fmt: skip
    assert {name: ranges for name, ranges in meta.missing_ranges.items() if name in ("age", "years")} == {
        "age": [{"lo": -4.0, "hi": -1.0}], "years": [{"lo": -4.0, "hi": -1.0}]
    }  # fmt: skip
    assert meta.column_names_to_labels["who_family"] == "Who do you talk to? Family"
    assert (meta.variable_measure["hope"], meta.variable_measure["years"]) == ("ordinal", "scale")


def test_single_answers_in_a_workbook_come_with_a_codebook():
    book = openpyxl.load_workbook(io.BytesIO(taken(closed([SOMEBODY]), Format.XLSX).content))
    assert book.sheetnames == ["Answers", "Codebook", "About"]
    headers, row = book["Answers"].iter_rows(values_only=True)
    assert dict(zip(headers, row, strict=True))["years"] == 12
    listed = {line[0] for line in book["Codebook"].iter_rows(values_only=True, min_row=2)}
    assert listed == set(headers)


def test_no_spreadsheet_program_takes_words_for_a_formula():
    words = {**FULL_WORDS, "en": {**FULL_WORDS["en"], "q.safe.option.no": "=HYPERLINK(1)"}}
    survey = closed([{"safe": "no", "age": "16_24"}] * 12, words=words)
    assert as_csv(taken(survey, Format.CSV))[0]["safe"] == "'=HYPERLINK(1)"
    file = take_tables(survey=survey, questions=released(survey), form=Format.XLSX, by=None, at=timezone.now())
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(file.content))["Results"].rows for cell in row]
    assert "'=HYPERLINK(1)" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize(("mode", "beside"), [(Mode.ANONYMOUS, ()), (Mode.PAIRED, ("pair", "wave"))])
@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_nobody_is_told_by_key_or_moment(mode, beside, form):
    survey = closed(crowd(20, questionnaire=FULL), mode=mode, periods=("2026-W10", "2026-W11"))
    rows = ROWS[mode].objects.all()
    for row in rows if mode == Mode.PAIRED else ():
        row.pair = new_key()
        row.save()
    headings, *told = as_lines(taken(survey, form), form)
    answers = single_answers(ground_of(survey))
    assert answers.beside == beside
    assert headings == [*beside, *(variable.name for variable in answers.variables)]
    assert len(told) == len(rows) == 20
    keys = {str(key) for row in rows for key in (row.pk, getattr(row, "pair", None))}
    assert not keys & {str(cell) for line in told for cell in line}
    assert not any(week in str(cell) for line in told for cell in line for week in ("2026", "W10", "W11"))
    if mode == Mode.PAIRED:
        assert {line[0] for line in told} == {str(number) for number in range(1, 21)}


def test_rows_are_in_another_order_in_each_file():
    survey = closed(crowd(40, questionnaire=FULL))
    first, second = (taken(survey, Format.CSV).content for _ in range(2))
    assert first != second
    assert sorted(first.splitlines()) == sorted(second.splitlines())


def test_no_time_stands_beside_single_answers_however_many_there_are():
    survey = closed([SOMEBODY] * 15, periods=["2026-W10"])
    lay(version_of(survey), [SOMEBODY] * 15, periods=["2026-W15"])
    told = taken(survey, Format.CSV).content.decode()
    assert single_answers(ground_of(survey)).beside == ()
    assert not any(time in told for time in ("W10", "W15", "2026", "March", "April"))


@pytest.mark.parametrize(("about_one", "told"), [(9, ()), (10, ("about",))])
def test_courses_are_told_only_where_each_holds_ten(about_one, told):
    survey = closed([SOMEBODY] * 15, about=["ACE1"])
    lay(version_of(survey), [SOMEBODY] * about_one, about=["ACE2"])
    assert single_answers(ground_of(survey)).beside == told


def test_named_answers_have_their_names():
    survey = closed([SOMEBODY], mode=Mode.NAMED)
    [row] = as_csv(taken(survey, Format.CSV))
    assert row["answered_on"] == "2026-03-10"
    assert "@" in row["email"]


def test_totals_alone_have_no_single_answers_for_anybody():
    with pytest.raises(KeepsNoRows, match="no list of them, as people were promised"):
        taken(closed([SOMEBODY], mode=Mode.COUNTED), Format.CSV)


def test_nothing_is_taken_away_while_people_answer():
    survey = launched_survey(questionnaire=FULL, words=FULL_WORDS)
    lay(version_of(survey), [SOMEBODY])
    for take in (
        lambda: taken(survey, Format.CSV),
        lambda: take_texts(survey=survey, reason=REASON, by=PersonFactory(), at=timezone.now()),
        lambda: take_tables(survey=survey, questions=[], form=Format.CSV, by=None, at=timezone.now()),
    ):
        with pytest.raises(StillOpen):
            take()
    assert not ModelLogEntry.objects.filter(action__startswith="surveys.results").exists()


@pytest.mark.parametrize("reason", ["", "   ", "research", " " * 40])
def test_single_answers_are_not_taken_without_a_reason(reason):
    survey = closed([SOMEBODY])
    with pytest.raises(NoReason, match="It is kept with your name"):
        take_answers(survey=survey, form=Format.CSV, reason=reason, by=PersonFactory(), at=timezone.now())
    assert not ModelLogEntry.objects.filter(action="surveys.results.export_raw").exists()


def test_who_took_single_answers_and_why_stays_in_the_log():
    survey, person = closed([SOMEBODY] * 3), PersonFactory()
    taken(survey, Format.SPSS, by=person)
    [entry] = ModelLogEntry.objects.filter(action="surveys.results.export_raw")
    assert (entry.user, entry.data) == (person, {"rows": 3, "format": "sav", "reason": REASON})


def test_only_texts_that_were_kept_are_taken_and_apart_from_answers():
    survey = closed([SOMEBODY])
    version, on = version_of(survey), timezone.localdate()
    facts = {"version": version, "question": "more"}
    HeldText.objects.create(**facts, text="Kept words", state="kept", read_on=on, may_be_quoted=True)
    HeldText.objects.create(**facts, text="Unread words")
    HeldText.objects.create(**facts, state="removed", read_on=on)
    file = take_texts(survey=survey, reason=REASON, by=PersonFactory(), at=timezone.now())
    label = "Is there anything else you want to say?"
    assert as_csv(file) == [{"question": label, "what_was_written": "Kept words", "may_be_quoted": "Yes"}]
    assert "Kept words" not in taken(survey, Format.CSV).content.decode()


def test_tables_in_csv_are_as_they_are_shown():
    survey = closed([{"safe": "yes", "age": "16_24"}] * 22 + [{"safe": "no", "age": "over_24"}] * 3)
    file = take_tables(survey=survey, questions=released(survey), form=Format.CSV, by=None, at=timezone.now())
    told = {(row["question"], row["answer"]): (row["people"], row["number"], row["percent"]) for row in as_csv(file)}
    assert told["Do you feel safe where you live?", "No"] == ("fewer than 5", "", "")
    assert {number for _people, number, _percent in told.values()} <= {"", "0", "20", "25"}
    assert "We never show a number that could point to a person" in as_csv(file)[0]["about_small_numbers"]


def test_tables_in_spss_say_why_a_number_is_missing(tmp_path):
    people = [{"safe": "yes", "age": "16_24"}] * 22 + [{"safe": "no", "age": "over_24"}] * 8
    survey = closed(people + [{"safe": "sometimes", "age": "over_24"}] * 3)
    file = take_tables(survey=survey, questions=released(survey), form=Format.SPSS, by=None, at=timezone.now())
    rows, meta = as_sav(file, tmp_path)
    numbers = dict(zip(rows["answer"], rows["number"], strict=True))
    assert (numbers["Sometimes"], numbers["Yes"]) == (-1.0, 20.0)
    assert meta.missing_ranges["number"] == [{"lo": -2.0, "hi": -1.0}]


def test_the_codebook_names_every_column_and_what_its_codes_mean():
    survey = closed([])
    entries = {entry.name: entry for entry in codebook(joined(survey))}
    assert entries["where_street"].label == "Where do you not feel safe? In the street"
    assert entries["safe"].values[:3] == ((1, "Yes"), (2, "No"), (3, "Sometimes"))
    assert entries["hope"].values[0] == (1, "Not at all")
    assert entries["years"].versions == "1"
