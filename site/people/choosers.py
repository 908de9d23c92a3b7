"""How staff pick one person or one organisation among thousands in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from people.accounts.models import Person
from people.accounts.policies import may_look_up_people
from people.organisations.models import Organisation
from people.organisations.queries import plain


class ForgivingChooser(BaseChooser):
    """A field whose answer, when it is no key at all, is shown as not chosen yet."""

    def get_instance(self, value: Any) -> models.Model | None:
        """The row that is chosen, if it is there."""
        try:
            chosen: models.Model | None = super().get_instance(value)
        except (ValueError, OverflowError):
            return None
        return chosen


class WordsFilterForm(BaseFilterForm):
    """A search box; every word must be somewhere in the row."""

    q = forms.CharField(label="Search", required=False, max_length=100)

    lookups: tuple[str, ...]  # one of these must match each word

    def filter(self, objects: models.QuerySet) -> models.QuerySet:
        """The rows that match every word."""
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        for word in plain(self.search_query).split():
            objects = objects.filter(models.Q(*((lookup, word) for lookup in self.lookups), _connector=models.Q.OR))
        return super().filter(objects)


class OrganisationFilterForm(WordsFilterForm):
    """Looks where the public picker looks."""

    lookups = ("searchable__contains",)


class PersonFilterForm(WordsFilterForm):
    """Looks in name and address."""

    lookups = ("name__icontains", "email__contains")


class OrganisationChooseMixin:
    """Open and proposed organisations, with what tells two of the same name apart."""

    filter_form_class = OrganisationFilterForm

    @property
    def columns(self) -> list[Column]:
        """Name, kind and area."""
        return [*super().columns, Column("kind"), Column("local_authority", label="Area")]  # type: ignore[misc]

    def get_object_list(self) -> models.QuerySet[Organisation]:
        """Not those that are merged."""
        return (
            Organisation.objects.filter(merged_into=None)
            .select_related("kind", "local_authority")
            .order_by("name", "pk")
        )


class OrganisationChooseView(OrganisationChooseMixin, chooser.ChooseView):
    """The list in its window."""


class OrganisationChooseResultsView(OrganisationChooseMixin, chooser.ChooseResultsView):
    """The list alone."""


class PeopleInConfidenceMixin:
    """Closed to staff who need not find people: Wagtail opens a chooser to everyone in the admin."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask who it is first."""
        if not may_look_up_people(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class PersonChooseMixin(PeopleInConfidenceMixin):
    """People with their address beside the name."""

    filter_form_class = PersonFilterForm

    @property
    def columns(self) -> list[Column]:
        """Name and address."""
        return [*super().columns, Column("email", label="Email")]  # type: ignore[misc]

    def get_object_list(self) -> models.QuerySet[Person]:
        """Accounts in use."""
        return Person.objects.filter(is_active=True).order_by("name", "email")


class PersonChooseView(PersonChooseMixin, chooser.ChooseView):
    """The list in its window."""


class PersonChooseResultsView(PersonChooseMixin, chooser.ChooseResultsView):
    """The list alone."""


class PersonChosenView(PeopleInConfidenceMixin, chooser.ChosenView):
    """The one that was chosen."""


class SeveralPeopleChosenView(PeopleInConfidenceMixin, chooser.ChosenMultipleView):
    """Those that were chosen."""


organisation_chooser = ChooserViewSet(
    "organisation_chooser",
    model=Organisation,
    icon="group",
    base_widget_class=ForgivingChooser,
    choose_one_text="Choose an organisation",
    choose_another_text="Choose another organisation",
    choose_view_class=OrganisationChooseView,
    choose_results_view_class=OrganisationChooseResultsView,
)
person_chooser = ChooserViewSet(
    "person_chooser",
    model=Person,
    icon="user",
    base_widget_class=ForgivingChooser,
    choose_one_text="Choose a person",
    choose_another_text="Choose another person",
    choose_view_class=PersonChooseView,
    choose_results_view_class=PersonChooseResultsView,
    chosen_view_class=PersonChosenView,
    chosen_multiple_view_class=SeveralPeopleChosenView,
)
