"""Surveys, launched and published, with a small questionnaire that has one of each thing."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from surveys.models import Mode, Survey, Version
from surveys.questionnaires.definition import Help, Kind, Option, Page, Question, Questionnaire, Skip, as_json, digest

SAFE = Question("safe", Kind.SINGLE, (Option("yes"), Option("no"), Option("sometimes")), sensitive=True)
WHERE = Question(
    "where",
    Kind.SEVERAL,
    (Option("street"), Option("school"), Option("online"), Option("nowhere", exclusive=True)),
    rule={"op": "any", "question": "safe", "values": ["no", "sometimes"]},
)
HOPE = Question("hope", Kind.SCALE, tuple(Option(str(point)) for point in range(1, 6)))
WHO = Question("who", Kind.GRID, (Option("often"), Option("never")), rows=("family", "friends"))
ORDER = Question("order", Kind.RANKING, (Option("clubs"), Option("police"), Option("school")))
AGE = Question("age", Kind.SINGLE, (Option("under_16"), Option("16_24"), Option("over_24")))
YEARS = Question("years", Kind.NUMBER, least=0, greatest=99)
MORE = Question("more", Kind.LONG_TEXT, may_be_quoted=True)

SMALL = Questionnaire(
    pages=(
        Page("feeling", (SAFE,), help=(Help("unsafe", {"op": "equal", "question": "safe", "value": "no"}),)),
        Page("places", (WHERE,), skips=(Skip({"op": "equal", "question": "safe", "value": "sometimes"}, "you"),)),
        Page("hopes", (HOPE, WHO, ORDER)),
        Page("you", (AGE, YEARS)),
        Page("words", (MORE,)),
    ),
    crosstabs=(("safe", "age"),),
)
WORDS = {
    "en": {
        "title": "How safe you feel",
        "introduction": "We want to know how safe you feel.",
        "thanks": "Thank you.",
        "page.feeling.title": "How you feel",
        "page.feeling.help.unsafe.title": "You do not have to stay with this alone",
        "page.feeling.help.unsafe.text": "Somebody will listen.",
        "page.places.title": "Places",
        "page.hopes.title": "Hopes",
        "page.you.title": "About you",
        "page.words.title": "Your own words",
        "q.safe.label": "Do you feel safe where you live?",
        "q.safe.option.yes": "Yes",
        "q.safe.option.no": "No",
        "q.safe.option.sometimes": "Sometimes",
        "q.where.label": "You said {safe}. Where do you not feel safe?",
        "q.where.option.street": "In the street",
        "q.where.option.school": "At school",
        "q.where.option.online": "Online",
        "q.where.option.nowhere": "None of these",
        "q.hope.label": "How hopeful are you?",
        "q.hope.option.1": "Not at all",
        "q.hope.option.5": "Very",
        "q.who.label": "Who do you talk to?",
        "q.who.row.family": "Family",
        "q.who.row.friends": "Friends",
        "q.who.option.often": "Often",
        "q.who.option.never": "Never",
        "q.order.label": "What would help most?",
        "q.order.option.clubs": "Clubs",
        "q.order.option.police": "Police",
        "q.order.option.school": "School",
        "q.age.label": "How old are you?",
        "q.age.option.under_16": "Under 16",
        "q.age.option.16_24": "16 to 24",
        "q.age.option.over_24": "Over 24",
        "q.years.label": "For how many years have you lived here?",
        "q.more.label": "Is there anything else you want to say?",
    },
    "ur": {
        "title": "آپ کتنا محفوظ محسوس کرتے ہیں",
        "q.safe.label": "کیا آپ جہاں رہتے ہیں وہاں محفوظ محسوس کرتے ہیں؟",
        "q.safe.option.yes": "ہاں",
        "q.safe.option.no": "نہیں",
        "q.safe.option.sometimes": "کبھی کبھی",
    },
}
ANSWERS = {
    "safe": "no",
    "where": ["street", "online"],
    "hope": "2",
    "who": {"family": "often", "friends": "never"},
    "order": ["clubs", "school", "police"],
    "age": "under_16",
    "years": 12,
    "more": "A place to go in the evening.",
}


class SurveyFactory(DjangoModelFactory):
    """A draft."""

    class Meta:
        model = Survey

    title = "How safe you feel"
    slug = factory.Sequence(lambda n: f"how-safe-{n}")
    mode = Mode.ANONYMOUS
    months_kept = 24


def launched_survey(*, questionnaire=SMALL, words=WORDS, at=None, **facts) -> Survey:
    """A survey that is open, with its first version. Pass `reviewer` for one that takes own words."""
    at = at or timezone.now()
    day = timezone.localdate(at)
    dates = {"closes_on": day + timedelta(days=30), "results_on": day + timedelta(days=60)}
    hours = {"read_from": "09:00", "read_until": "17:00"} if facts.get("reviewer") else {}
    survey = SurveyFactory(**{"launched_at": at - timedelta(days=1), "languages": ["ur"], **dates, **hours, **facts})
    publish_version(survey, questionnaire=questionnaire, words=words, at=at)
    return survey


def publish_version(survey, *, questionnaire=SMALL, words=WORDS, at=None, mapping=None) -> Version:
    """One more version of a survey."""
    structure = as_json(questionnaire)
    return Version.objects.create(
        survey=survey,
        number=survey.versions.count() + 1,
        structure=structure,
        words=words,
        digest=digest(structure, words),
        mapping=mapping or {},
        published_on=timezone.localdate(at),
    )
