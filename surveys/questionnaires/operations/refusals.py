"""Why something is not done with a survey, in words fit to show to the member of staff."""

from collections.abc import Sequence

from surveys.questionnaires.models import Mode, Survey


class SurveyRefusal(Exception):
    """Something that is not done, with the reason."""


class NotLaunched(SurveyRefusal):
    """What can be done only to a survey that people answer."""

    def __init__(self) -> None:
        super().__init__("This survey is a draft: nobody has been able to answer it yet.")


class AlreadyClosed(SurveyRefusal):
    """A closed survey stays closed."""

    def __init__(self) -> None:
        super().__init__("This survey is closed. A closed survey is not opened or changed again: make a new one.")


class FixedAtLaunch(SurveyRefusal):
    """What was promised to the people who have answered."""

    def __init__(self, names: Sequence[str]) -> None:
        what = ", ".join(names)
        super().__init__(f"People may have answered this survey already, so this stays as it was: {what}.")


class NeverLessPrivate(SurveyRefusal):
    """A mode that keeps as much as the present one, or more."""

    def __init__(self, survey: Survey, mode: Mode) -> None:
        now, wanted = Mode(survey.mode).label, mode.label
        super().__init__(
            f"People were told how private their answers are, so a survey is only ever made more private. "
            f"It is now “{now}”, and “{wanted}” would not be more private."
        )


class NamesThemselves(SurveyRefusal):
    """Nobody gives themself the single answers."""

    def __init__(self) -> None:
        super().__init__("You cannot name yourself as somebody who may take away single answers. Ask a colleague to.")


class StillNeedsAReader(SurveyRefusal):
    """People are asked for their own words, and somebody has to read them."""

    def __init__(self) -> None:
        super().__init__("People are asked for their own words, so somebody has to read them: name another reader.")


class AddressTaken(SurveyRefusal):
    """Another survey has this address."""

    def __init__(self) -> None:
        super().__init__("Another survey has this address already. Choose another one.")
