"""The evaluation of a course: what people knew and dared before it and now, what they mean to do, and what to mend.

What it was like before is asked after the course, beside what it is like now: people judge the two by one measure, and
nobody has to be known again (Howard, 1980, on response shift). Their own words may be quoted where they say so.
"""

from cms.starter.surveys.options import options
from surveys.questionnaires.definition import Kind, Page, Question, Questionnaire, Rule

SLUG = "how-was-the-course"
LANGUAGES = ("pl",)
THEN_AND_NOW = ("before", "now")


MEANS_TO: Rule = {"op": "any", "question": "intention", "values": ["know_what", "not_sure_what"]}
HESITATES: Rule = {"op": "any", "question": "intention", "values": ["perhaps", "no"]}

EVALUATION = Questionnaire(
    (
        Page(
            "knowing",
            (
                Question(
                    "knowledge", Kind.GRID, options("nothing", "little", "quite_a_lot", "a_lot"), rows=THEN_AND_NOW
                ),
            ),
        ),
        Page(
            "feeling_able",
            (Question("confidence", Kind.GRID, options("not_at_all", "little", "quite", "very"), rows=THEN_AND_NOW),),
        ),
        Page("next", (Question("intention", Kind.SINGLE, options("know_what", "not_sure_what", "perhaps", "no")),)),
        Page(
            "plans",
            (
                Question(
                    "will_do",
                    Kind.SEVERAL,
                    options(
                        "how_i_speak", "what_i_notice", "team", "place", "learn_more", "pass_on", alone="dont_know_yet"
                    ),
                ),
            ),
            rule=MEANS_TO,
        ),
        Page(
            "hurdles",
            (
                Question(
                    "in_the_way",
                    Kind.SEVERAL,
                    options("time", "support", "practice", "did_not_fit", "do_it_already", alone="nothing"),
                ),
            ),
            rule=HESITATES,
        ),
        Page(
            "the_course",
            (
                Question(
                    "course_was",
                    Kind.GRID,
                    options("agree", "partly", "disagree"),
                    rows=("useful", "clear", "safe", "pace"),
                ),
                Question("recommend", Kind.SCALE, options("1", "2", "3", "4", "5")),
            ),
        ),
        Page(
            "your_words",
            (
                Question("remember", Kind.SHORT_TEXT, may_be_quoted=True),
                Question("do_better", Kind.LONG_TEXT),
            ),
        ),
    ),
    crosstabs=(("intention", "recommend"),),
)
