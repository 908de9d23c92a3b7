"""A group of fields that says in plain words what is missing from it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class PlainStructBlock(blocks.StructBlock):
    """Fields that belong together. `when_missing` holds, by field, what to say when a required one is left empty."""

    when_missing: ClassVar[dict[str, str]] = {}

    def clean(self, value: Any) -> Any:
        """Check each field; then, by `faults`, the fields against each other."""
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as refusal:
            raise StructBlockValidationError(
                {name: self._in_plain_words(name, error) for name, error in refusal.block_errors.items()}
            ) from None
        if faults := self.faults(cleaned):
            raise StructBlockValidationError({name: ValidationError(text) for name, text in faults.items()})
        return cleaned

    def faults(self, value: Any) -> dict[str, str]:
        """What is wrong, by field, in fields that are each well formed. Nothing, unless a block says otherwise."""
        return {}

    def _in_plain_words(self, name: str, error: ValidationError) -> ValidationError:
        is_missing = getattr(error, "code", None) == "required"
        return ValidationError(self.when_missing[name]) if is_missing and name in self.when_missing else error
