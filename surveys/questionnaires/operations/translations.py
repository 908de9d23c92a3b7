"""Saving a translation of a survey's draft, also where several translate at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.definition import SOURCE, expected_keys
from surveys.questionnaires.definition.words import printable
from surveys.questionnaires.models import Survey, Translation
from surveys.questionnaires.operations.refusals import NotALanguageOfIt, TranslatedMeanwhile
from surveys.questionnaires.queries.drafts import draft_of


@transaction.atomic
def save_translation(
    *,
    survey: Survey,
    language: str,
    texts: Mapping[str, str],
    read: Mapping[str, str] | None = None,
    still_right: frozenset[str] = frozenset(),
    by: Person | None,
    at: datetime,
) -> Translation:
    """Keep some texts, {key: text}, of a translation; all others stay as they are. An empty text takes one away.

    A text that differs is a translation of the English as it is now. One that does not differ stays a translation of
    what the English was, unless `still_right` names it. Keys that the draft has not are passed over. `read` says what
    texts were when whoever writes looked at them: one that they left as it was stays as it is by now, and one that they
    and somebody else wrote meanwhile is refused. Refusals: NotALanguageOfIt, TranslatedMeanwhile.
    """
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if language not in kept.languages:
        raise NotALanguageOfIt
    draft = draft_of(kept)
    english, keys = draft.words[SOURCE], set(expected_keys(draft.questionnaire))
    translation, _ = Translation.objects.get_or_create(survey=kept, language=language)
    known, changed = dict(translation.texts), 0
    for key, text in _written(texts, read or {}, known).items():
        if key not in keys or key not in english or (language, key) in draft.given:
            continue
        was, now = known.pop(key, None), printable(text).strip()
        is_same = was is not None and was["text"] == now and key not in still_right
        entry = was if is_same else {"text": now, "of": english[key]} if now else None
        known |= {key: entry} if entry else {}
        changed += entry != was
    if changed:
        translation.texts = known
        translation.save(update_fields=["texts"])
        facts = {"language": language, "texts": changed}
        log(instance=kept, action="surveys.survey.translate", user=by, data=facts)
    return translation


def _written(texts: Mapping[str, str], read: Mapping[str, str], known: Mapping[str, Any]) -> dict[str, str]:
    """The texts without those that somebody else wrote since they were read, and that are sent back as they were."""
    now = {key: known.get(key, {}).get("text", "") for key in read}
    others = {key: now[key] for key in texts if key in read and not _is_same(now[key], read[key])}
    if theirs := {
        key: text
        for key, text in others.items()
        if not _is_same(texts[key], read[key]) and not _is_same(texts[key], text)
    }:
        raise TranslatedMeanwhile(theirs)
    return {key: text for key, text in texts.items() if key not in others}


def _is_same(one: str, other: str) -> bool:
    """Browsers send the ends of lines in their own way, and what is saved has no space around it."""
    return one.strip().splitlines() == other.strip().splitlines()
