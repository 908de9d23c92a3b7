"""The words of messages: staff's own in place of the product's, and never anything but words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jinja2 import TemplateNotFound
from post_office.models import Email
from wagtail.models import ModelLogEntry

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, CourseFactory, SessionFactory, staff_member
from training.bookings import emails, operations
from training.bookings.operations import WordsRefused
from training.bookings.queries.messages import MOMENTS
from training.bookings.queries.samples import can_be_reworded, sample_booking, session_to_show, usual_words
from training.bookings.queries.wording import NEVER_REWORDED, PLACEHOLDERS, Paragraph, Words
from training.models import MessageText, Notice, NoticeKind

pytestmark = pytest.mark.django_db
CONFIRMED, WEEK = NoticeKind.CONFIRMED, NoticeKind.REMINDER_WEEK


def has_template(kind):
    try:
        return bool(engines["jinja2"].env.get_template(f"emails/{kind.value}.html"))
    except TemplateNotFound:
        return False


TO_PEOPLE = [kind for kind in NoticeKind if kind not in NEVER_REWORDED and has_template(kind)]


def write(kind=CONFIRMED, body="Own words", **more):
    return operations.write_message(
        kind=kind, body=body, by=staff_member(StaffRole.PROGRAMME_MANAGER), at=timezone.now(), **more
    )


def email_for(booking, kind=CONFIRMED):
    Notice.objects.create(booking=booking, kind=kind, sequence=booking.notices.count(), made_at=timezone.now())
    operations.make_emails(at=timezone.now())
    return Email.objects.latest("pk")


def test_every_message_that_a_person_gets_has_its_moment_and_managers_messages_have_none():
    kinds = [kind for kinds in MOMENTS.values() for kind in kinds]
    assert sorted(kinds) == sorted(set(NoticeKind) - NEVER_REWORDED)


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_the_words_of_each_message_can_be_written_anew_while_its_facts_and_links_stay(kind):
    """A template keeps its words apart by extending emails/booking.html and filling its blocks."""
    assert can_be_reworded(kind)
    at = timezone.now()
    booking = sample_booking(kind, session_to_show(session=None, course=None, at=at), at=at)
    usual = emails.preview(kind, booking, words=None, at=at)
    own = emails.preview(kind, booking, words=Words("Our subject", "Our heading", "Our words"), at=at)
    assert (own.subject, "Our heading" in own.text, "Our words" in own.text) == ("Our subject", True, True)
    words = usual_words(kind, booking)
    facts = emails.facts_of(booking)
    assert (words.heading in usual.text, words.heading in own.text) == (True, False)
    stays = [line for line in usual.text.splitlines() if "http" in line or line.startswith(("Course: ", "Date: "))]
    assert [line for line in stays if line not in own.text] == []
    filled = words.say(facts)
    assert filled.subject == usual.subject
    assert [line for part in filled.paragraphs for line in part.lines if line not in usual.text] == []


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_the_usual_words_written_as_ones_own_say_the_same(kind):
    at = timezone.now()
    booking = sample_booking(kind, session_to_show(session=None, course=None, at=at), at=at)
    words = usual_words(kind, booking)
    assert emails.preview(kind, booking, words=words, at=at) == emails.preview(kind, booking, words=None, at=at)


def test_the_most_particular_words_are_said():
    session = SessionFactory()
    booking, elsewhere = BookingFactory(session=session), BookingFactory()
    other_date = BookingFactory(session=SessionFactory(course=session.course))

    def first_words():
        return [email_for(who).message.split("\n\n")[1] for who in (booking, other_date, elsewhere)]

    usual = [f"Hello {who.name}," for who in (booking, other_date, elsewhere)]
    assert first_words() == usual
    write(body="For everyone")
    assert first_words() == ["For everyone"] * 3
    write(body="For the course", course=session.course)
    assert first_words() == ["For the course", "For the course", "For everyone"]
    write(body="For the session", session=session)
    assert first_words() == ["For the session", "For the course", "For everyone"]
    for scope in ({"course": session.course}, {}):
        operations.reset_message(kind=CONFIRMED, **scope, by=None, at=timezone.now())
    assert first_words() == ["For the session", *usual[1:]]


def test_words_of_one_kind_are_not_said_by_another():
    write(kind=WEEK)
    assert "Own words" not in email_for(BookingFactory()).message


def test_placeholders_become_facts():
    booking = BookingFactory(session__course__title="Noticing harm", session__venue__name="Oak Hall")
    named = " | ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    write(subject="{course} at {place}", heading="To {name}", body=named)
    email = email_for(booking)
    facts = emails.facts_of(booking)
    assert email.subject == "Noticing harm at Oak Hall"
    assert email.message.startswith(f"To {booking.name}\n")
    assert " | ".join(facts[name] for name in PLACEHOLDERS) in email.message


def test_whoever_joins_online_reads_so_in_place_of_the_venue():
    session = SessionFactory(mode="hybrid", online_capacity=2)
    write(body="You join at: {place}")
    assert f"You join at: {session.venue.name}" in email_for(BookingFactory(session=session)).message
    at_home = BookingFactory(session=session, online=True, hold_a_place=False)
    assert "You join at: online" in email_for(at_home).message


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("One", [Paragraph(["One"])]),
        ("One\ntwo\n\nThree", [Paragraph(["One", "two"]), Paragraph(["Three"])]),
        ("One\r\n \r\nTwo", [Paragraph(["One"]), Paragraph(["Two"])]),
        ("Bring:\n- a pen\n- tea\nThank you", [
            Paragraph(["Bring:"]), Paragraph(["a pen", "tea"], is_list=True), Paragraph(["Thank you"]),
        ]),
        ("\n\n\n", []),
        ("-no list", [Paragraph(["-no list"])]),
        ("# No heading\nbut words", [Paragraph(["# No heading", "but words"])]),
    ],
)  # fmt: skip
def test_plain_text_becomes_paragraphs_and_lists(body, paragraphs):
    assert Words("", "", body).say({}).paragraphs == paragraphs


MISCHIEF = "<script>alert(1)</script><b>bold</b> {{ 7 * 7 }} {% include 'base.html' %} ${7*7} &amp; \"quoted\""


def test_words_are_never_run_as_markup_or_as_a_template():
    MessageText.objects.create(kind=CONFIRMED, subject=MISCHIEF, heading=MISCHIEF, body=f"{MISCHIEF}\n\n- {MISCHIEF}")
    email = email_for(BookingFactory())
    assert email.message.count(MISCHIEF) == 3
    assert email.subject == MISCHIEF
    assert ("<script>" in email.html_message, "<b>bold" in email.html_message) == (False, False)
    assert "49" not in email.html_message.replace(str(timezone.now().year), "").split("</h1>")[0].split("<h1")[1]
    # What the outbox sends is what was written: post_office, too, compiles none of it.
    message = email.email_message()
    assert (message.subject, message.body.count(MISCHIEF)) == (MISCHIEF, 3)


def test_a_name_is_not_looked_into_for_placeholders_or_paragraphs():
    booking = BookingFactory(name="{course} <i>Sam</i>\n\n- x")
    write(body="Dear {name}!")
    email = email_for(booking)
    assert "Dear {course} <i>Sam</i> - x!" in email.message
    assert "<i>" not in email.html_message


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"body": "Hello {nmae}"}, "{nmae} stands for nothing."),
        ({"body": "Hello", "subject": "{ name }, {sms}"}, "{ name }, {sms} stands for nothing."),
        ({"body": "{{ name }}"}, "{ name } stands for nothing."),
        ({"body": "{% debug %}"}, "{% debug %} stands for nothing."),
        ({"body": "  \n "}, "Enter the words of the message"),
        ({"body": " ", "heading": "Only a heading"}, "Enter the words of the message"),
        ({"body": "Hello", "heading": "{nmae}"}, "{nmae} stands for nothing."),
        ({"body": "Hello", "kind": NoticeKind.APPROVAL_ASKED}, "What a line manager is asked"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_and_change_nothing(facts, said):
    with pytest.raises(WordsRefused) as refusal:
        write(**facts)
    assert str(refusal.value).startswith(said)
    assert (MessageText.objects.count(), ModelLogEntry.objects.count()) == (0, 0)


def test_a_refused_placeholder_is_told_with_those_that_there_are():
    with pytest.raises(WordsRefused, match=r"You can use: \{name\}, \{course\}, \{date\}, \{time\}, \{place\}, "):
        write(body="{who}")


def test_who_changed_which_words_is_written_down_once():
    course = CourseFactory()
    for heading in ("Nearly", "Nearly there", "Nearly there"):
        write(kind=WEEK, course=course, heading=heading)
    operations.reset_message(kind=WEEK, course=course, by=None, at=timezone.now())
    assert operations.reset_message(kind=WEEK, course=course, by=None, at=timezone.now()) is False
    entries = ModelLogEntry.objects.order_by("pk")
    assert [entry.action.rpartition(".")[2] for entry in entries] == ["write", "write", "reset"]
    assert entries[0].data == {"kind": WEEK, "course": course.pk, "session": None}
    assert (entries[2].data["heading"], entries[2].data["body"]) == ("Nearly there", "Own words")
    assert MessageText.objects.count() == 0


def test_words_cost_an_email_one_question_more():
    asked = []
    for more in (0, 0, 1, 30):
        for number in range(more):
            write(kind=WEEK, body=f"Words {number}", course=CourseFactory())
            write(body=f"Words {number}", session=SessionFactory())
        booking = BookingFactory()
        Notice.objects.create(booking=booking, kind=CONFIRMED, sequence=0, made_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            operations.make_emails(at=timezone.now())
        asked.append(len(queries))
        words = [query for query in queries if "training_messagetext" in query["sql"]]
        assert len(words) == 1
    assert asked[1] == asked[2] == asked[3]


def test_a_test_goes_to_the_editor_alone_and_says_that_it_is_one():
    session, person = SessionFactory(), staff_member(StaffRole.PROGRAMME_MANAGER, email="editor@example.org")
    BookingFactory(session=session)
    operations.send_test_message(
        kind=WEEK, session=session, words=Words("See you", "", "Own words"), by=person, at=timezone.now()
    )
    email = Email.objects.get()
    assert (email.to, email.subject) == (["editor@example.org"], "Test: See you")
    assert "Own words" in email.message
    assert "This is a test. The booking in it is invented" in email.message
    assert "This is a test" in str(email.html_message)
    assert MessageText.objects.count() == 0


def test_the_sample_is_of_the_next_session_and_is_invented_where_there_is_none():
    at, course = timezone.now(), CourseFactory()
    invented = session_to_show(session=None, course=course, at=at)
    assert (invented.pk, invented.course) == (0, course)
    later = SessionFactory(course=course, starts_at=at + timedelta(days=20))
    sooner = SessionFactory(starts_at=at + timedelta(days=2))
    SessionFactory(starts_at=at - timedelta(days=2))
    assert session_to_show(session=None, course=course, at=at) == later
    assert session_to_show(session=None, course=None, at=at) == sooner
    assert session_to_show(session=later, course=None, at=at) is later
