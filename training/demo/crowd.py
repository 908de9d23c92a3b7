"""Made-up professionals: plainly synthetic names, addresses that no post reaches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from people.models import Person
from training.demo.groundwork import Workplace

PREFIX = "demo-"
DOMAIN = "demo.invalid"
CHUNK = 2_000
FIRST_NAMES = ("Alex", "Sam", "Jo", "Robin", "Kiran", "Noor", "Dana", "Ash", "Ola", "Jules", "Remy", "Charlie")
SHARE_WHO_MOVED_JOB = 0.08


@dataclass(frozen=True)
class Post:
    """A job: where, and as what."""

    workplace: Workplace
    role_id: int


@dataclass(frozen=True)
class Member:
    """One made-up person; `before` is the job held until `moved_on`, for the few who moved."""

    person_id: int
    email: str
    name: str
    post: Post
    before: Post | None
    moved_on: date

    def post_on(self, day: date) -> Post:
        """The job on that day."""
        return self.before if self.before and day < self.moved_on else self.post


def next_number() -> int:
    """The number after the last made-up person's, so that a second run adds people and repeats none."""
    last = (
        Person.objects.filter(email__regex=rf"^{PREFIX}[0-9]+@{DOMAIN}$")
        .order_by("-email")
        .values_list("email", flat=True)
        .first()
    )
    return int(last.removeprefix(PREFIX).partition("@")[0]) + 1 if last else 1


def make_people(
    *, number: int, workplaces: list[Workplace], today: date, random: Random, progress: Callable[[int], object]
) -> list[Member]:
    """Make `number` people in chunks, each chunk whole or not at all. A few organisations have many, most have few."""
    weights = [1 / (rank + 5) for rank in range(len(workplaces))]
    first = next_number()
    members: list[Member] = []
    for start in range(0, number, CHUNK):
        size = min(CHUNK, number - start)
        posts = [Post(place, random.choice(place.role_ids)) for place in random.choices(workplaces, weights, k=size)]
        people = [
            Person(
                email=f"{PREFIX}{first + start + i:08}@{DOMAIN}",
                name=f"{random.choice(FIRST_NAMES)} Demo {first + start + i}",
                role_id=post.role_id,
                organisation_id=post.workplace.organisation_id,
                password=make_password(None),
            )
            for i, post in enumerate(posts)
        ]
        with transaction.atomic():
            Person.objects.bulk_create(people)
        for person, post in zip(people, posts, strict=True):
            before = None
            if random.random() < SHARE_WHO_MOVED_JOB:
                place = random.choice(workplaces)
                before = Post(place, random.choice(place.role_ids))
            moved_on = today - timedelta(days=random.randrange(60, 900))
            members.append(Member(person.pk, person.email, person.name, post, before, moved_on))
        progress(size)
    return members
