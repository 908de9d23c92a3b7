"""What editors build of blocks is read as a questionnaire, and what they type becomes ids once."""

import pytest

from surveys.models import Survey, Translation
from surveys.questionnaires.blocks import QuestionnaireBlock
from surveys.questionnaires.definition import Kind, Page, Question, Questionnaire
from surveys.questionnaires.equality import EQUALITY_SETS
from surveys.questionnaires.queries import as_content, checked_draft_of, draft_of
from surveys.questionnaires.queries.conditions import as_rule_value, rule_of
from tests.factories import LocalAuthorityFactory
from tests.factories.surveys import SMALL, WORDS, SurveyFactory
from tests.surveys.drafting import draft_survey

pytestmark = pytest.mark.django_db
BLOCK = Survey._meta.get_field("content").stream_block


def cleaned(raw):
    """Blocks as they are when an editor has saved them."""
    return BLOCK.get_prep_value(BLOCK.clean(BLOCK.to_python(raw)))


def page(title="Places", questions=(), **facts):
    return {"type": "page", "value": {"title": title, "questions": list(questions), **facts}}


def single(label="Do you feel safe?", options=("Yes", "No"), **facts):
    return {"type": "single", "value": {"label": label, "options": [{"text": each} for each in options], **facts}}


def ids_of(raw):
    return [[(each["value"]["id"], [o["value"]["id"] for o in each["value"]["options"]])
             for each in child["value"]["questions"]] for child in raw if child["type"] == "page"]  # fmt: skip


def test_what_is_built_of_blocks_is_what_is_asked():
    draft = checked_draft_of(draft_survey())
    assert (draft.questionnaire, draft.problems) == (SMALL, ())
    told = dict(draft.words["en"])
    assert told.pop("title") == "How safe you feel"
    assert told == {key: text for key, text in WORDS["en"].items() if key.startswith(("q.", "page."))}


def test_ids_are_made_of_the_words_when_they_are_first_saved():
    saved = cleaned([page(questions=[single(options=("Yes, always", "16 to 24", "ਹਾਂ"))])])
    assert saved[0]["value"]["id"] == "places"
    assert ids_of(saved) == [[("do_you_feel_safe", ["yes_always", "a_16_to_24", "ham"])]]


def test_ids_stay_when_words_change_and_blocks_move():
    saved = cleaned([page(questions=[single(), single("How old are you?")])])
    first, second = saved[0]["value"]["questions"]
    first["value"]["label"] = "How safe do you feel?"
    again = cleaned([page("Another", [second, first])])
    assert ids_of(again) == [[("how_old_are_you", ["yes", "no"]), ("do_you_feel_safe", ["yes", "no"])]]


def test_a_question_that_was_copied_gets_an_id_of_its_own():
    saved = cleaned([page(questions=[single()])])
    saved[0]["value"]["questions"] *= 2
    assert [each[0] for each in ids_of(cleaned(saved))[0]] == ["do_you_feel_safe", "do_you_feel_safe_2"]


def test_a_question_never_takes_the_id_of_an_equality_question():
    assert ids_of(cleaned([page(questions=[single("Age band")])]))[0][0][0] == "age_band_2"


def test_what_has_no_words_yet_is_saved_and_has_no_id_yet():
    saved = cleaned([page("", [single("", ("",))])])
    assert ids_of(saved) == [[("", [""])]]
    assert cleaned(saved) == saved


def test_a_condition_may_name_its_question_and_options_by_their_words():
    condition = {
        "question": "do you  feel SAFE?",
        "row": "",
        "test": "any",
        "options": "No\nPrefer not to say\n\nsomething else",
        "number": None,
    }
    rule = {"how": "all", "conditions": [{"type": "condition", "value": condition}]}
    skip = {"when": rule, "to": "The end"}
    raw = [page(questions=[single()], skips=[skip]), page("Next", [single("Why?", show_when=rule)]), page("The end")]
    survey = SurveyFactory(content=cleaned(raw))
    questionnaire = draft_of(survey).questionnaire
    expected = {"op": "any", "question": "do_you_feel_safe", "values": ["no", "~prefer_not", "something else"]}
    assert questionnaire.question("why").rule == expected
    assert [(each.when, each.to) for each in questionnaire.pages[0].skips] == [(expected, "the_end")]


LEAF = {"op": "any", "question": "a", "values": ["x", "y"]}
OTHER = {"op": "greater", "question": "b", "value": 3}


