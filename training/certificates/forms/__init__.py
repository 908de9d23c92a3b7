"""What is asked about certificates, about evidence that people add to their record, and about refreshers."""

from training.certificates.forms.certificates import (
    ChooseForm,
    CorrectNameForm,
    DeclineForm,
    FindForm,
    NameForm,
    ReplaceForm,
    SurnameForm,
    WithdrawalForm,
)

__all__ = [
    "ChooseForm",
    "CorrectNameForm",
    "DeclineForm",
    "FindForm",
    "NameForm",
    "ReplaceForm",
    "SurnameForm",
    "WithdrawalForm",
]
