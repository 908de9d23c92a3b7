"""Options as a starter questionnaire writes them down."""

from surveys.questionnaires.definition import Option


def options(*ids: str, alone: str = "") -> tuple[Option, ...]:
    """Options in their order; the one that stands alone comes last."""
    return tuple(Option(each) for each in ids) + ((Option(alone, exclusive=True),) if alone else ())
