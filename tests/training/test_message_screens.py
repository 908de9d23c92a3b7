"""The staff screens of messages: whose words each says, writing them with a preview, and going back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from people.accounts.policies import StaffRole
from tests.factories import BookingFactory, CourseFactory, PersonFactory, SessionFactory
from training.bookings.operations import write_message
from training.models import MessageText, NoticeKind

pytestmark = pytest.mark.django_db
WEEK = NoticeKind.REMINDER_WEEK
ANSWERS = {"subject": "See you at {place}", "heading": "", "words": "Hello {name},\n\n- bring a pen"}


def screen(view, *args):
    return reverse(f"training_messages:{view}", args=args)


def write(body="Own words", kind=WEEK, **scope):
    return write_message(kind=kind, body=body, by=None, at=timezone.now(), **scope)


@pytest.fixture
def screens():
    """Every screen, for every scope, of words that are there."""
    course, session = CourseFactory(), SessionFactory()
    write("Private words")
    write("Private words", course=course)
    write("Private words", session=session)
    scopes = {"": (), "_course": (course.pk,), "_session": (session.pk,)}
    return [
        screen(f"{view}{of}", *keys, *kind)
        for of, keys in scopes.items()
        for view, kind in (("index", ()), ("edit", (WEEK.value,)), ("reset", (WEEK.value,)))
    ]


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        (None, False),
        ((), False),
        ((StaffRole.FACILITATOR,), False),
        ((StaffRole.EDITOR,), False),
        ((StaffRole.APPROVER,), False),
        ((StaffRole.ANALYST,), False),
        ((StaffRole.PROGRAMME_MANAGER,), True),
        ((StaffRole.ADMINISTRATOR,), True),
    ],
)
def test_programme_managers_alone_see_and_write_the_words(client, sign_in, screens, roles, may):
    if roles:
        sign_in(*roles)
    elif roles is not None:
        client.force_login(PersonFactory())
    for address in screens:
        response = client.get(address)
        assert (response.status_code == 200) is may, address
        assert ("Private words" in response.text) is (may and "reminder_week" in address), address
        if not may:
            assert client.post(address, ANSWERS | {"save": "1"}).status_code in (302, 403, 405)
    if not may:
        assert set(MessageText.objects.values_list("body", flat=True)) == {"Private words"}
        assert MessageText.objects.count() == 3


def test_the_menu_names_messages_for_those_who_may_write_them(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    assert screen("index") in client.get("/admin/").text
    sign_in(StaffRole.EDITOR)
    assert screen("index") not in client.get("/admin/").text


def test_words_are_looked_at_before_they_are_saved(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    course = CourseFactory(title="Noticing harm")
    SessionFactory(course=course, venue__name="Oak Hall")
    address = screen("edit_course", course.pk, WEEK.value)
    first = client.get(address)
    assert first.context["letter"].subject.startswith("Coming up: Noticing harm, ")
    assert first.context["form"].initial["words"].startswith("Hello {name},")
    looked = client.post(address, ANSWERS | {"preview": "1"})
    letter = looked.context["letter"]
    assert letter.subject == "See you at Oak Hall"
    assert "Hello Sam Example,\n\n- bring a pen" in letter.text
    assert looked.text.count("&lt;li style=&quot;margin: 0 0 6px;&quot;&gt;bring a pen&lt;/li&gt;") == 2
    assert (MessageText.objects.count(), Email.objects.count()) == (0, 0)

    saved = client.post(address, ANSWERS | {"save": "1"})
    assert saved.url == screen("index_course", course.pk)
    text = MessageText.objects.get()
    assert (text.kind, text.course, text.session) == (WEEK, course, None)
    assert (text.subject, text.body) == ("See you at {place}", "Hello {name},\n\n- bring a pen")


def test_the_usual_subject_and_heading_stay_the_usual_ones_when_they_are_left_alone(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    address = screen("edit", WEEK.value)
    form = client.get(address).context["form"]
    client.post(address, form.initial | {"words": "Other words", "save": "1"})
    text = MessageText.objects.get()
    assert (text.subject, text.heading, text.body) == ("", "", "Other words")


def test_a_heading_is_kept_with_the_words_and_comes_back_into_its_field(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    address = screen("edit", WEEK.value)
    client.post(address, ANSWERS | {"heading": "Nearly there, {name}", "save": "1"})
    text = MessageText.objects.get()
    assert (text.heading, text.body) == ("Nearly there, {name}", ANSWERS["words"])
    initial = client.get(address).context["form"].initial
    assert (initial["heading"], initial["words"]) == ("Nearly there, {name}", ANSWERS["words"])


@pytest.mark.parametrize("words", ["# Hello", "# Hello\n\nWe are glad", "#"])
def test_what_is_saved_is_what_was_looked_at_also_behind_a_number_sign(client, sign_in, words):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    address = screen("edit", WEEK.value)
    looked = client.post(address, ANSWERS | {"words": words, "preview": "1"}).context["letter"]
    assert f"\n\n{words}\n\n" in looked.text
    assert client.post(address, ANSWERS | {"words": words, "save": "1"}).url == screen("index")
    saved = client.get(address)
    assert (saved.context["form"].initial["words"], saved.context["letter"]) == (words, looked)


@pytest.mark.parametrize(
    ("answer", "field", "said"),
    [
        ({"words": ""}, "words", "Enter the words of the message, or go back to the usual ones."),
        ({"words": "{nmae}"}, "words", "{nmae} stands for nothing. You can use: {name}, {course}, {date}, {time}, "),
        ({"subject": "{when}"}, "subject", "{when} stands for nothing."),
        ({"heading": "{{ name }}"}, "heading", "{ name } stands for nothing."),
        ({"subject": "x" * 151}, "subject", "Ensure this value has at most 150 characters"),
        ({"words": "x" * 5001}, "words", "Ensure this value has at most 5000 characters"),
    ],
)
@pytest.mark.parametrize("button", ["save", "preview", "test"])
def test_words_that_cannot_be_sent_are_refused_beside_their_field_and_kept_there(
    client, sign_in, answer, field, said, button
):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    response = client.post(screen("edit", WEEK.value), ANSWERS | answer | {button: "1"})
    assert response.context["form"].errors[field][0].startswith(said)
    assert response.context["form"][field].value() == answer[field]
    assert response.context["letter"] is None
    assert f'href="#id_{field}"' in response.text
    assert (MessageText.objects.count(), Email.objects.count()) == (0, 0)


def test_markup_in_the_words_is_shown_as_typed_in_form_and_preview(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    typed = {"subject": "</title><script>1</script>", "words": "<img src=x onerror=alert(1)></textarea>"}
    response = client.post(screen("edit", WEEK.value), ANSWERS | typed | {"preview": "1"})
    letter = response.context["letter"]
    assert letter.subject == typed["subject"]
    assert ("<img src=x" in letter.html, "<script" in letter.html) == (False, False)
    assert "<img src=x" not in response.text
    assert "<script>1" not in response.text
    assert 'sandbox=""' in response.text


def test_a_test_is_sent_to_whoever_asks_for_it_and_their_words_stay_on_the_page(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER, email="editor@example.org")
    response = client.post(screen("edit", WEEK.value), ANSWERS | {"test": "1"})
    email = Email.objects.get()
    assert (email.to, email.subject) == (["editor@example.org"], "Test: See you at Example Hall")
    assert response.context["form"]["words"].value() == ANSWERS["words"]
    assert "A test is on its way to editor@example.org. Nothing is saved yet." in response.text
    assert MessageText.objects.count() == 0


def test_going_back_asks_first_and_shows_what_will_be_said(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    course = CourseFactory()
    write("Words for all")
    write("Words for the course", course=course)
    address = screen("reset_course", course.pk, WEEK.value)
    page = client.get(address).text
    assert ("Words for all" in page, "Words for the course" in page) == (True, True)
    assert MessageText.objects.count() == 2
    assert client.post(address).url == screen("index_course", course.pk)
    assert [text.body for text in MessageText.objects.all()] == ["Words for all"]
    assert client.post(address).status_code == 302  # pressed twice


def test_the_list_says_whose_words_are_said_and_where_there_are_others(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory(course__title="Noticing harm")
    over = SessionFactory(starts_at=timezone.now() - timedelta(days=3))

    def whose(view, *args):
        found = client.get(screen(view, *args)).context["moments"]
        [row] = [row for _, rows in found for row in rows if row["label"] == WEEK.label]
        return (row["own"][:10] or row["whose"], [str(what) for what, _ in row["others"]])

    everywhere, of_course, of_session = ("index",), ("index_course", session.course_id), ("index_session", session.pk)
    assert whose(*everywhere) == ("the usual words", [])
    write()
    assert [whose(*where)[0] for where in (everywhere, of_course, of_session)] == [
        "Your words", "your words for everyone", "your words for everyone",
    ]  # fmt: skip
    write(course=session.course)
    write(session=session)
    write(session=over)
    assert whose(*everywhere) == ("Your words", ["Noticing harm", str(session)])
    assert whose(*of_course) == ("Your words", [str(session)])
    assert whose(*of_session) == ("Your words", [])
    MessageText.objects.filter(session=session).delete()
    assert whose(*of_session) == ("your words for the course", [])


def test_the_list_asks_as_much_of_thirty_courses_as_of_one(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    asked = []
    for more in (1, 1, 29):
        for _ in range(more):
            write(course=CourseFactory())
            write(session=SessionFactory())
        with CaptureQueriesContext(connection) as queries:
            page = client.get(screen("index"))
        asked.append(len(queries))
    assert asked[1] == asked[2]
    assert "and 52 more" in page.text


@pytest.mark.parametrize("kind", ["booking_approval_asked", "nonsense", "booking_facts"])
def test_what_is_no_message_to_a_person_has_no_screen(client, sign_in, kind):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    assert client.get(screen("edit", kind)).status_code == 404
    assert client.post(screen("reset", kind)).status_code == 404


def test_a_course_and_a_session_lead_to_their_messages(client, sign_in):
    sign_in(StaffRole.PROGRAMME_MANAGER)
    session = SessionFactory()
    BookingFactory(session=session)
    for address in (reverse("session:index"), reverse("session:edit", args=[session.pk])):
        assert screen("index_session", session.pk) in client.get(address).text
    for address in (reverse("course:index"), reverse("course:edit", args=[session.course_id])):
        assert screen("index_course", session.course_id) in client.get(address).text
