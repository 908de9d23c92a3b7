"""Whether every condition refers to something that is there, and that was answered before."""

from collections.abc import Iterator

from surveys.questionnaires.definition import (
    ONE_OPTION,
    Kind,
    Page,
    Question,
    Questionnaire,
    Rule,
    references,
    refusals_of,
)
from surveys.questionnaires.queries.conditions import NO_QUESTION
from surveys.questionnaires.queries.problems.names import Names, Problem

# Which tests can be asked of which kinds; of the others (own words, months, districts, order) none can.
TESTS = {
    **{kind: {"equal", "any"} for kind in ONE_OPTION},
    Kind.SCALE: {"equal", "any", "greater"},
    Kind.SEVERAL: {"equal", "any", "all", "count"},
    Kind.GRID: {"any", "all", "count"},
    Kind.NUMBER: {"equal", "greater"},
}
OF_A_ROW = {"equal", "any"}
WAIT = (
    "These wait for each other: each depends on an answer that is given on the other, so nobody would ever see either. "
    "Take one of the two conditions away."
)
ROUND = "leads back to a page that was before, so people would go round and round. Lead on to a later page."


def leaves(rule: Rule | None) -> Iterator[Rule]:
    """The single tests of a rule."""
    if rule is None:
        return
    for inner in (*rule.get("rules", ()), *([rule["rule"]] if "rule" in rule else ())):
        yield from leaves(inner)
    if "question" in rule:
        yield rule


def rules_of(page: Page) -> Iterator[tuple[Rule | None, Question | None]]:
    """Every rule on a page, with the question whose it is, if it is one's."""
    yield page.rule, None
    yield from ((question.rule, question) for question in page.questions)
    yield from ((skip.when, None) for skip in page.skips)
    yield from ((each.when, None) for each in page.help)


def reference_problems(questionnaire: Questionnaire, names: Names) -> Iterator[Problem]:
    """Conditions about questions, rows, options or pages that are not there, and tests that cannot be."""
    known = {question.id: question for question in questionnaire.questions()}
    for page in questionnaire.pages:
        for rule, question in rules_of(page):
            for leaf in leaves(rule):
                for text in _leaf(leaf, known, names):
                    yield names.at_question(question, text) if question else names.at_page(page, text)
        for skip in page.skips:
            if skip.to not in {each.id for each in questionnaire.pages}:
                where = f"there is no page “{skip.to}”" if skip.to else "it does not say which page"
                yield names.at_page(page, f"A skip leads nowhere: {where}.")


def _leaf(leaf: Rule, known: dict[str, Question], names: Names) -> Iterator[str]:
    key, _, row = leaf["question"].partition(".")
    if key == NO_QUESTION:
        yield "A condition does not say which answer it is about."
        return
    question = known.get(key)
    if question is None:
        yield f"A condition is about “{key}”, and there is no such question."
        return
    label = f"“{names.label(question)}”"
    if row and row not in question.rows:
        yield f"A condition is about the row “{row}” of {label}, which has no such row."
    if leaf["op"] not in (OF_A_ROW if row else TESTS.get(question.kind, set())):
        yield f"A condition tests {label} in a way that this kind of question cannot be tested."
        return
    yield from _values(leaf, question, label)


def _values(leaf: Rule, question: Question, label: str) -> Iterator[str]:
    if leaf["op"] in ("any", "all") and not leaf["values"]:
        yield f"A condition about {label} names no option."
    if question.kind == Kind.NUMBER or leaf["op"] in ("count", "greater"):
        return
    instead = refusals_of(question)
    for value in leaf.get("values", [leaf.get("value")]):
        if question.option(value) is None and value not in instead:
            yield f"A condition is about the option “{value}” of {label}, which has no such option."


def order_problems(questionnaire: Questionnaire, names: Names) -> Iterator[Problem]:
    """Conditions that look ahead, pages that wait for each other, and skips that lead back."""
    pages = questionnaire.pages
    needs = {page.id: _needs(page, names) for page in pages}
    told: set[frozenset[str]] = set()
    for page in pages:
        for rule, question in rules_of(page):
            is_at_the_end = (
                question is None and rule is not page.rule
            )  # of skips and help, the page's answers are known
            for key in dict.fromkeys(references(rule)):
                home = names.home(key)
                if home is None or names.number(home) < names.number(page) + is_at_the_end:
                    continue
                if home.id != page.id and page.id in _all_needed(home.id, needs):
                    pair = frozenset({home.id, page.id})
                    yield from [] if pair in told else [names.at_pages([page, home], WAIT)]
                    told.add(pair)
                else:
                    text = _too_early(key, question, home, page, questionnaire, names)
                    yield names.at_question(question, text) if question else names.at_page(page, text)
        yield from _skips_back(page, questionnaire, names)


def _needs(page: Page, names: Names) -> set[str]:
    """The pages whose answers decide whether this page, or a question on it, is shown."""
    rules = [page.rule, *(question.rule for question in page.questions)]
    return {home.id for rule in rules for key in references(rule) if (home := names.home(key))}


def _all_needed(page: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    to_visit = [page]
    while to_visit:
        for each in needs[to_visit.pop()] - found:
            found.add(each)
            to_visit.append(each)
    return found


def _too_early(
    key: str, question: Question | None, home: Page, page: Page, questionnaire: Questionnaire, names: Names
) -> str:
    if question is not None and key == question.id:
        return "It waits for itself: its condition is about its own answer. Choose an earlier question."
    about = f"Its condition is about “{names.label(questionnaire.question(key))}”, which is asked"
    if home.id == page.id:
        return f"{about} on this same page. Ask that on a page before, so that the answer is known in time."
    return f"{about} later, on {names.page(home).replace('Page', 'page', 1)}. Choose an earlier question, or move this."


def _skips_back(page: Page, questionnaire: Questionnaire, names: Names) -> Iterator[Problem]:
    for skip in page.skips:
        target = next((each for each in questionnaire.pages if each.id == skip.to), None)
        if target and names.number(target) <= names.number(page):
            yield names.at_page(page, f"A skip to {names.page(target).replace('Page', 'page', 1)} {ROUND}")
