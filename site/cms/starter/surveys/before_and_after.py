"""The questions that are asked before a course and again after it: what people know, think and dare to do.

Each makes sense both times, in the same words, so that what differs is what the course changed. Nobody is asked for own
words, or for anything that would help to tell who answered twice. Where people can be asked only once, `evaluation`
asks of both times together.
"""

from cms.starter.surveys.options import options
from surveys.questionnaires.definition import Help, Kind, Page, Question, Questionnaire

SLUG = "before-and-after"
LANGUAGES = ("pl", "pa", "ur")

BEFORE_AND_AFTER = Questionnaire(
    (
        Page("knowing", (Question("knowledge", Kind.SINGLE, options("nothing", "little", "quite_a_lot", "a_lot")),)),
        Page(
            "thinking",
            (
                Question(
                    "views",
                    Kind.GRID,
                    options("agree", "partly", "disagree", "dont_know"),
                    rows=("past", "prevent", "my_part"),
                ),
            ),
        ),
        Page(
            "daring",
            (
                Question(
                    "sure",
                    Kind.GRID,
                    options("not_at_all", "little", "quite", "very"),
                    rows=("notice", "ask", "listen", "whom_to_tell"),
                ),
            ),
        ),
        Page(
            "meaning_to", (Question("intention", Kind.SINGLE, options("know_what", "not_sure_what", "perhaps", "no")),)
        ),
        Page(
            "hurdles",
            (
                Question(
                    "in_the_way",
                    Kind.SEVERAL,
                    options("time", "support", "practice", "not_sure", "afraid", alone="nothing"),
                ),
            ),
        ),
        Page(
            "yourself",
            (Question("help_for_me", Kind.SINGLE, options("yes", "partly", "no", "not_needed"), sensitive=True),),
            help=(Help("for_you", {"op": "equal", "question": "help_for_me", "value": "no"}),),
        ),
    )
)
