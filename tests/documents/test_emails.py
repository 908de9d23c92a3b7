"""Emails are written with the change they tell of, in HTML and in plain text from the same words."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import transaction
from post_office.models import PRIORITY, Attachment, Email

from documents.emails import queue_email
from documents.tasks import send_queued_mail
from people.models import Partnership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


def queue(**options):
    return queue_email(**{"template": "letter", "to": "sam@example.org", "context": {"name": "Sam"}, **options})


def test_the_plain_text_has_the_words_of_the_html():
    email = queue()
    assert email.message == (
        "Confirm your place\n==================\n\n"
        "Hello Sam,\n\n"
        "When: Tuesday\nWhere: Town Hall,\nBirmingham\n\n"
        "Confirm my place: http://testserver/confirm/\n\n"
        "You can cancel <http://testserver/cancel/> until then.\n\n"
        "- Bring a pen\n- Write to us@example.org\n\n"
        "1. First\n2. Second\n\n"
        "Violence Reduction Partnership\n\n"
        "http://testserver/\n"
    )


def test_the_subject_is_one_line_of_plain_words():
    assert queue(context={"name": "O'Brien"}).subject == "Your place & O'Brien"


def test_styles_are_written_into_the_elements():
    email = queue()
    assert "<style" not in email.html_message
    button = BeautifulSoup(email.html_message, "html.parser").find("a", class_="button")
    assert "display: inline-block" in button["style"]


def test_words_a_person_typed_are_never_read_as_html_or_as_template_code():
    email = queue(context={"name": "{% debug %}{{ settings }}<b>Sam</b>"})
    assert email.subject == "Your place & {% debug %}{{ settings }}<b>Sam</b>"
    assert "Hello {% debug %}{{ settings }}<b>Sam</b>," in email.message
    assert "Hello {% debug %}{{ settings }}&lt;b&gt;Sam&lt;/b&gt;," in email.html_message


def test_the_address_of_the_partnership_breaks_before_its_at_and_is_whole_in_plain_text():
    partnership = Partnership.load()
    partnership.contact_email = "someone@violence-reduction.example.org"
    partnership.save()
    email = queue()
    link = BeautifulSoup(email.html_message, "html.parser").select_one('a[href^="mailto:someone"]')
    assert [str(part) for part in link.contents] == ["someone", "<wbr/>", "@violence-reduction.example.org"]
    assert "\nsomeone@violence-reduction.example.org\n" in email.message


def test_the_partnership_signs_with_its_name_and_colour():
    partnership = Partnership.load()
    partnership.name, partnership.main_colour, partnership.contact_email = "Safer Somewhere", "#123456", "us@safer.org"
    partnership.save()
    email = queue()
    assert email.message.endswith("Safer Somewhere\n\nus@safer.org\n\nhttp://testserver/\n")
    assert "background-color: #123456" in email.html_message


@pytest.mark.parametrize(
    ("name", "setting", "shown"),
    [
        ("Safer Somewhere", "no-reply@safer.org", ("Safer Somewhere", "no-reply@safer.org")),
        ("Safer, “Better” Łódź", "no-reply@safer.org", ("Safer, “Better” Łódź", "no-reply@safer.org")),
        ('A "B" <c@d.org>\r\nBcc: e@f.org', "no-reply@safer.org", ("A B c@d.orgBcc: e@f.org", "no-reply@safer.org")),
        ("شراكة الأمان", "no-reply@safer.org", ("شراكة الأمان", "no-reply@safer.org")),
        ("Safer " * 25, "no-reply@safer.org", (("Safer " * 25)[:100], "no-reply@safer.org")),
        ("Safer Somewhere", "The Academy <us@safer.org>", ("The Academy", "us@safer.org")),
    ],
)
def test_an_inbox_shows_the_partnership_unless_the_setting_names_a_sender(settings, name, setting, shown):
    settings.DEFAULT_FROM_EMAIL = setting
    Partnership.objects.update_or_create(pk=Partnership.load().pk, defaults={"name": name})
    headers = message_from_bytes(queue().prepare_email_message().message().as_bytes(), policy=policy.default)
    [sender] = headers["From"].addresses
    assert (sender.display_name, sender.addr_spec) == shown
    assert headers["Bcc"] is None


def test_attachments_are_kept_with_their_type_and_read_by_nobody_else():
    email = queue(attachments={"invitation.ics": (b"BEGIN:VCALENDAR", "text/calendar; method=REQUEST")})
    attachment = email.attachments.get()
    assert (attachment.name, attachment.mimetype) == ("invitation.ics", "text/calendar; method=REQUEST")
    kept = Path(attachment.file.path)
    assert kept.read_bytes() == b"BEGIN:VCALENDAR"
    assert oct(kept.stat().st_mode)[-3:] == "600"


def test_an_address_that_is_none_is_refused_and_nothing_is_written():
    with pytest.raises(ValidationError):
        queue(to="not an address", attachments={"a.txt": (b"words", "text/plain")})
    assert (Email.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_code_is_urgent_and_goes_stale(noon):
    email = queue(urgent=True, expires_at=noon)
    assert (email.priority, email.expires_at) == (PRIORITY.high, noon)


def test_an_email_is_lost_with_the_transaction_it_tells_of():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert Email.objects.count() == 0


def test_the_worker_is_asked_once_the_transaction_is_committed(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(send_queued_mail, "apply_async", lambda *args, **options: asked.append(options))
    with django_capture_on_commit_callbacks(execute=True):
        queue()
        assert asked == []
    assert asked == [{"retry": False}]
