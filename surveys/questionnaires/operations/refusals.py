"""Why something is not done with a survey, in words fit to show to the member of staff."""

from collections.abc import Mapping, Sequence
from datetime import date

from surveys.questionnaires.models import Mode, Survey
from surveys.questionnaires.queries.problems import Problem

NEVER_LESS = "People were told how private their answers are, so a survey is only ever made more private."


class SurveyRefusal(Exception):
    """Something that is not done, with the reason."""


class NotLaunched(SurveyRefusal):
    """What can be done only to a survey that people answer."""

    def __init__(self) -> None:
        super().__init__("This survey is a draft: nobody has been able to answer it yet.")


class AlreadyClosed(SurveyRefusal):
    """A closed survey stays closed."""

    def __init__(self) -> None:
        super().__init__(
            "This survey is closed. A closed survey is not opened again, and stays as people answered it: make a new "
            "one."
        )


class OnlyWordsOnceClosed(SurveyRefusal):
    """More than the words of what people were asked."""

    def __init__(self) -> None:
        super().__init__(
            "This survey is closed, so only the words of its questions can still be mended, where they go on meaning "
            "the same. Something else differs from what people were asked: please put it back as it was."
        )


class FixedAtLaunch(SurveyRefusal):
    """What was promised to the people who have answered."""

    def __init__(self, names: Sequence[str]) -> None:
        what = ", ".join(names)
        super().__init__(f"People may have answered this survey already, so this stays as it was: {what}.")


class NeedsItsDates(SurveyRefusal):
    """Dates that people were told are taken away, or lie in the past."""

    def __init__(self) -> None:
        super().__init__(
            "People were told until when they can answer and by when results appear. An open survey keeps both dates,"
            " its last day is today or later, and results appear after it. Close it if nobody should answer any more."
        )


class NeverLessPrivate(SurveyRefusal):
    """A mode that keeps as much as the present one, or more."""

    def __init__(self, survey: Survey, mode: Mode) -> None:
        now, wanted = Mode(survey.mode).label, mode.label
        super().__init__(f"{NEVER_LESS} It is now “{now}”, and “{wanted}” would not be more private.")


class NamesThemselves(SurveyRefusal):
    """Nobody gives themself what people answered."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot name yourself as somebody who reads what people wrote, or who may take away single answers. "
            "Ask a colleague to."
        )


class NamedByApprovers(SurveyRefusal):
    """Readers of a survey that people may have answered already."""

    def __init__(self) -> None:
        super().__init__(
            "People may have answered this survey already, so an approver names who else reads what they said. "
            "Ask one: they find “Readers” in the menu of the survey."
        )


class StillNeedsAReader(SurveyRefusal):
    """People are asked for their own words, and somebody has to read them."""

    def __init__(self) -> None:
        super().__init__("People are asked for their own words, so somebody has to read them: name another reader.")


class AddressTaken(SurveyRefusal):
    """Another survey has this address."""

    def __init__(self) -> None:
        super().__init__("Another survey has this address already. Choose another one.")


class NotReady(SurveyRefusal):
    """A draft with problems. `problems` are these."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        told = " ".join(f"{problem.where}: {problem.text}" for problem in problems)
        super().__init__(f"This survey cannot be published yet. {told}")


class NothingToPublish(SurveyRefusal):
    """A draft that asks what is asked already."""

    def __init__(self) -> None:
        super().__init__("There is nothing to publish: the draft is as it is published, or was never published.")


class ChangesWhatIsAsked(SurveyRefusal):
    """More than words differs."""

    def __init__(self) -> None:
        super().__init__("More than words has changed, so this is a new version. Publish it as one.")


class NoReason(SurveyRefusal):
    """Words are mended for a reason."""

    def __init__(self) -> None:
        super().__init__("Say why these words are mended: it is kept with them.")


class NotATextOfIt(SurveyRefusal):
    """A text that the version does not have, or cannot be without."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The published questions have no such text, or need it: {key}.")


class RepeatsAnotherAnswer(SurveyRefusal):
    """A mended text that would show people another of their answers."""

    def __init__(self, text: str) -> None:
        super().__init__(f"This repeats another answer than before, so it is more than a fix of words: “{text}”.")


class NotALanguageOfIt(SurveyRefusal):
    """A language that the survey is not offered in."""

    def __init__(self) -> None:
        super().__init__("This survey is not offered in that language. Choose the language in its form first.")


class TranslatedMeanwhile(SurveyRefusal):
    """Two wrote the same texts at once. `theirs` is what somebody else wrote, by key; empty where they took it away."""

    def __init__(self, theirs: Mapping[str, str]) -> None:
        self.theirs = dict(theirs)
        texts = "a text" if len(theirs) == 1 else f"{len(theirs)} texts"
        super().__init__(
            f"Somebody else has written {texts} since, that you bring too. What you bring is still here, and theirs "
            "stands beside it. Keep what is best of both, and save."
        )


class ChangedSince(SurveyRefusal):
    """Somebody changed the draft while somebody else looked at it."""

    def __init__(self) -> None:
        super().__init__("The draft has changed since you looked at it. Nothing was done: please look again.")


class PublishesAlone(SurveyRefusal):
    """Nobody publishes what only they have seen."""

    def __init__(self) -> None:
        super().__init__(
            "You made the last change to this draft, so somebody else looks at it and publishes it. "
            "Ask another approver."
        )


class TooSoon(SurveyRefusal):
    """A version of less than seven days."""

    def __init__(self, on: date) -> None:
        super().__init__(
            f"The next version can be published on {on:%-d %B %Y}. There is one in seven days at most, so that nobody "
            "can tell from a version on which day somebody answered. Words that go on meaning the same can be mended "
            "at any time."
        )
