"""Publishing what was drafted, and mending the words of what is published."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.definition import SOURCE, as_json, digest, expected_keys
from surveys.questionnaires.definition.words import PLACEHOLDER, part_of, printable
from surveys.questionnaires.models import Survey, Version, WordingFix
from surveys.questionnaires.operations.agreeing import refuse_alone, refuse_too_soon, refuse_unseen
from surveys.questionnaires.operations.refusals import (
    AlreadyClosed,
    ChangesWhatIsAsked,
    NoReason,
    NotATextOfIt,
    NothingToPublish,
    NotReady,
    OnlyWordsOnceClosed,
    RepeatsAnotherAnswer,
)
from surveys.questionnaires.queries.differences import WordChange, differences
from surveys.questionnaires.queries.drafts import checked_draft_of
from surveys.questionnaires.queries.problems.names import DATES, OWN_WORDS
from surveys.questionnaires.queries.versions import current_version, questionnaire_of

# What a questionnaire cannot be without, as far as it has it: not hints, introductions and the like.
NEEDED = frozenset({"title", "label", "option", "row", "help"})


@transaction.atomic
def publish(
    *, survey: Survey, by: Person | None, at: datetime, others: Collection[str] = (), seen: str = ""
) -> Version:
    """Freeze the draft as a new version, which people answer from now on. The first time launches the survey.

    Each question and option goes on with the one of the same id in the version before, but for the questions `others`,
    which mean something else now. `seen` is what somebody agreed to, as `agreed` says it. Refusals: AlreadyClosed,
    PublishesAlone, ChangedSince, NotReady (with its problems), NothingToPublish, TooSoon.
    """
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if kept.closed_at is not None:
        raise AlreadyClosed
    refuse_alone(kept, by)
    draft = checked_draft_of(kept, on=timezone.localdate(at))
    refuse_unseen(kept, draft, seen)
    if draft.problems:
        raise NotReady(draft.problems)
    before = current_version(kept)
    changes = differences(before, draft) if before else None
    if changes and changes.is_nothing:
        raise NothingToPublish
    refuse_too_soon(before, at)
    structure, words = as_json(draft.questionnaire), {language: dict(texts) for language, texts in draft.words.items()}
    version = Version.objects.create(
        survey=kept,
        number=before.number + 1 if before else 1,
        structure=structure,
        words=words,
        digest=digest(structure, words),
        mapping=changes.mapping(but_not=frozenset(others)) if changes else {},
        published_on=timezone.localdate(at),
        published_by=by,
    )
    if kept.launched_at is None:
        kept.launched_at, kept.months_kept = at, kept.months_of_keeping()
        kept.save(update_fields=["launched_at", "months_kept"])
    facts = {"version": version.number, "digest": version.digest, "mode": kept.get_mode_display()}
    log(instance=kept, action="surveys.survey.publish", user=by, data=facts)
    return version


@transaction.atomic
def fix_wording(
    *, version: Version, language: str, texts: Mapping[str, str], reason: str, by: Person | None, at: datetime
) -> list[WordingFix]:
    """Mend texts of a published version, {key: text}, in one language, where they go on meaning the same. What it asks
    and its digest stay; each text that differs is kept as a fix, with what it said before. An empty text takes one away
    that is not needed: a translation, a hint.

    Refusals: NoReason, NotATextOfIt, RepeatsAnotherAnswer.
    """
    if not reason.strip():
        raise NoReason
    kept = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    words = {each: dict(known) for each, known in kept.words.items()}
    known = words.setdefault(language, {})
    mended = {key: printable(text).strip() for key, text in texts.items()}
    changes = [
        WordChange(language, key, known.get(key, ""), text)
        for key, text in mended.items()
        if known.get(key, "") != text
    ]
    _refuse_other_meanings(kept, changes)
    fixes = _write(kept, words, changes, reason.strip(), by, at)
    if fixes:
        facts = {"version": kept.number, "language": language, "texts": [fix.key for fix in fixes], "reason": reason}
        log(instance=kept.survey, action="surveys.version.mend", user=by, data=facts)
    return fixes


@transaction.atomic
def mend_words(*, survey: Survey, reason: str, by: Person | None, at: datetime, seen: str = "") -> list[WordingFix]:
    """Take all words of the draft over into the published version, also once the survey is closed. Refusals, where more
    than words differs: ChangesWhatIsAsked, or OnlyWordsOnceClosed; PublishesAlone, ChangedSince, NotReady,
    NothingToPublish, NoReason."""
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    version, draft = current_version(kept), checked_draft_of(kept, on=timezone.localdate(at))
    if version is None:
        raise NothingToPublish
    refuse_alone(kept, by)
    refuse_unseen(kept, draft, seen)
    # Dates and hours are no words: what is over may still be mended, since results are read in these words.
    wrong = [problem for problem in draft.problems if problem.where not in (DATES, OWN_WORDS)]
    if wrong:
        raise NotReady(wrong)
    changes = differences(version, draft)
    if not changes.is_same_structure:
        raise OnlyWordsOnceClosed if kept.closed_at else ChangesWhatIsAsked
    if changes.is_nothing:
        raise NothingToPublish
    fixes = []
    for language in dict.fromkeys(change.language for change in changes.words):
        texts = {change.key: change.after for change in changes.words if change.language == language}
        fixes += fix_wording(version=version, language=language, texts=texts, reason=reason, by=by, at=at)
    return fixes


def _refuse_other_meanings(version: Version, changes: Iterable[WordChange]) -> None:
    keys = set(expected_keys(questionnaire_of(version)))
    english = version.words[SOURCE]
    for change in changes:
        if change.key not in keys or (change.language == SOURCE and not change.after and _is_needed(change.key)):
            raise NotATextOfIt(change.key)
        may_be_repeated = PLACEHOLDER.findall(change.before) + PLACEHOLDER.findall(english.get(change.key, ""))
        if not set(PLACEHOLDER.findall(change.after)) <= set(may_be_repeated):
            raise RepeatsAnotherAnswer(change.after)


def _is_needed(key: str) -> bool:
    return part_of(key).part.partition(".")[0] in NEEDED


def _write(
    version: Version,
    words: dict[str, dict[str, str]],
    changes: list[WordChange],
    reason: str,
    by: Person | None,
    at: datetime,
) -> list[WordingFix]:
    for change in changes:
        words[change.language].pop(change.key, None)
        words[change.language] |= {change.key: change.after} if change.after else {}
    if changes:
        version.words = words
        version.save(update_fields=["words"])
    return WordingFix.objects.bulk_create(
        WordingFix(
            version=version,
            language=change.language,
            key=change.key,
            before=change.before,
            after=change.after,
            reason=reason,
            fixed_at=at,
            fixed_by=by,
        )
        for change in changes
    )
