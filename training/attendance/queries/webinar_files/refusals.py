"""What a file is refused for."""


class LogRefused(Exception):
    """A file that is not read as a webinar's log. The text says what was expected, and is fit to show."""


WHAT_IS_EXPECTED = "Choose the attendance report that Microsoft Teams or Zoom made, as it was downloaded (.csv)."
