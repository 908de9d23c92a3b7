"""What is asked about certificates, about evidence that people add to their record, and about refreshers."""

from training.certificates.forms.certificates import FindForm, SurnameForm, WithdrawalForm

__all__ = ["FindForm", "SurnameForm", "WithdrawalForm"]
