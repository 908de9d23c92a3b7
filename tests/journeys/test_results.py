"""A closed survey's results: counted, looked at closer, published, read by the public on a phone, and taken away."""

from datetime import timedelta

import openpyxl
import pyreadstat
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.accounts.operations import set_up_staff_roles
from people.accounts.policies import StaffRole
from surveys.models import Survey
from surveys.results.tasks import count_what_is_asked
from tests.factories import launched_survey, staff_member
from tests.surveys.answered import FULL, FULL_WORDS, crowd, lay, version_of
from tests.visitors import has_authenticator_app, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def closed_survey() -> Survey:
    survey = launched_survey(questionnaire=FULL, words=FULL_WORDS, title="How safe you feel", slug="how-safe")
    lay(version_of(survey), crowd(600, questionnaire=FULL), periods=("2026-W09", "2026-W14"))
    survey.closed_at = timezone.now()
    survey.closes_on = timezone.localdate() - timedelta(days=1)
    survey.save()
    return survey


def test_results_are_looked_at_published_read_and_taken_away(page: Page, phone: Page, axe, fits, tmp_path):
    set_up_staff_roles()
    survey = closed_survey()
    analyst = has_authenticator_app(staff_member(StaffRole.ANALYST))
    survey.raw_readers.add(analyst)
    phone.goto("/surveys/how-safe/results/")
    expect(phone.get_by_role("heading", name="The results are not here yet")).to_be_visible()
    axe(phone)
    fits(phone)

    sign_in(page, analyst, to="/admin/surveys/results/")
    page.get_by_role("link", name="How safe you feel", exact=True).click()
    page.get_by_role("button", name="Count the answers").click()
    expect(page.get_by_role("heading", name="Being counted…")).to_be_visible()
    axe(page)
    count_what_is_asked()  # as the worker does; the page looks again by itself
    expect(page.get_by_text("About 600 people answered.")).to_be_visible()
    expect(page.get_by_role("img", name="Chart: Do you feel safe where you live?")).to_be_visible()
    axe(page)

    page.get_by_label("Compare by").select_option(label="How old are you?")
    page.get_by_label("Which question").select_option(label="Do you feel safe where you live?")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Being counted…")).to_be_visible()
    count_what_is_asked()
    expect(page.get_by_role("columnheader", name="Under 16")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Publish results").click()
    page.get_by_label("What we heard").fill("Many of you feel safe.\n\nSome of you do not feel safe in the street.")
    page.get_by_label("What we do because of it").fill("We ask for light in the park by June.")
    page.get_by_label("Everything that was compared by").check()
    axe(page)
    page.get_by_role("button", name="Look at the page first").click()
    expect(page.get_by_text("This is a preview.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Change something first").click()
    page.get_by_label("What we do because of it").fill("We asked for light in the park. It comes by June.")
    page.get_by_role("button", name="Look at the page first").click()
    page.get_by_role("button", name="Publish these results").click()
    expect(page.get_by_text("The results are published.")).to_be_visible()

    phone.goto("/surveys/")
    phone.get_by_role("link", name="How safe you feel").click()
    expect(phone.get_by_role("heading", name="What we heard")).to_be_visible()
    expect(phone.get_by_text("It comes by June.")).to_be_visible()
    expect(phone.get_by_role("img", name="Chart: How old are you?")).to_be_visible()
    phone.get_by_text("Why some numbers are rounded or not shown").click()
    expect(phone.get_by_text("We never show a number that could point to a person.")).to_be_visible()
    axe(phone)
    fits(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Excel (XLSX) of these results").click()
    download.value.save_as(tmp_path / "results.xlsx")
    assert openpyxl.load_workbook(tmp_path / "results.xlsx").sheetnames == ["Results", "Codebook", "About"]

    page.goto(f"/admin/surveys/results/{survey.pk}/")
    page.get_by_role("link", name="Take single answers away").click()
    page.get_by_label("Single answers as SPSS").check()
    page.get_by_label("Why you need them").fill("too short")
    page.get_by_role("button", name="Download").click()
    expect(page.get_by_text("Write why you need single answers")).to_be_visible()
    axe(page)
    page.get_by_label("Why you need them").fill("For the university that evaluates the survey")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "answers.sav")
    rows, meta = pyreadstat.read_sav(tmp_path / "answers.sav", output_format="dict")
    assert (len(rows["safe"]), meta.column_names_to_labels["age"]) == (600, "How old are you?")

    page.goto(f"/admin/surveys/results/{survey.pk}/withdraw/")
    page.get_by_role("button", name="Withdraw the results").click()
    phone.goto("/surveys/how-safe/results/")
    expect(phone.get_by_text("These results were taken down")).to_be_visible()
