"""Staff screens for people, roles, and training leads."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.users.views import users

from people.accounts.forms import AddressField, NameField
from people.accounts.models import Person, Role, RoleGroup, TrainingLead, UndeliverableAddress
from people.accounts.operations import name_training_lead, release_training_lead, save_person
from people.accounts.policies import StaffRole
from people.accounts.queries import unreached
from people.choosers import organisation_chooser
from people.lists import KeepInUseMixin, ListViewSet
from people.organisations.models import Organisation


class PersonForm(forms.ModelForm):
    """A person as staff see them, with their staff roles. Nobody changes their own or closes their own account."""

    name = NameField(max_length=150)
    email = AddressField()
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(merged_into=None), required=False, widget=organisation_chooser.widget_class
    )
    staff_roles = forms.MultipleChoiceField(
        choices=StaffRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A person with a staff role must set up a second factor before any staff page opens",
    )

    class Meta:
        model = Person
        fields = ["name", "email", "role", "organisation", "is_active"]
        labels = {"is_active": "Account is open"}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            held = set(self.instance.groups.values_list("name", flat=True))
            self.initial["staff_roles"] = [role.value for role in StaffRole if role.value in held]
        else:
            del self.fields["is_active"]
        if since := unreached([self.instance.email]).get(self.instance.email):
            self.fields["email"].help_text = not_reached(since)
        if editing_self:
            self.fields["staff_roles"].disabled = self.fields["is_active"].disabled = True

    def clean_email(self) -> str:
        """In lower case, as addresses are kept."""
        return Person.objects.normalize_email(self.cleaned_data["email"])

    def keep(self, *, by: Person) -> Person:
        """Write what the form holds."""
        roles = [StaffRole(name) for name in self.cleaned_data["staff_roles"]]
        return save_person(person=self.instance, staff_roles=roles, by=by, at=timezone.now())


def _names_of_groups(person: Person) -> str:
    return ", ".join(group.name for group in person.groups.all())


def address_with_flag(person: Any) -> str:
    """The address, and since when email does not reach it."""
    since = person.unreached_since
    return f"{person.email}. {not_reached(since)}" if since else str(person.email)


def not_reached(since: datetime) -> str:
    """The flag beside an address."""
    return f"Email has not reached this address since {date_format(timezone.localtime(since), 'j F Y')}"


class PersonIndexView(users.IndexView):
    """Everyone with an account."""

    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    page_title = "People"
    add_item_label = "Add a person"
    search_fields = ["name", "email"]

    @property
    def columns(self) -> list[Column]:
        """Name, address, staff roles, whether the account is open, and the last time it was used."""
        return [
            self._get_title_column_class(users.UserColumn)(
                "name", label="Name", sort_key="name", get_url=self.get_edit_url, classname="name"
            ),
            Column("email", label="Email", sort_key="email", accessor=address_with_flag),
            Column("roles", label="Staff roles", accessor=_names_of_groups),
            BooleanColumn("is_active", label="Open", sort_key="is_active"),
            DateColumn("last_login", label="Last signed in", sort_key="last_login"),
        ]

    def get_base_queryset(self) -> Any:
        """With what the columns show."""
        unreached = UndeliverableAddress.objects.filter(email=OuterRef("email")).values("since")
        people = Person.objects.select_related("wagtail_userprofile").prefetch_related("groups")
        return people.annotate(unreached_since=Subquery(unreached))

    def order_queryset(self, queryset: Any) -> Any:
        """By name, which is one field here."""
        return queryset.order_by(self.ordering or "name", "pk")


class PersonCreateView(users.CreateView):
    """Adds a person; they sign in with a code sent to their address."""

    page_title = "Add a person"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Plain form: no user is passed in."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        kwargs.pop("for_user", None)
        return kwargs

    def save_instance(self) -> Person:
        """Through the operation."""
        return self.form.keep(by=self.request.user)


class PersonEditView(users.EditView):
    """Changes a person and their staff roles."""

    def save_instance(self) -> Person:
        """Through the operation."""
        return self.form.keep(by=self.request.user)


class PersonDeleteView(KeepInUseMixin, users.DeleteView):
    """Deletes a person of whom nothing is recorded; only superusers may."""


class PersonViewSet(users.UserViewSet):
    """Wagtail's screens of users, for people with one name and no password."""

    menu_label = "People"
    ordering = "name"
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "wagtailadmin/generic/form.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    index_template_name = "wagtailadmin/generic/index.html"
    index_results_template_name = "wagtailadmin/generic/index_results.html"
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        """One form for both."""
        return PersonForm


class RoleViewSet(ListViewSet):
    """Professions that people choose from."""

    model = Role
    icon = "user"
    name = "role"
    url_prefix = "roles"
    ordering = ["group__position", "name"]
    list_display = ["name", Column("group", sort_key="group__position"), BooleanColumn("is_offered", label="Offered")]
    list_filter = ["group", "is_offered"]
    panels = [FieldPanel("name"), FieldPanel("group"), FieldPanel("is_offered")]


class RoleGroupViewSet(ListViewSet):
    """Headings over the professions."""

    model = RoleGroup
    icon = "list-ul"
    name = "role_group"
    url_prefix = "role-groups"
    ordering = ["position", "name"]
    list_display = ["name", "position"]
    panels = [FieldPanel("name"), FieldPanel("position")]


class TrainingLeadCreateView(generic.CreateView):
    """Names one through its operation."""

    def save_instance(self) -> TrainingLead:
        """Hand the answers to the operation."""
        return name_training_lead(**self.form.cleaned_data, by=self.request.user, at=timezone.now())


class TrainingLeadDeleteView(generic.DeleteView):
    """Releases one through its operation."""

    def delete_action(self) -> None:
        """Hand it to the operation."""
        release_training_lead(lead=self.object, by=self.request.user, at=timezone.now())


class TrainingLeadViewSet(ListViewSet):
    """Who looks after training in which organisation: named and released, never turned into somebody else."""

    model = TrainingLead
    icon = "group"
    name = "training_lead"
    url_prefix = "training-leads"
    search_fields = ["person__name", "person__email", "organisation__name"]
    ordering = ["organisation__name", "person__name"]
    list_display = ["person", "organisation"]
    add_view_class = TrainingLeadCreateView
    delete_view_class = TrainingLeadDeleteView
    panels = [FieldPanel("person"), FieldPanel("organisation")]
