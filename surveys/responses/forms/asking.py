"""One question as a page shows it: its words, its choices, and what was chosen or typed so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from surveys.questionnaires.definition import IN_OWN_WORDS, WITH_OPTIONS, Kind, Option, Question, refusals_of
from surveys.questionnaires.definition.answers import MOST_LETTERS
from surveys.questionnaires.definition.words import question_key, row_key
from surveys.responses.forms import reading
from surveys.responses.forms.reading import AMONG_CHOICES, Sent
from surveys.responses.forms.voice import Voice


@dataclass(frozen=True)
class Choice:
    """One box or button to choose."""

    id: str
    name: str
    value: str
    text: Markup | str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A row of a grid, or an option that is given a place."""

    id: str
    name: str
    text: Markup
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Asked:
    """A question on a page. `choices` are its own; `apart` stand below them, each alone: "none of these", "prefer not
    to say". `typed` is what stands in its field, or in each of its parts."""

    question: Question
    id: str
    name: str
    label: Markup
    hint: Markup
    why: list[Markup]
    guidance: str
    choices: tuple[Choice, ...] = ()
    apart: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    quote: Choice | None = None
    error: str = ""

    @property
    def kind(self) -> str:
        """What sort of field it is."""
        return self.question.kind.value

    @property
    def described_by(self) -> str:
        """What a screen reader reads after its label."""
        parts = [("hint", self.hint), ("guidance", self.guidance), ("error", self.error)]
        return " ".join(f"{self.id}-{name}" for name, text in parts if text)

    @property
    def first_id(self) -> str:
        """Where an error leads to: the first field of it."""
        return self.rows[0].choices[0].id if self.kind == Kind.GRID else self.rows[0].id if self.rows else self.id


def ask(question: Question, sent: Sent, voice: Voice, *, error: str = "") -> Asked:
    """A question with what was sent for it, right or wrong."""
    page_id = f"q-{question.id}"
    return Asked(
        question=question,
        id=page_id,
        name=reading.field(question),
        label=voice.label(question),
        hint=voice.say(question_key(question.id, "hint")),
        why=voice.paragraphs(question_key(question.id, "why")),
        guidance=_guidance(question, voice),
        choices=_choices(question, sent, voice, page_id),
        apart=_apart(question, sent, voice, page_id),
        rows=_rows(question, sent, voice, page_id),
        typed=_typed(question, sent),
        quote=_quote(question, sent, voice, page_id),
        error=error,
    )


def _is_in(sent: Sent, name: str, value: str) -> bool:
    return value in sent.get(name, ())


def _choice(
    question: Question, option: Option, sent: Sent, voice: Voice, page_id: str, name: str, number: int
) -> Choice:
    """The first one has the id of the whole, which an error leads to."""
    own_id = page_id if number == 0 else f"{page_id}-{option.id}"
    text = voice.option(question, option.id)
    if question.kind == Kind.SCALE and option.id.isdigit() and text != option.id:
        text = Markup("{} – {}").format(option.id, text)  # a point that has words keeps its number beside them
    return Choice(own_id, name, option.id, text, _is_in(sent, name, option.id))


def _choices(question: Question, sent: Sent, voice: Voice, page_id: str) -> tuple[Choice, ...]:
    if question.kind not in AMONG_CHOICES:
        return ()
    options = [option for option in question.options if not option.exclusive]
    name = reading.field(question)
    return tuple(_choice(question, option, sent, voice, page_id, name, n) for n, option in enumerate(options))


def _apart(question: Question, sent: Sent, voice: Voice, page_id: str) -> tuple[Choice, ...]:
    name = reading.field(question) if question.kind in AMONG_CHOICES else reading.instead_field(question)
    alone = [option for option in question.options if option.exclusive]
    return (
        *(_choice(question, option, sent, voice, page_id, name, -1) for option in alone),
        *(
            Choice(f"{page_id}-{value[1:]}", name, value, voice.refusal(value), _is_in(sent, name, value))
            for value in refusals_of(question)
        ),
    )


def _rows(question: Question, sent: Sent, voice: Voice, page_id: str) -> tuple[Row, ...]:
    if question.kind == Kind.GRID:
        return tuple(_grid_row(question, row, sent, voice, f"{page_id}-{row}") for row in question.rows)
    if question.kind == Kind.RANKING:
        places = range(1, len(question.options) + 1)
        return tuple(_ranked(question, option.id, places, sent, voice, page_id) for option in question.options)
    return ()


def _grid_row(question: Question, row: str, sent: Sent, voice: Voice, row_id: str) -> Row:
    name = reading.field(question, row)
    choices = tuple(
        _choice(question, option, sent, voice, row_id, name, n) for n, option in enumerate(question.options)
    )
    return Row(row_id, name, voice.say(row_key(question.id, row)), choices)


def _ranked(question: Question, option: str, places: Sequence[int], sent: Sent, voice: Voice, page_id: str) -> Row:
    name, own_id = reading.field(question, option), f"{page_id}-{option}"
    choices = tuple(Choice("", name, str(n), str(n), _is_in(sent, name, str(n))) for n in places)
    return Row(own_id, name, voice.option(question, option), choices)


def _typed(question: Question, sent: Sent) -> dict[str, str]:
    if question.kind in WITH_OPTIONS:
        return {}
    parts = ("month", "year") if question.kind == Kind.MONTH else ("",)
    return {part: next(iter(sent.get(reading.field(question, part), ())), "") for part in parts}


def _quote(question: Question, sent: Sent, voice: Voice, page_id: str) -> Choice | None:
    if not question.may_be_quoted:
        return None
    name = reading.quote_field(question)
    return Choice(f"{page_id}-quote", name, "yes", voice.interface.may_be_quoted, bool(sent.get(name)))


def _guidance(question: Question, voice: Voice) -> str:
    """How to answer a question of this kind, in our own words."""
    words, kind = voice.interface, question.kind
    if kind in IN_OWN_WORDS:
        return f"{words.own_words} {words.most_letters.format(most=MOST_LETTERS[kind])}"
    if kind == Kind.SEVERAL:
        return words.choose_some.format(most=question.greatest) if question.greatest else words.choose_all
    if kind == Kind.NUMBER and question.least is not None and question.greatest is not None:
        return words.number_between.format(least=question.least, greatest=question.greatest)
    told = {
        Kind.RANKING: words.rank,
        Kind.MONTH: words.month_example,
        Kind.YEAR: words.year_example,
        Kind.DISTRICT: words.district_example,
    }
    return told.get(kind, "")
