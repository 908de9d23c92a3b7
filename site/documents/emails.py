"""Emails: written to the database in the caller's transaction, sent by a worker after it."""

import hashlib
import re
from base64 import b64decode, b64encode, encodebytes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

import css_inline
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template import engines
from post_office import mail
from post_office.models import Attachment, Email

from documents.letterhead import letterhead
from documents.plain_text import plain_text
from documents.tasks import send_queued_mail

NEVER_IN_A_SENDER = re.compile(r'["<>\\\x00-\x1f\x7f]')
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


@dataclass(frozen=True)
class Letter:
    """An email in full: what an inbox lists, and its words in both forms."""

    subject: str
    html: str
    text: str


def render_email(*, template: str, context: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> Letter:
    """An email as `queue_email` would write it, to be looked at: nothing is written, and pictures are in its words."""
    shown = {name: f"data:image/png;base64,{b64encode(content).decode()}" for name, content in (pictures or {}).items()}
    return _render(template, {**letterhead(), **context, "pictures": shown})


def _render(template: str, context: Mapping[str, Any]) -> Letter:
    html = engines["jinja2"].get_template(f"emails/{template}.html").render(dict(context))
    return Letter(subject=_subject(html), html=INLINER.inline(html), text=plain_text(html))


def queue_email(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    attachments: Mapping[str, tuple[bytes, str]] | None = None,
    pictures: Mapping[str, bytes] | None = None,
    urgent: bool = False,
    expires_at: datetime | None = None,
) -> Email:
    """Write an email to the outbox and ask the worker to send it after the caller's transaction commits.

    `template` names templates/emails/<template>.html, which extends emails/base.html and fills the blocks `subject` and
    `body`; the plain text is made from the same words. Templates are given `partnership` and `site_url` besides their
    context, and no request. `attachments` maps a file name to its content and type; `pictures` a name to a PNG that the
    words show, where `pictures.<name>` is its address. `urgent` (a sign-in code) goes before all others and is deleted
    within a day; after `expires_at` it is not sent any more.
    Nothing is lost: if the transaction rolls back there is no email, and if the worker is down a sweep sends it later.
    Raises ValidationError where `to` is no email address.
    """
    given = letterhead()
    ids = {name: _content_id(content) for name, content in (pictures or {}).items()}
    letter = _render(template, {**given, **context, "pictures": {name: f"cid:{each}" for name, each in ids.items()}})
    with transaction.atomic():
        email = mail.send(
            sender=_sender(given["partnership"].name),
            recipients=[to],
            # post_office compiles these three as Django templates: our words are handed over as values, never as code.
            subject="{{ subject|safe }}",
            message="{{ text|safe }}",
            html_message="{{ html|safe }}",
            context={"subject": letter.subject, "text": letter.text, "html": letter.html},
            attachments={
                name: {"file": ContentFile(content), "mimetype": kind}
                for name, (content, kind) in (attachments or {}).items()
            }
            | {f"{name}.png": _inline(content, ids[name], name) for name, content in (pictures or {}).items()},
            priority="high" if urgent else "medium",
            expires_at=expires_at,
        )
        send_queued_mail.delay_on_commit()
    return email


def content_of(attachment: Attachment) -> bytes:
    """What is attached, as whoever opens it has it: post_office keeps a part with headers as it will travel."""
    with attachment.file.open("rb") as file:
        kept: bytes = file.read()
    return b64decode(kept) if attachment.headers else kept


def _content_id(content: bytes) -> str:
    """By what it holds, so that no mail program takes another email's picture for this one (RFC 2392)."""
    return f"{hashlib.sha256(content).hexdigest()[:32]}@{urlsplit(settings.SITE_URL).hostname}"


def _inline(content: bytes, content_id: str, name: str) -> dict[str, Any]:
    headers = {
        "Content-Transfer-Encoding": "base64",
        "Content-ID": f"<{content_id}>",
        "Content-Disposition": f'inline; filename="{name}.png"',
    }
    return {"file": ContentFile(encodebytes(content)), "mimetype": "image/png", "headers": headers}


def _sender(partnership: str) -> str:
    """Whom an inbox shows: the partnership, at the address we send from; or whom the setting names beside it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f'"{NEVER_IN_A_SENDER.sub("", name or partnership)[:100]}" <{address}>'


def _subject(html: str) -> str:
    """The document's title, on one line."""
    title = BeautifulSoup(html, "html.parser").title
    return " ".join(title.get_text().split()) if title else ""
