"""What is not taken of a headcount, and why."""


class HeadcountRefused(Exception):
    """A headcount that is not taken. The text is fit to show to whoever recorded it."""

    message = "This headcount could not be saved."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class OfTheFuture(HeadcountRefused):
    """Its day has not come, or comes after it was recorded."""

    message = "The date is in the future. Record a headcount once it has been held."


class TooLongAgo(HeadcountRefused):
    """Its day is so far back that the year must be a slip."""

    message = "The date is more than three years ago. Check the year."


class NobodyCounted(HeadcountRefused):
    """No number is given."""

    message = "Enter how many people were there, for at least one audience."


class NumberRefused(HeadcountRefused):
    """A number that is none of an audience."""

    message = "Each number must be from 1 to 5,000."


class AudienceRefused(HeadcountRefused):
    """An audience that is not known or is counted twice, or professionals without their group of roles."""

    message = "We do not know one of these audiences, or it is counted twice."


class PlaceUnknown(HeadcountRefused):
    """Neither an organisation nor a named place with its area."""

    message = "Say where it was: choose an organisation, or name the place and its area."


class RecordedByAnother(HeadcountRefused):
    """Somebody else sent a headcount with this identifier."""

    message = "Somebody else has recorded this headcount already."


class HeadcountWithdrawn(HeadcountRefused):
    """It was withdrawn, so there is nothing to change."""

    message = "This headcount was withdrawn, so it cannot be changed."
