"""Every kind of Django field becomes a labelled GOV.UK component whose hint and error are tied to it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import engines

FIELD = '{% from "components/field.html" import field %}{{ field(form["it"], **options) }}'
CHOICES = [("a", "Apple"), ("b", "Bread & butter")]
SINGLE = {
    "text": (forms.CharField(label="It", help_text="A hint"), "input", "text"),
    "email": (forms.EmailField(label="It", help_text="A hint"), "input", "email"),
    "number": (forms.IntegerField(label="It", help_text="A hint"), "input", "number"),
    "url": (forms.URLField(label="It", help_text="A hint", assume_scheme="https"), "input", "url"),
    "password": (forms.CharField(label="It", help_text="A hint", widget=forms.PasswordInput), "input", "password"),
    "date": (
        forms.DateField(label="It", help_text="A hint", widget=forms.DateInput(attrs={"type": "date"})),
        "input",
        "date",
    ),
    "textarea": (forms.CharField(label="It", help_text="A hint", widget=forms.Textarea), "textarea", None),
    "select": (forms.ChoiceField(label="It", help_text="A hint", choices=CHOICES), "select", None),
    "file": (forms.FileField(label="It", help_text="A hint"), "input", "file"),
    "checkbox": (forms.BooleanField(label="It", help_text="A hint"), "input", "checkbox"),
}
GROUPS = {
    "radios": forms.ChoiceField(label="It", help_text="A hint", choices=CHOICES, widget=forms.RadioSelect),
    "checkboxes": forms.MultipleChoiceField(
        label="It", help_text="A hint", choices=CHOICES, widget=forms.CheckboxSelectMultiple
    ),
    "date in parts": forms.DateField(label="It", help_text="A hint", widget=forms.SelectDateWidget),
}


def form_with(field, data=None, initial=None):
    return type("OneField", (forms.Form,), {"it": field})(data, initial={"it": initial} if initial else None)


def drawn(form, **options):
    html = engines["jinja2"].from_string(FIELD).render({"form": form, "options": options})
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(("field", "name", "kind"), SINGLE.values(), ids=SINGLE)
def test_a_label_a_hint_and_an_error_belong_to_their_control(field, name, kind):
    soup = drawn(form_with(field, data={}))
    control = soup.find(name)
    assert soup.find("label")["for"] == control["id"] == "id_it"
    assert soup.find("label").get_text(strip=True) == "It"
    assert control.get("type") == kind
    described = control["aria-describedby"].split()
    assert [soup.find(id=each).get_text(" ", strip=True) for each in described] == [
        "A hint",
        "Error: This field is required.",
    ]
    assert control["aria-invalid"] == "true"


@pytest.mark.parametrize(("field", "name", "kind"), SINGLE.values(), ids=SINGLE)
def test_a_control_without_an_error_is_not_marked_as_wrong(field, name, kind):
    soup = drawn(form_with(field))
    assert "aria-invalid" not in soup.find(name).attrs
    assert soup.select(".govuk-error-message, .govuk-form-group--error") == []


@pytest.mark.parametrize("field", GROUPS.values(), ids=GROUPS)
def test_a_group_of_controls_has_a_legend_and_ties_its_hint_and_error_to_the_group(field):
    soup = drawn(form_with(field, data={}))
    group = soup.find("fieldset")
    assert group.find("legend").get_text(strip=True) == "It"
    assert [soup.find(id=each).get_text(" ", strip=True) for each in group["aria-describedby"].split()] == [
        "A hint",
        "Error: This field is required.",
    ]
    controls = group.find_all("input")
    assert [label["for"] for label in group.find_all("label")] == [control["id"] for control in controls]


def test_what_was_chosen_stays_chosen():
    radios = drawn(form_with(GROUPS["radios"], data={"it": "b"}))
    assert [each["value"] for each in radios.find_all("input", checked=True)] == ["b"]
    boxes = drawn(form_with(GROUPS["checkboxes"], initial=["a", "b"]))
    assert [each["value"] for each in boxes.find_all("input", checked=True)] == ["a", "b"]
    select = drawn(form_with(SINGLE["select"][0], data={"it": "b"}))
    assert [each.get_text() for each in select.find_all("option", selected=True)] == ["Bread & butter"]
    parts = drawn(form_with(GROUPS["date in parts"], initial=datetime.date(2026, 3, 9)))
    assert [(each["name"], each["value"]) for each in parts.find_all("input")] == [
        ("it_day", "9"),
        ("it_month", "3"),
        ("it_year", "2026"),
    ]


def test_a_date_in_parts_reads_back_what_its_three_boxes_say():
    form = form_with(GROUPS["date in parts"], data={"it_day": "9", "it_month": "3", "it_year": "2026"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"it": datetime.date(2026, 3, 9)}


def test_a_date_that_cannot_be_is_shown_again_as_it_was_written():
    parts = drawn(form_with(GROUPS["date in parts"], data={"it_day": "31", "it_month": "2", "it_year": "2026"}))
    assert [each["value"] for each in parts.find_all("input")] == ["31", "2", "2026"]


def test_grouped_choices_keep_their_groups():
    soup = drawn(form_with(forms.ChoiceField(choices=[("", "Choose"), ("Education", [("t", "Teacher")])])))
    assert soup.find("optgroup")["label"] == "Education"
    assert [option["value"] for option in soup.find_all("option")] == ["", "t"]


def test_what_an_optional_field_is_says_so():
    soup = drawn(form_with(forms.CharField(label="It", required=False)))
    assert soup.find("label").get_text(" ", strip=True) == "It (optional)"


def test_the_attributes_that_help_a_person_type_are_passed_on():
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True})
    control = drawn(form_with(forms.CharField(max_length=6, widget=widget))).find("input")
    assert control["autocomplete"] == "one-time-code"
    assert control["inputmode"] == "numeric"
    assert control["maxlength"] == "6"
    assert "autofocus" in control.attrs


def test_a_long_answer_counts_its_characters_and_never_cuts_them_off():
    soup = drawn(form_with(forms.CharField(max_length=200, widget=forms.Textarea)))
    assert soup.find(attrs={"data-module": "govuk-character-count"})["data-maxlength"] == "200"
    assert "maxlength" not in soup.find("textarea").attrs
    assert soup.find(id="id_it-info").get_text() == "You can enter up to 200 characters"


def test_a_password_is_never_printed_back():
    soup = drawn(form_with(forms.CharField(widget=forms.PasswordInput), data={"it": "correct horse"}))
    assert "correct horse" not in str(soup)


def test_what_people_typed_cannot_become_markup():
    evil = '"><script>alert(1)</script>'
    for field in (forms.CharField(help_text=evil, label=evil), forms.CharField(widget=forms.Textarea)):
        soup = drawn(form_with(field, data={"it": evil}))
        assert soup.find("script") is None


def test_a_hidden_field_is_only_itself():
    soup = drawn(form_with(forms.CharField(widget=forms.HiddenInput), initial="x"))
    assert [(each.name, each["type"]) for each in soup.find_all(True)] == [("input", "hidden")]


def test_the_question_that_is_its_page_is_the_heading():
    soup = drawn(form_with(forms.CharField(label="It")), page_heading=True)
    assert soup.find("h1").find("label").get_text(strip=True) == "It"
    soup = drawn(form_with(GROUPS["radios"]), page_heading=True)
    assert soup.find("legend").find("h1").get_text(strip=True) == "It"


def test_the_summary_of_errors_leads_to_each_field():
    class Three(forms.Form):
        name = forms.CharField(label="Name")
        on = forms.DateField(widget=forms.SelectDateWidget)
        fine = forms.CharField()

        def clean(self):
            raise forms.ValidationError("Choose something else.")

    source = '{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}'
    template = engines["jinja2"].from_string(source)
    soup = BeautifulSoup(template.render({"form": Three({"fine": "yes"})}), "html.parser")
    assert [link["href"] for link in soup.find_all("a")] == ["#id_name", "#id_on_day"]
    assert soup.find("li").get_text(strip=True) == "Choose something else."
    assert template.render({"form": Three()}).strip() == ""
