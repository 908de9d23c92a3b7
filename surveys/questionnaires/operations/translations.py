"""Saving a translation of a survey's draft."""

from collections.abc import Mapping

from django.db import transaction
from wagtail.log_actions import log

from people.models import Person
from surveys.questionnaires.definition import SOURCE, expected_keys
from surveys.questionnaires.definition.words import printable
from surveys.questionnaires.models import Survey, Translation
from surveys.questionnaires.operations.refusals import AlreadyClosed, NotALanguageOfIt
from surveys.questionnaires.queries.drafts import draft_of


@transaction.atomic
def save_translation(
    *,
    survey: Survey,
    language: str,
    texts: Mapping[str, str],
    still_right: frozenset[str] = frozenset(),
    by: Person | None,
) -> Translation:
    """Keep some texts, {key: text}, of a translation; all others stay as they are. An empty text takes one away.

    A text that differs is a translation of the English as it is now. One that does not differ stays a translation of
    what the English was, unless `still_right` names it. Keys that the draft has not are passed over. Refusals:
    NotALanguageOfIt, AlreadyClosed.
    """
    kept = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if kept.closed_at is not None:
        raise AlreadyClosed
    if language not in kept.languages:
        raise NotALanguageOfIt
    draft = draft_of(kept)
    english, keys = draft.words[SOURCE], set(expected_keys(draft.questionnaire))
    translation, _ = Translation.objects.get_or_create(survey=kept, language=language)
    known, changed = dict(translation.texts), 0
    for key, text in texts.items():
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
