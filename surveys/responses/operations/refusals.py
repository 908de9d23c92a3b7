"""Why an answer is not taken, in words for whoever sent it."""

from surveys.questionnaires.definition import NotAnAnswer


class ResponseRefusal(Exception):
    """An answer that is not taken. Its message can be shown, and holds nothing of the answer."""

    words = "We could not take your answers. Please start again."

    def __init__(self, words: str = "") -> None:
        super().__init__(words or self.words)


class AlreadySent(ResponseRefusal):
    """This page, or this occasion, was sent before: it counts once."""

    words = "We already have your answers. They were sent once, and they count once."


class CodeSpent(AlreadySent):
    """The printed code was used before."""

    words = "This code has been used already. Each code works once. Ask whoever gave it to you for another one."


class NotACode(ResponseRefusal):
    """Not a printed code of this survey."""

    words = "This is not a code for this survey. Please check each letter and number on your card."


class SurveyClosed(ResponseRefusal):
    """The survey takes no answers: it has closed, or is not open yet."""

    words = "This survey is not open, so we cannot take answers to it. Nothing of what you chose was kept."


class NotThisSurvey(ResponseRefusal):
    """The page belongs to other questions than those that it was sent to."""

    words = "This page belongs to another survey. Please start again from the first page of the one you want."


class NameNeeded(ResponseRefusal):
    """A survey that keeps names takes answers only from somebody who has signed in."""

    words = "This survey keeps your name with your answers, so please sign in first."


class WaveNeeded(ResponseRefusal):
    """Before or after is not told, where answers are to be paired."""

    words = "Please tell us first whether this is before or after the course."


class AnswerRefused(ResponseRefusal, NotAnAnswer):
    """One answer is none that its question can have. `question` is its id."""

    words = "We cannot take one of your answers as it is. Please go back to it and answer again."

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class NotASavedPage(ResponseRefusal):
    """No page was saved under this code, or it is there no longer."""

    words = (
        "We have no page saved under this code. Please check each letter and number. If it was saved long ago, or was "
        "sent since, it has been deleted, and you can start again."
    )
