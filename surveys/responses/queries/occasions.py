"""What a survey knows of an occasion that it was handed: nothing, but which course it is about."""

from collections.abc import Callable

# Each is asked in turn what course an occasion is about, and says None to one that it does not know. The app that makes
# occasions puts its own in when it starts.
about_of: list[Callable[[str], str | None]] = []


def course_of(occasion: str) -> str | None:
    """The course that an occasion is about, in at most 40 letters; None where nobody knows the occasion."""
    return next((course for ask in about_of if (course := ask(occasion)) is not None), None)
