"""What is asked before the first question: a language, a printed code, a code of one's own, before or after."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.questionnaires.models import Mode, Survey
from surveys.responses.models import Wave
from surveys.responses.queries.printed_codes import is_code
from surveys.responses.words import LANGUAGES, InterfaceWords, words_in

LEAST_LETTERS_OF_OWN_CODE = 4
MOST_LETTERS_OF_CODE = 60


def languages_of(survey: Survey) -> list[InterfaceWords]:
    """The languages that a survey is offered in, English first."""
    return [words for code, words in LANGUAGES.items() if code == "en" or code in survey.languages]


def language_for(survey: Survey, wanted: str) -> InterfaceWords:
    """The language that was asked for, where the survey is offered in it; English otherwise."""
    return next((words for words in languages_of(survey) if words.language == wanted), words_in("en"))


@dataclass
class StartForm:
    """The start page's own fields. `errors` says by field what is wrong, in the language that was chosen. `given_wave`
    is what an occasion says of before and after: then it is not asked, and whatever is sent of it does not count."""

    survey: Survey
    words: InterfaceWords
    code: str = ""
    own_code: str = ""
    wave: str = ""
    given_wave: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(
        cls, survey: Survey, words: InterfaceWords, data: Mapping[str, str], *, given_wave: str = ""
    ) -> "StartForm":
        """What was sent, checked."""
        code, own_code, wave = (
            data.get(name, "").strip()[:MOST_LETTERS_OF_CODE] for name in ("code", "own_code", "wave")
        )
        form = cls(survey, words, code, own_code, given_wave or wave, given_wave)
        form._check_printed_code()
        form._check_pairing()
        return form

    @property
    def is_paired(self) -> bool:
        """Whether a code of one's own is asked for."""
        return self.survey.mode == Mode.PAIRED

    def _check_printed_code(self) -> None:
        if not self.survey.is_by_invitation:
            self.code = ""
        elif not self.code:
            self.errors["code"] = self.words.code_missing
        elif not is_code(self.survey, self.code):
            self.errors["code"] = self.words.printed_code_wrong

    def _check_pairing(self) -> None:
        if not self.is_paired:
            self.own_code = self.wave = ""
            return
        if self.wave not in Wave.values:
            self.errors["wave"] = self.words.wave_missing
        if sum(map(str.isalnum, self.own_code)) < LEAST_LETTERS_OF_OWN_CODE:
            self.errors["own_code"] = self.words.own_code_missing
