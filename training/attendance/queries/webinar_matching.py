"""Who the people in a webinar's log are: by address, as staff decided, by name, or to be decided with suggestions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.utils.crypto import salted_hmac

from people.models import Person
from training.attendance.models import Recognition
from training.attendance.queries.naming import ALIKE, Words, are_same, likeness, spellings
from training.attendance.queries.webinar_files import Log, LogParticipant
from training.bookings.models import Booking
from training.sessions.models import Session

MOST_SUGGESTIONS = 3
LEAST_LOCAL_PART = 5  # letters before the @ that two addresses of one person have in common
MOST_COMPARISONS = 60_000  # of names letter by letter; beyond, only names with a word in common are compared
NOBODY, NOTED = "nobody", "noted"


class How(Enum):
    """By what somebody was recognised."""

    ADDRESS = "address"
    DECIDED = "decided"
    NAME = "name"
    BEFORE = "before"
    RAN_IT = "ran it"
    UNKNOWN = "unknown"


@dataclass
class Match:
    """Who one person in the log is taken for: `booking`, or nobody who is expected. `suggestions` wait to be confirmed;
    until one is chosen, or nobody, `is_open`."""

    number: int
    participant: LogParticipant
    how: How = How.UNKNOWN
    booking: Booking | None = None
    suggestions: list[Booking] = field(default_factory=list)
    is_open: bool = False
    is_noted: bool = False
    spelled: list[Words] | None = None

    def names(self) -> list[Words]:
        """The ways in which they are named in the log."""
        if self.spelled is None:
            self.spelled = spellings(_named(self.participant))
        return self.spelled

    def known_by(self) -> str:
        """What a decision about this person is kept under."""
        return known_by(self.participant)

    def choice(self) -> str:
        """What stands in the form: the key of a booking, nobody, noted, or nothing while it is open."""
        if self.is_open:
            return ""
        return NOTED if self.is_noted else str(self.booking.pk) if self.booking else NOBODY


@dataclass(frozen=True)
class Memory:
    """What staff decided before: in this session, and for whom in others, by what people are known by."""

    here: Mapping[str, int | None]
    elsewhere: Mapping[str, Sequence[int | None]]


def known_by(participant: LogParticipant) -> str:
    """A keyed hash of the address, or else of the name, under which somebody is in a log. Nobody can read a name off
    it."""
    text = participant.addresses[0] if participant.addresses else f"name: {participant.name.casefold()}"
    return salted_hmac("training.attendance.recognition", text, algorithm="sha256").hexdigest()


def remembered(session: Session, log: Log) -> Memory:
    """What is remembered of those in a log, in one question."""
    here: dict[str, int | None] = {}
    elsewhere: dict[str, list[int | None]] = {}
    keys = {known_by(participant) for participant in log.people}
    rows = Recognition.objects.filter(known_by__in=keys).order_by("-decided_at", "-pk")
    for key, person, where in rows.values_list("known_by", "person", "session"):
        if where == session.pk:
            here[key] = person
        else:
            elsewhere.setdefault(key, []).append(person)
    return Memory(here, elsewhere)


def match(
    log: Log,
    bookings: Sequence[Booking],
    memory: Memory,
    *,
    ran_by: Sequence[Person],
    choices: Mapping[int, str],
) -> list[Match]:
    """Who everybody in a log is, of those who are expected; `choices` are what staff chose by the number in the log.

    In this order: an address of the booking or of the account; what is chosen; what was decided for this session; a
    name that is one booking's and nobody else's in the log; who ran it; what was decided for another session. Who is
    left is nobody expected, and waits for a choice where there are suggestions.
    """
    finder = _Finder(bookings, memory, ran_by)
    matches = [Match(number, participant) for number, participant in enumerate(log.people)]
    for one in matches:
        finder.recognise(one, choices.get(one.number))
    finder.recognise_by_name([one for one in matches if one.how == How.UNKNOWN and one.number not in choices])
    finder.suggest([one for one in matches if one.how in (How.UNKNOWN, How.DECIDED)])
    for one in matches:
        one.is_open = one.how == How.UNKNOWN and bool(one.suggestions)
    return matches


class _Finder:
    """The bookings of a session, by address, person and name."""

    def __init__(self, bookings: Sequence[Booking], memory: Memory, ran_by: Sequence[Person]) -> None:
        self.bookings, self.memory = bookings, memory
        self.by_key = {str(booking.pk): booking for booking in bookings}
        self.by_person = {booking.person_id: booking for booking in bookings if booking.person_id}
        self.by_address = {booking.person.email: booking for booking in bookings if booking.person}
        self.by_address |= {booking.email: booking for booking in bookings}
        self.by_word: dict[str, dict[int, Booking]] = {}
        self.names = {booking.pk: spellings(_written(booking)) for booking in bookings}
        for booking in bookings:
            for word in {word for words in self.names[booking.pk] for word in words}:
                self.by_word.setdefault(word, {})[booking.pk] = booking
        self.addresses_that_ran_it = {person.email for person in ran_by}
        self.names_that_ran_it = spellings(person.name for person in ran_by)
        self.by_their_address: set[int] = set()  # bookings that an address in the log belongs to

    def recognise(self, one: Match, choice: str | None) -> None:
        """By an address, by what is chosen, or by what was decided here."""
        addresses = one.participant.addresses
        found = next((self.by_address[each] for each in addresses if each in self.by_address), None)
        if found is not None:
            one.how, one.booking = How.ADDRESS, found
            self.by_their_address.add(found.pk)
        elif choice and (choice in (NOBODY, NOTED) or choice in self.by_key):
            one.how, one.booking, one.is_noted = How.DECIDED, self.by_key.get(choice), choice == NOTED
        elif choice is None and one.known_by() in self.memory.here:
            one.how = How.DECIDED
            one.booking = self.by_person.get(self.memory.here[one.known_by()] or 0)

    def recognise_by_name(self, matches: Sequence[Match]) -> None:
        """By a name that only one booking has, and only one person with an address in the log. Others of that name
        become suggestions; so do all where another in the log has that booking's address."""
        found = {one.number: self._of_same_name(one) for one in matches}
        claims = Counter(booking.pk for one in matches for booking in found[one.number] if one.participant.addresses)
        for one in matches:
            same, has_address = found[one.number], bool(one.participant.addresses)
            is_theirs = len(same) == 1 and claims[same[0].pk] <= 1
            if is_theirs and not (has_address and same[0].pk in self.by_their_address):
                one.how, one.booking = How.NAME, same[0]
            elif self._ran_it(one.participant):
                one.how = How.RAN_IT
            else:
                one.suggestions = same[:MOST_SUGGESTIONS]
                self._as_decided_elsewhere(one)

    def suggest(self, matches: Sequence[Match]) -> None:
        """Bookings that are written like them, the likest first, for those who have no suggestion yet."""
        free = [booking for booking in self.bookings if booking.pk not in self.by_their_address]
        is_many = len(matches) * len(free) > MOST_COMPARISONS
        for one in matches:
            if not one.suggestions:
                compared = self._with_a_word_of(one) if is_many else free
                scores = [(self._likeness(one, booking), booking) for booking in compared]
                likely = sorted((each for each in scores if each[0] >= ALIKE), key=lambda each: -each[0])
                one.suggestions = [booking for _, booking in likely[:MOST_SUGGESTIONS]]

    def _as_decided_elsewhere(self, one: Match) -> None:
        decided = self.memory.elsewhere.get(one.known_by(), ())
        here = [self.by_person[person] for person in decided if person in self.by_person]
        if here:
            one.how, one.booking = How.BEFORE, here[0]
        elif decided and not one.suggestions and decided[0] is None:
            one.how = How.BEFORE

    def _ran_it(self, participant: LogParticipant) -> bool:
        if participant.ran_it or self.addresses_that_ran_it & set(participant.addresses):
            return True
        names = spellings(_named(participant))
        return any(are_same(one, other) for one in names for other in self.names_that_ran_it)

    def _of_same_name(self, one: Match) -> list[Booking]:
        names = one.names()
        return [
            booking
            for booking in self._with_a_word_of(one)
            if any(are_same(name, other) for name in names for other in self.names[booking.pk])
        ]

    def _with_a_word_of(self, one: Match) -> list[Booking]:
        """Bookings that have a word of their name in common, in the order of the list."""
        keys = {key for words in one.names() for word in words for key in self.by_word.get(word, ())}
        return [booking for booking in self.bookings if booking.pk in keys]

    def _likeness(self, one: Match, booking: Booking) -> float:
        own = {address.partition("@")[0] for address in one.participant.addresses}
        if any(len(part) >= LEAST_LOCAL_PART for part in own & {booking.email.partition("@")[0]}):
            return 1
        return max((likeness(a, b) for a in one.names() for b in self.names[booking.pk]), default=0)


def _named(participant: LogParticipant) -> list[str]:
    return [participant.name, *participant.other_names]


def _written(booking: Booking) -> list[str]:
    return [booking.name, *([booking.person.name] if booking.person else [])]
