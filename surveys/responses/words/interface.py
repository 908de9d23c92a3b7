"""Every text of ours around the questions of a survey, as one language says it."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.units import format_unit

from surveys.questionnaires.models import Mode


@dataclass(frozen=True)
class InterfaceWords:
    """The texts of one language. What stands in braces is filled in: {day}, {months}, {number}, {total}, {option}."""

    language: str
    locale: str  # as the Unicode CLDR calls it, for dates
    name: str  # of the language, in itself
    direction: str

    # Around every page
    title: str
    title_part: str
    title_error: str
    skip: str
    exit: str
    exit_urgent: str
    exit_activated: str
    exit_timed_out: str
    exit_press_two: str
    exit_press_one: str
    get_help: str
    help_heading: str
    help_text: str
    preview: str
    preview_text: str

    # The start
    minutes: str
    all_optional: str
    open_until: str
    results_by: str
    results_at: str
    about_course: str
    choose_language: str
    anonymous_heading: str
    anonymous_text: str
    counted_text: str
    alone_text: str
    paired_heading: str
    paired_text: str
    named_heading: str
    named_text: str
    named_as: str
    what_we_keep: str
    printed_code: str
    printed_code_hint: str
    own_code: str
    own_code_why: str
    own_code_first: str
    own_code_second: str
    own_code_third: str
    own_code_example: str
    wave: str
    wave_before: str
    wave_after: str
    begin: str
    sign_in: str
    have_code: str

    # How to leave
    leaving_heading: str
    leaving_press: str
    leaving_keys: str
    leaving_lost: str
    leaving_history: str
    go_on: str

    # A page of questions
    part: str
    back: str
    save: str
    why: str
    alternatively: str
    prefer_not: str
    uncomfortable: str
    choose_all: str
    choose_some: str
    rank: str
    rank_none: str
    number_between: str
    month: str
    year: str
    month_example: str
    year_example: str
    district_example: str
    most_letters: str
    own_words: str
    may_be_quoted: str
    trap: str

    # What was not understood
    look_again: str
    not_an_option: str
    stands_alone: str
    both: str
    too_many: str
    rank_all: str
    rank_once: str
    not_a_number: str
    not_between: str
    not_a_month: str
    not_a_year: str
    not_a_district: str
    too_long: str
    code_missing: str
    own_code_missing: str
    wave_missing: str
    printed_code_wrong: str
    spent_heading: str
    printed_code_spent: str
    saved_code_wrong: str

    # Checking and sending
    check_heading: str
    check_text: str
    change: str
    not_answered: str
    quoted: str
    send: str
    too_fast: str
    trapped: str

    # Saved
    saved_heading: str
    saved_text: str
    your_code: str
    saved_way: str
    saved_until: str
    saved_keep: str
    saved_on: str
    take_up_heading: str
    take_up_text: str
    start_again: str

    # The end
    thanks_heading: str
    next_heading: str
    thanks_closes: str
    thanks_anonymous: str
    thanks_device: str
    results_link: str
    preview_over: str
    preview_over_text: str

    # Where there is nothing to answer
    closed_heading: str
    closed_text: str
    closed_unsent: str
    unknown_heading: str
    unknown_text: str
    too_late_heading: str
    too_late_text: str
    all_surveys: str
    tampered_heading: str
    tampered_text: str
    already_heading: str
    already_text: str
    refused_heading: str
    to_start: str
    too_many_sent: str
    too_many_codes: str
    wave_needed: str
    busy_heading: str
    busy_text: str

    # What we keep
    kept_heading: str
    kept_intro: str
    kept_meanwhile: str
    kept_months: str
    kept_deleted: str
    kept_noted: str
    never_heading: str
    never_name: str
    never_address: str
    never_device: str
    never_moment: str
    never_time: str
    never_order: str

    def privacy(self, mode: Mode) -> tuple[str, str]:
        """How private answers in a mode are: a heading, and what it means."""
        told = {
            Mode.NAMED: (self.named_heading, self.named_text),
            Mode.PAIRED: (self.paired_heading, self.paired_text),
        }
        return told.get(mode, (self.anonymous_heading, self.anonymous_text))

    def day(self, value: date) -> str:
        """A date in this language, with its weekday (Unicode CLDR)."""
        return str(format_date(value, "EEEE d MMMM y", locale=self.locale))

    def months(self, number: int) -> str:
        """So many months, in this language."""
        return str(format_unit(number, "duration-month", locale=self.locale))
