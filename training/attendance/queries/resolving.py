"""The one rule that makes a status and minutes of everything that was claimed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.attendance.models import AWAY, OF_THE_ROOM, Claim, ClaimSource

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
    each has its key.

    Whoever ran the session has the last word: of what they marked and scanned, the latest counts, by the time at which
    it was said. A scan says that somebody arrived: it changes nothing for one who is there already. Without them the
    webinar's latest log counts; then when somebody checked in first; then the organisation's latest list.

    Two claims contradict each other when one says that the person was away and the other that they were there, or when
    only one of them meets the rule: a few minutes more or less are no dispute. Of each source and person only the last
    word is held against the others.
    """
    ruling = _ruling(claims)
    others = (claim for claim in _last_words(claims) if _is_news(claim, ruling))
    is_disputed = any(_side(claim, enough) != _side(ruling, enough) for claim in others)
    return Resolution(ruling.status, ruling.minutes, is_disputed)


def _ruling(claims: Sequence[Claim]) -> Claim:
    ruling: Claim | None = None
    for claim in sorted((each for each in claims if each.source in OF_THE_ROOM), key=_when):
        if ruling is None or claim.source != ClaimSource.SCAN or ruling.status in AWAY:
            ruling = claim
    if ruling is not None:
        return ruling
    for source in IN_THIS_ORDER:
        theirs = sorted((each for each in claims if each.source == source), key=_when)
        if theirs:
            return theirs[0] if source == ClaimSource.SELF else max(theirs, key=lambda each: each.pk)
    raise ValueError("An attendance is made of one claim at least.")


def _last_words(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The latest claim of each source, and of each person among those who ran the session."""
    last: dict[tuple[str, int | None], Claim] = {}
    for claim in sorted(claims, key=_when):
        whose = ("", claim.made_by_id) if claim.source in OF_THE_ROOM else (str(claim.source), None)
        before = last.get(whose)
        if claim.source != ClaimSource.SCAN or before is None or before.status in AWAY:
            last[whose] = claim
    return last.values()


def _is_news(claim: Claim, ruling: Claim) -> bool:
    """Whether the one who ruled did not know of this claim. What was said of somebody before they arrived, or before
    their place was given back, is simply over."""
    is_over = ruling.source in (ClaimSource.SCAN, ClaimSource.BOOKING) and claim.source in OF_THE_ROOM
    return claim.pk > ruling.saw and claim is not ruling and not (is_over and _when(claim) < _when(ruling))


def _side(claim: Claim, enough: int) -> tuple[bool, bool]:
    was_there = claim.status not in AWAY
    return was_there, was_there and claim.minutes >= enough


def _when(claim: Claim) -> tuple[object, int]:
    return claim.made_at, claim.pk
