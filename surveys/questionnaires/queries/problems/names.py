"""Problems, and what editors see pages and questions called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveys.questionnaires.definition import SOURCE, Page, Question, Questionnaire, Wording, Words
from surveys.questionnaires.definition.words import page_key, question_key

MOST_LETTERS = 70
# Where a problem is that is of no page: what it is about, as the tabs of the editor have it.
DATES, OWN_WORDS, QUESTIONS, WORDS = "Dates", "Own words", "Questions", "Words"


@dataclass(frozen=True)
class Problem:
    """Something that keeps a survey from being published: where it is and what to do. `block` is the editor's block to
    lead to, where there is one."""

    where: str
    text: str
    block: str = ""


class Names:
    """What the parts of one questionnaire are called, and problems with them."""

    def __init__(self, questionnaire: Questionnaire, words: Words, blocks: Mapping[str, str]) -> None:
        self.wording, self._blocks = Wording(words, SOURCE), blocks
        self._numbers = {page.id: number for number, page in enumerate(questionnaire.pages, start=1)}
        self._homes = {question.id: page for page in questionnaire.pages for question in page.questions}

    def number(self, page: Page) -> int:
        """Which page it is, from 1."""
        return self._numbers[page.id]

    def home(self, question: str) -> Page | None:
        """The page on which a question is asked."""
        return self._homes.get(question)

    def page(self, page: Page) -> str:
        """As in: Page 2 “Places”."""
        return f"Page {self.number(page)}{_quoted(self.wording.text(page_key(page.id, 'title')))}"

    def question(self, question: Question) -> str:
        """As in: Page 2 “Places”, question 1 “Where do you feel safe?”."""
        page = self._homes[question.id]
        place = [each.id for each in page.questions].index(question.id) + 1
        return f"{self.page(page)}, question {place}{_quoted(self.label(question))}"

    def label(self, question: Question) -> str:
        """The words of the question."""
        return self.wording.text(question_key(question.id))

    def at_page(self, page: Page, text: str) -> Problem:
        """Something is wrong with a page."""
        return Problem(self.page(page), text, self._blocks.get(page.id, ""))

    def at_question(self, question: Question, text: str) -> Problem:
        """Something is wrong with a question."""
        return Problem(self.question(question), text, self._blocks.get(self._homes[question.id].id, ""))

    def at_pages(self, pages: Iterable[Page], text: str) -> Problem:
        """Something is wrong between pages."""
        first, *others = pages
        told = " and ".join([self.page(first), *(self.page(page).replace("Page", "page", 1) for page in others)])
        return Problem(told, text, self._blocks.get(first.id, ""))


def _quoted(text: str) -> str:
    short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"
    return f" “{short}”" if text else ""
