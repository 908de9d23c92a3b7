"""What leads the reviewer to texts: the entry in the menu, and the addresses of the screens."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from people.models import Person
from surveys.responses.queries.reading import reads_any
from surveys.responses.viewsets.deeds import kept_text_remove, kept_text_withdraw, text_remove
from surveys.responses.viewsets.kept_texts import texts_kept
from surveys.responses.viewsets.texts import text_shorten, texts_index, texts_of_survey


class ReadersMenuItem(MenuItem):
    """Shown to whoever reads the texts of a survey."""

    def is_shown(self, request: HttpRequest) -> bool:
        """One small question of the database, once in a request: the menu asks twice."""
        known = vars(request)
        if "_reads_texts" not in known:
            known["_reads_texts"] = isinstance(request.user, Person) and reads_any(request.user)
        return bool(known["_reads_texts"])


class TextsViewSet(ViewSet):
    """Texts to read."""

    name = "survey_texts"
    icon = "openquote"
    menu_label = "Texts to read"
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, the texts of a survey, what is done to one of them, and the same of those that were kept."""
        return [
            path("", texts_index, name="index"),
            path("<int:survey_id>/", texts_of_survey, name="survey"),
            path("<int:survey_id>/<uuid:key>/", text_shorten, name="shorten"),
            path("<int:survey_id>/<uuid:key>/remove/", text_remove, name="remove"),
            path("<int:survey_id>/kept/", texts_kept, name="kept"),
            path("<int:survey_id>/kept/<uuid:key>/remove/", kept_text_remove, name="kept-remove"),
            path("<int:survey_id>/kept/<uuid:key>/withdraw/", kept_text_withdraw, name="kept-withdraw"),
        ]
