"""The private address at which a person's calendar program reads their bookings."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from training.bookings.models import CalendarFeed
from training.sessions.models.series import new_key


@transaction.atomic
def make_feed(*, person: Person, by: Person, at: datetime) -> CalendarFeed:
    """A person's own calendar address, made now if they have none: making it twice changes nothing."""
    feed, is_new = CalendarFeed.objects.get_or_create(person=person, defaults={"made_at": at})
    if is_new:
        _log(person, by, "training.feed.make")
    return feed


@transaction.atomic
def renew_feed(*, feed: CalendarFeed, by: Person, at: datetime) -> CalendarFeed:
    """Give a feed another address; the one that it had leads nowhere from then on. `feed` is as its person saw it:
    where its address changed since, or it was stopped, nothing changes."""
    key = new_key()
    if CalendarFeed.objects.filter(pk=feed.pk, key=feed.key).update(key=key, made_at=at):
        feed.key, feed.made_at = key, at
        _log(feed.person, by, "training.feed.renew")
    return feed


@transaction.atomic
def revoke_feed(*, person: Person, by: Person, at: datetime) -> None:
    """Stop a person's calendar address. Stopping it twice changes nothing."""
    deleted, _ = CalendarFeed.objects.filter(person=person).delete()
    if deleted:
        _log(person, by, "training.feed.revoke")


def _log(person: Person, by: Person, action: str) -> None:
    """Audit without a name, an address or the key: an entry outlives them."""
    log(instance=person, action=action, user=by, title=f"Person {person.pk}")