@pytest.mark.parametrize(
    "rule",
    [
        None,
        LEAF,
        OTHER,
        {"op": "equal", "question": "a.row", "value": "x"},
        {"op": "count", "question": "a", "least": 2},
        {"op": "all", "question": "a", "values": ["x"]},
        {"op": "not", "rule": LEAF},
        {"op": "not", "rule": OTHER},
        {"op": "and", "rules": [LEAF, OTHER]},
        {"op": "not", "rule": {"op": "or", "rules": [LEAF, OTHER]}},
        {"op": "and", "rules": [LEAF, {"op": "or", "rules": [OTHER, {"op": "not", "rule": LEAF}]}]},
        {"op": "or", "rules": [{"op": "and", "rules": [LEAF, OTHER]}, {"op": "not", "rule": OTHER}]},
    ],
    ids=str,
)
def test_a_rule_is_the_same_after_it_was_shown_in_the_editor(rule):
    block = BLOCK.child_blocks["page"].child_blocks["show_when"]
    assert rule_of(block.clean(block.to_python(as_rule_value(rule)))) == rule


def test_a_rule_deeper_than_the_editor_shows_is_refused_and_not_cut_short():
    deep = {"op": "and", "rules": [LEAF, {"op": "or", "rules": [OTHER, {"op": "and", "rules": [LEAF, OTHER]}]}]}
    with pytest.raises(ValueError, match="no groups of groups"):
        as_rule_value(deep)


def test_equality_questions_come_last_one_on_a_page_in_their_official_words():
    sets = ["religion@2021", "age-band@2021"]
    survey = draft_survey(Questionnaire(SMALL.pages[:1]), WORDS["en"], languages=["ur", "ro"])
    survey.content = [{"type": "equality", "value": {"sets": sets}}, *survey.content.raw_data]
    draft = draft_of(survey)
    ids = [[question.id for question in each.questions] for each in draft.questionnaire.pages]
    assert ids == [["safe"], ["age_band"], ["religion"]]
    assert [q.equality for q in draft.questionnaire.questions()] == ["", *sorted(sets)]
    for language in ("en", "ur"):
        label = draft.words[language]["q.age_band.label"]
        assert label == EQUALITY_SETS["age-band@2021"].words[language]["q.age_band.label"]
    assert ("page.equality_age_band.text" in draft.words["en"], draft.words["ro"]) == (True, {})
    assert "page.equality_religion.text" not in draft.words["en"]


def test_equality_sets_are_written_back_as_the_block_that_chose_them():
    sets = ["age-band@2021", "religion@2021"]
    survey = draft_survey(Questionnaire(SMALL.pages[:1]), WORDS["en"])
    survey.content = [*survey.content.raw_data, {"type": "equality", "value": {"sets": sets}}]
    draft = draft_of(survey)
    again = draft_survey(draft.questionnaire, draft.words["en"])
    assert draft_of(again).questionnaire == draft.questionnaire
    assert again.content.raw_data[-1]["value"] == {"sets": sets}


def test_a_question_of_areas_offers_those_of_the_partnership_by_name():
    for name, code in (("Walsall", "E08000030"), ("Dudley", "E08000027")):
        LocalAuthorityFactory(name=name, ons_code=code)
    asked = Questionnaire((Page("where", (Question("area", Kind.AUTHORITY),)),))
    draft = checked_draft_of(draft_survey(asked, {"page.where.title": "Where", "q.area.label": "Where do you live?"}))
    options = draft.questionnaire.question("area").options
    assert [(o.id, o.census) for o in options] == [
        ("e08000027", "E08000027"), ("e08000030", "E08000030"), ("elsewhere", ""),
    ]  # fmt: skip
    assert (draft.words["en"]["q.area.option.e08000030"], draft.problems) == ("Walsall", ())


def test_words_of_a_translation_go_with_the_draft_where_they_belong_to_it():
    survey = draft_survey(languages=["ur"])
    texts = {"q.safe.label": {"text": "محفوظ", "of": "?"}, "q.gone.label": {"text": "x", "of": "y"}}
    Translation.objects.create(survey=survey, language="ur", texts=texts)
    Translation.objects.create(survey=survey, language="pl", texts=texts)
    assert {k: v for k, v in draft_of(survey).words.items() if k != "en"} == {"ur": {"q.safe.label": "محفوظ"}}


def test_every_kind_of_question_can_be_built():
    kinds = set(BLOCK.child_blocks["page"].child_blocks["questions"].child_blocks)
    assert kinds == {kind.value for kind in Kind}
    assert isinstance(BLOCK, QuestionnaireBlock)
    assert as_content(Questionnaire(), {}) == []
