"""The insight survey: how safe people feel, what they have seen, who listens, and what would help.

Hard subjects are announced and can be left out as a whole; what could hurt is marked as sensitive; certain answers
bring up where to turn. Nobody is asked what they did themselves.
"""

from cms.starter.surveys.options import options
from surveys.questionnaires.definition import Help, Kind, Page, Question, Questionnaire, Rule, Skip
from surveys.questionnaires.equality import EQUALITY_SETS, standard_sets

SLUG = "feeling-safe"
LANGUAGES = ("pl", "pa", "ur")


def _any(question: str, *values: str) -> Rule:
    return {"op": "any", "question": question, "values": list(values)}


def _is(question: str, value: str) -> Rule:
    return {"op": "equal", "question": question, "value": value}


FIVE = options("1", "2", "3", "4", "5")

WHERE_YOU_LIVE = Page(
    "where_you_live",
    (
        Question("area", Kind.AUTHORITY, options("elsewhere")),  # after the areas of the partnership
        Question("feel_safe", Kind.SINGLE, options("very", "mostly", "not_really", "not_at_all"), sensitive=True),
    ),
    help=(Help("not_alone", _is("feel_safe", "not_at_all")),),
)
GETTING_AROUND = Page("getting_around", (Question("no_go", Kind.SINGLE, options("many", "some", "none")),))
PLACES = Page(
    "places",
    (
        Question(
            "no_go_where",
            Kind.SEVERAL,
            options(
                "streets",
                "parks",
                "centre",
                "transport",
                "near_school",
                "other_estates",
                "online",
                alone="none_of_these",
            ),
        ),
    ),
    rule=_any("no_go", "many", "some"),
)
WORRY = Page(
    "worry",
    (
        Question(
            "changed_plans", Kind.SINGLE, options("never", "once_or_twice", "some_weeks", "most_weeks"), sensitive=True
        ),
    ),
    help=(Help("worry_help", _is("changed_plans", "most_weeks")),),
)
AHEAD = Page(
    "ahead",
    (Question("go_on", Kind.SINGLE, options("yes", "leave_out")),),
    skips=(Skip(_is("go_on", "leave_out"), to="online"),),
)
PRESSURE = Page(
    "pressure",
    (
        Question("used_by_others", Kind.SINGLE, options("seen", "heard", "no", "not_sure"), sensitive=True),
        Question(
            "why_drawn_in",
            Kind.SEVERAL,
            options(
                "money", "protection", "belonging", "forced", "respect", "nothing_else", "family", alone="dont_know"
            ),
            greatest=3,
        ),
    ),
    help=(Help("used_help", _any("used_by_others", "seen", "heard")),),
)
ONLINE = Page(
    "online", (Question("seen_online", Kind.SINGLE, options("never", "sometimes", "most_weeks", "every_day")),)
)
SCREENS = Page(
    "screens",
    (
        Question(
            "online_effect",
            Kind.SEVERAL,
            options("scared", "stay_in", "angry", "used_to_it", "stopped_looking", "told_somebody", alone="nothing"),
            sensitive=True,
        ),
    ),
    rule=_any("seen_online", "sometimes", "most_weeks", "every_day"),
)
HOPE = Page(
    "hope",
    (
        Question("hopeful", Kind.SCALE, FIVE, sensitive=True),
        Question("things_to_do", Kind.SINGLE, options("enough", "some", "hardly_any", "none")),
    ),
    help=(Help("hope_help", _is("hopeful", "1")),),
)
POLICE = Page(
    "police",
    (
        Question(
            "police_are",
            Kind.GRID,
            options("agree", "partly", "disagree", "dont_know"),
            rows=("fair", "listen", "explain", "safer"),
        ),
    ),
)
LEARNING = Page(
    "learning",
    (
        Question("lessons", Kind.SINGLE, options("helped", "did_not_help", "had_none", "cannot_remember")),
        Question("listen_to", Kind.RANKING, options("lived_it", "older_peer", "youth_worker", "teacher", "police")),
    ),
)
HEARD = Page("heard", (Question("listened_to", Kind.SCALE, FIVE),))
FAIRNESS = Page(
    "fairness",
    (
        Question(
            "hard_here",
            Kind.SEVERAL,
            options("money", "housing", "racism", "faith_hate", "jobs", "services_cut", alone="none_of_these"),
            sensitive=True,
        ),
        Question("treated_badly", Kind.SINGLE, options("often", "sometimes", "never"), sensitive=True),
    ),
    help=(Help("treated_help", _any("treated_badly", "often", "sometimes")),),
)
TALKING = Page(
    "talking",
    (
        Question(
            "talk_to",
            Kind.SEVERAL,
            options(
                "friend", "parent", "relative", "teacher", "youth_worker", "faith_leader", "health", "police",
                "helpline", alone="nobody",
            ),
        ),
    ),
    help=(Help("nobody_help", _is("talk_to", "nobody")),),
)  # fmt: skip
STOPS_YOU = Page(
    "stops_you",
    (
        Question(
            "why_nobody",
            Kind.SEVERAL,
            options("called_names", "not_believed", "make_it_worse", "no_trust", "who_to_ask", "own_business"),
            sensitive=True,
        ),
    ),
    rule=_is("talk_to", "nobody"),
)
HELPS = Page(
    "helps",
    (
        Question(
            "would_help",
            Kind.SEVERAL,
            options(
                "things_to_do", "jobs", "money_help", "mentors", "known_police", "adults_listen", "lived_lessons",
                "lights", "online_help", "healing",
            ),
            greatest=3,
        ),
    ),
)  # fmt: skip
HAPPENING = Page(
    "happening",
    (Question("happens_now", Kind.SINGLE, options("yes", "a_little", "no", "dont_know")),),
    rule={"op": "count", "question": "would_help", "least": 1},
)
YOUR_WORDS = Page("your_words", (Question("one_change", Kind.LONG_TEXT, may_be_quoted=True),))

PAGES = (
    WHERE_YOU_LIVE, GETTING_AROUND, PLACES, WORRY, AHEAD, PRESSURE, ONLINE, SCREENS, HOPE, POLICE, LEARNING, HEARD,
    FAIRNESS, TALKING, STOPS_YOU, HELPS, HAPPENING, YOUR_WORDS,
)  # fmt: skip
EQUALITY = tuple(
    Page(f"equality_{EQUALITY_SETS[key].question.id}", (EQUALITY_SETS[key].question,)) for key in standard_sets()
)
INSIGHT = Questionnaire(PAGES + EQUALITY)
