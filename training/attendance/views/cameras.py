"""Pages that may ask for the camera."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase

ALLOWED = "camera=(self), microphone=(), geolocation=()"


def uses_camera(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let this page's own scripts ask for the camera, which config/middleware.py forbids everywhere else."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Permissions-Policy"] = ALLOWED
        return response

    return answer
