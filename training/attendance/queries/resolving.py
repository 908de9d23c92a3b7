"""The one rule that makes a status and minutes of everything that was claimed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.attendance.models import AWAY, OF_ARRIVAL, OF_THE_ROOM, Claim, ClaimSource

# Where nobody who ran the session said anything, whom we believe first.
IN_THIS_ORDER = (ClaimSource.WEBINAR, ClaimSource.SELF, ClaimSource.SIGNED_LIST)


@dataclass(frozen=True)
class Resolution:
    """What the claims come to. `is_disputed` says that one of them contradicts it, and that whoever decided did not
    know of that one."""

    status: str
    minutes: int
    is_disputed: bool


def resolve(claims: Sequence[Claim], *, enough: int) -> Resolution:
    """What one person's claims come to; `enough` is the minutes that meet the course's rule. There is at least one, and
    each has its key. The order in which claims that nobody had seen yet arrived makes no difference.

    Whoever ran the session has the last word: of what they marked and scanned, the latest counts, by the time at which
    it was said. A scan says that somebody arrived: it changes nothing for one who is there already. Without them the
    webinar's latest log counts; then when somebody checked in first; then the organisation's latest list.

    Two claims contradict each other when one says that the person was away and the other that they were there, or when
    both measured how long they stayed and only one of them meets the rule: a few minutes more or less are no dispute,
    and who scans a code at the door says nothing of minutes. Of each source and person only the last word is held
    against the others, and nothing that whoever decided had before them.
    """
    ruling = ruling_claim(claims)
    others = (claim for claim in last_words(claims) if _is_news(claim, ruling))
    is_disputed = any(_contradict(claim, ruling, enough) for claim in others)
    return Resolution(ruling.status, ruling.minutes, is_disputed)


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in the order in which they were made. Of several at the same moment, whoever saw more spoke later; after
    that it is settled by the ids, so that it does not hang on the order of arrival."""
    return sorted(claims, key=_when)


def ruling_claim(claims: Sequence[Claim]) -> Claim:
    """Which of somebody's claims says how they stand; see `resolve`."""
    ruling: Claim | None = None
    for claim in in_order(each for each in claims if each.source in OF_THE_ROOM):
        if ruling is None or claim.source != ClaimSource.SCAN or ruling.status in AWAY:
            ruling = claim
    if ruling is not None:
        return ruling
    for source in IN_THIS_ORDER:
        theirs = in_order(each for each in claims if each.source == source)
        if theirs:
            return theirs[0] if source == ClaimSource.SELF else theirs[-1]
    raise ValueError("An attendance is made of one claim at least.")


def last_words(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The latest claim of each source, and of each person among those who ran the session."""
    last: dict[tuple[str, int | None], Claim] = {}
    for claim in in_order(claims):
        whose = ("", claim.made_by_id) if claim.source in OF_THE_ROOM else (str(claim.source), None)
        before = last.get(whose)
        if claim.source != ClaimSource.SCAN or before is None or before.status in AWAY:
            last[whose] = claim
    return last.values()


def _is_news(claim: Claim, ruling: Claim) -> bool:
    """Whether the one who ruled did not know of this claim. What was said of somebody in the room before they arrived
    is simply over, and so is all that was said before their place was given back."""
    if claim is ruling or claim.pk <= ruling.saw:
        return False
    is_earlier = _when(claim) < _when(ruling)
    if ruling.source == ClaimSource.BOOKING:
        return not is_earlier
    return not (is_earlier and ruling.source == ClaimSource.SCAN and claim.source in OF_THE_ROOM)


def _contradict(one: Claim, other: Claim, enough: int) -> bool:
    if (one.status in AWAY) != (other.status in AWAY):
        return True
    if one.status in AWAY or one.source in OF_ARRIVAL or other.source in OF_ARRIVAL:
        return False
    return (one.minutes >= enough) != (other.minutes >= enough)


def _when(claim: Claim) -> tuple[datetime, int, UUID]:
    return claim.made_at, claim.saw, claim.uid
