"""Why an answer is not taken: each refusal names the texts of InterfaceWords that say so, in every language."""

from surveys.questionnaires.definition import NotAnAnswer
from surveys.responses.words import words_in


class ResponseRefusal(Exception):
    """An answer that is not taken. `heading` and `text` name what is said of it, which holds nothing of the answer; its
    message says the text in English."""

    heading = "refused_heading"
    text = "tampered_text"

    def __init__(self) -> None:
        super().__init__(getattr(words_in("en"), self.text))


class AlreadySent(ResponseRefusal):
    """This page, or this occasion, was sent before: it counts once."""

    heading, text = "already_heading", "already_text"


class CodeSpent(ResponseRefusal):
    """The printed code was used before."""

    heading, text = "spent_heading", "printed_code_spent"


class NotACode(ResponseRefusal):
    """Not a printed code of this survey."""

    text = "printed_code_wrong"


class SurveyClosed(ResponseRefusal):
    """The survey takes no answers: it has closed, or is not open yet."""

    heading, text = "closed_heading", "closed_unsent"


class NotThisSurvey(ResponseRefusal):
    """The page belongs to other questions than those that it was sent to."""

    heading = "tampered_heading"


class NameNeeded(ResponseRefusal):
    """A survey that keeps names takes answers only from somebody who has signed in."""

    text = "named_text"


class WaveNeeded(ResponseRefusal):
    """Before or after is not told, where answers are to be paired."""

    text = "wave_needed"


class AnswerRefused(ResponseRefusal, NotAnAnswer):
    """One answer is none that its question can have. `question` is its id."""

    heading = "tampered_heading"

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class NotASavedPage(ResponseRefusal):
    """No page was saved under this code, or it is there no longer."""

    text = "saved_code_wrong"
