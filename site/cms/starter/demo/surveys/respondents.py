"""Invents answers to the insight survey that hang together: who feels less safe avoids more places, worries more, hopes
less. Every figure here is made up, and none is the finding of any real survey."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from cms.starter.areas import AREAS
from surveys.questionnaires.definition import Instead, Kind, Question, Questionnaire

Weights = Mapping[str, float]

AGES: Weights = {
    "under_11": 2, "from_11_to_13": 17, "from_14_to_15": 22, "from_16_to_17": 20, "from_18_to_24": 21,
    "from_25_to_34": 6, "from_35_to_49": 6, "from_50_to_64": 4, "from_65": 2,
}  # fmt: skip
ETHNIC_GROUPS: Weights = {
    "white_british": 44, "white_irish": 2, "white_gypsy_or_traveller": 0.5, "white_roma": 0.7, "white_other": 6,
    "mixed_white_and_black_caribbean": 5, "mixed_white_and_black_african": 1, "mixed_white_and_asian": 2,
    "mixed_other": 1.5, "asian_indian": 8, "asian_pakistani": 11, "asian_bangladeshi": 3, "asian_chinese": 0.8,
    "asian_other": 2, "black_caribbean": 4, "black_african": 5, "black_other": 1.5, "other_arab": 1, "other_any": 2,
}  # fmt: skip
RELIGIONS: Weights = {
    "none": 38, "christian": 30, "buddhist": 0.6, "hindu": 3, "jewish": 0.3, "muslim": 20, "sikh": 6, "other": 1.5,
}  # fmt: skip
SEXES: Weights = {"female": 55, "male": 45}
DISABILITIES: Weights = {"a_lot": 6, "a_little": 11, "not_at_all": 9, "no_condition": 74}

# How likely each is to be chosen where several can be; the rest of a question's options at a fifth.
LIKELY: Mapping[str, Weights] = {
    "no_go_where": {"streets": 0.6, "parks": 0.45, "centre": 0.35, "transport": 0.4, "other_estates": 0.3},
    "why_drawn_in": {"money": 0.6, "protection": 0.4, "belonging": 0.4, "forced": 0.35, "family": 0.25},
    "online_effect": {"scared": 0.3, "used_to_it": 0.4, "stopped_looking": 0.3, "stay_in": 0.15, "told_somebody": 0.1},
    "hard_here": {"money": 0.5, "housing": 0.3, "racism": 0.3, "services_cut": 0.35, "jobs": 0.35},
    "talk_to": {"friend": 0.55, "parent": 0.45, "teacher": 0.2, "police": 0.08, "helpline": 0.06, "health": 0.06},
    "why_nobody": {"called_names": 0.5, "make_it_worse": 0.5, "no_trust": 0.45, "not_believed": 0.25},
    "would_help": {"things_to_do": 0.5, "adults_listen": 0.4, "jobs": 0.35, "lived_lessons": 0.3, "mentors": 0.25},
}
NOT_LISTED = 0.15
# The share of those who leave a question, who would rather not say, and (where it is sensitive) are not comfortable to.
LEFT, NOT_SAID, UNCOMFORTABLE = 0.03, 0.015, 0.02
WRITES = 0.025


def invent_answers(
    questionnaire: Questionnaire, number: int, texts: Sequence[str], random: Random
) -> Iterator[dict[str, Any]]:
    """Answers of so many people, each to every question: what is not on somebody's way is for others to drop. Each of
    the texts is written by one of them."""
    questions, written = list(questionnaire.questions()), iter(texts)
    for _ in range(number):
        answers = _of_one(questions, random)
        if random.random() < WRITES:
            answers |= {question.id: next(written, None) for question in questions if question.kind == Kind.LONG_TEXT}
        yield {question.id: _or_none(question, answers[question.id], random) for question in questions}


def _of_one(questions: Sequence[Question], random: Random) -> dict[str, Any]:
    """One person. `ease` is how safe life feels, from about -2 to 2; most answers lean on it."""
    about = {
        "area": _one({**{area.ons_code.lower(): area.residents for area in AREAS}, "elsewhere": 60_000}, random),
        "age_band": _one(AGES, random),
        "sex": _one(SEXES, random),
        "ethnic_group": _one(ETHNIC_GROUPS, random),
        "religion": _one(RELIGIONS, random),
        "disability": _one(DISABILITIES, random),
    }
    ease = random.gauss(0.9, 1) - _burden(about)
    return about | _leaning(ease, about, random) | _free(questions, ease, random)


def _burden(about: Mapping[str, str]) -> float:
    """By how much life feels less safe to some."""
    is_young = about["age_band"] in ("from_14_to_15", "from_16_to_17", "from_18_to_24")
    return 0.3 * is_young + 0.25 * (about["sex"] == "female") + 0.4 * (about["disability"] in ("a_lot", "a_little"))


def _leaning(ease: float, about: Mapping[str, str], random: Random) -> dict[str, Any]:
    def lean(*options: str, by: float = 1.0) -> str:
        """The first option for whoever finds life easiest, the last for whoever finds it hardest."""
        place = len(options) / 2 - (by * ease + random.gauss(0, 0.7)) * len(options) / 4
        return options[max(0, min(len(options) - 1, int(place)))]

    is_a_minority = about["ethnic_group"] != "white_british"
    return {
        "feel_safe": lean("very", "mostly", "not_really", "not_at_all"),
        "no_go": lean("none", "some", "many"),
        "changed_plans": lean("never", "once_or_twice", "some_weeks", "most_weeks"),
        "go_on": _one({"yes": 85, "leave_out": 15}, random),
        "used_by_others": lean("no", "not_sure", "heard", "seen", by=0.7),
        "seen_online": _one({"never": 12, "sometimes": 38, "most_weeks": 27, "every_day": 23}, random),
        "hopeful": lean("5", "4", "3", "2", "1", by=0.7),
        "things_to_do": lean("enough", "some", "hardly_any", "none", by=0.5),
        "police_are": {
            row: _one({"dont_know": 12}, random)
            if random.random() < 0.1
            else lean("agree", "partly", "disagree", by=by)
            for row, by in (("fair", 0.8), ("listen", 0.4), ("explain", 0.5), ("safer", 0.9))
        },
        "lessons": _one({"helped": 25, "did_not_help": 30, "had_none": 35, "cannot_remember": 10}, random),
        "listened_to": lean("4", "3", "2", "1", by=0.5),
        "treated_badly": lean("never", "sometimes", "often", by=0.6 if is_a_minority else 0.1),
        "happens_now": _one({"yes": 12, "a_little": 33, "no": 35, "dont_know": 20}, random),
    }


def _free(questions: Sequence[Question], ease: float, random: Random) -> dict[str, Any]:
    """What leans on nothing but taste: several choices, and orders. Few write anything in their own words."""
    free: dict[str, Any] = {}
    for question in questions:
        if question.kind == Kind.SEVERAL:
            free[question.id] = _several(question, random, is_alone=ease < -1.2)
        elif question.kind == Kind.RANKING:
            order = sorted(enumerate(question.options), key=lambda each: each[0] + random.gauss(0, 1.6))
            free[question.id] = [option.id for _, option in order]
        elif question.kind == Kind.LONG_TEXT:
            free[question.id] = None
    return free


def _several(question: Question, random: Random, *, is_alone: bool) -> list[str]:
    """Some options, in their order; or the one that stands alone, which is likelier for whoever finds life hard."""
    alone = [option.id for option in question.options if option.exclusive]
    if alone and random.random() < (0.3 if is_alone and question.id == "talk_to" else 0.07):
        return alone
    likely = LIKELY.get(question.id, {})
    others = [option.id for option in question.options if not option.exclusive]
    chosen = [each for each in others if random.random() < likely.get(each, NOT_LISTED)]
    most = question.greatest or len(others)
    return sorted(random.sample(chosen, most), key=others.index) if len(chosen) > most else chosen


def _one(weights: Weights, random: Random) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _or_none(question: Question, answer: Any, random: Random) -> Any:
    """The answer, unless it is left or refused."""
    drawn = random.random()
    if drawn < LEFT or answer == []:
        return None
    if drawn < LEFT + NOT_SAID:
        return Instead.PREFER_NOT.value
    if question.sensitive and drawn < LEFT + NOT_SAID + UNCOMFORTABLE:
        return Instead.UNCOMFORTABLE.value
    return answer


def invent_evaluations(
    questionnaire: Questionnaire, number: int, remembered: Sequence[str], wishes: Sequence[str], random: Random
) -> Iterator[dict[str, Any]]:
    """Evaluations of a course by so many people: most know more and dare more than before."""
    questions = list(questionnaire.questions())
    kept, asked = iter(remembered), iter(wishes)
    for _ in range(number):
        answers = _evaluation_of_one(random) | {
            "will_do": _several(questionnaire.question("will_do"), random, is_alone=False),
            "in_the_way": _several(questionnaire.question("in_the_way"), random, is_alone=False),
            "remember": next(kept, None) if random.random() < 0.15 else None,
            "do_better": next(asked, None) if random.random() < 0.1 else None,
        }
        yield {question.id: _or_none(question, answers[question.id], random) for question in questions}


def _evaluation_of_one(random: Random) -> dict[str, Any]:
    knew, dared = random.choice((0, 0, 1, 1, 2)), random.choice((0, 1, 1, 2))
    knowledge, confidence = ("nothing", "little", "quite_a_lot", "a_lot"), ("not_at_all", "little", "quite", "very")
    return {
        "knowledge": {"before": knowledge[knew], "now": knowledge[min(3, knew + random.choice((0, 1, 1, 2)))]},
        "confidence": {"before": confidence[dared], "now": confidence[min(3, dared + random.choice((0, 1, 1)))]},
        "intention": _one({"know_what": 46, "not_sure_what": 30, "perhaps": 18, "no": 6}, random),
        "course_was": {
            row: _one({"agree": share, "partly": 80 - share, "disagree": 8}, random)
            for row, share in (("useful", 66), ("clear", 62), ("safe", 70), ("pace", 46))
        },
        "recommend": _one({"5": 44, "4": 32, "3": 16, "2": 5, "1": 3}, random),
    }
