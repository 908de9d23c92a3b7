import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, Page, TaskState, Workflow, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import HomePage, SecondReader, StandardPage
from cms.workflows.operations import WORKFLOW_NAME, set_up_publishing
from people.accounts.policies import StaffRole
from tests.factories import staff_member
from tests.factories.cms import make_home, make_standard_page, stream
from tests.sign_in import sign_in as sign_in_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def publishing():
    return set_up_publishing()


def sign_in(person) -> Client:
    return sign_in_to(Client(), person)


def form_for(page, **fields):
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "body": streamfield([("text", rich_text("<p>New words.</p>"))]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
            **fields,
        }
    )


def edit(client, page, **fields):
    response = client.post(f"/admin/pages/{page.pk}/edit/", form_for(page, **fields))
    assert response.status_code == 302, response.context_data["form"].errors
    return Page.objects.get(pk=page.pk).specific


def submitted_page(writer):
    page = make_standard_page("Draft page", live=False)
    return edit(sign_in(writer), page, **{"action-submit": "1"})


def approve(client, page):
    state = TaskState.objects.get(status="in_progress")
    return client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {})


def test_setting_up_twice_changes_nothing(publishing):
    def everything():
        return (
            list(Workflow.objects.values_list("name", "active")),
            SecondReader.objects.count(),
            sorted(GroupPagePermission.objects.values_list("group__name", "permission__codename")),
        )

    before = everything()
    set_up_publishing()
    assert everything() == before
    assert before[0] == [(WORKFLOW_NAME, True)]
    assert before[2] == sorted(
        [
            ("Editors", "add_page"),
            ("Editors", "change_page"),
            ("Approvers", "change_page"),
            ("Approvers", "lock_page"),
            ("Approvers", "unlock_page"),
            *[
                ("Administrators", f"{action}_page")
                for action in ("add", "change", "publish", "lock", "unlock", "bulk_delete")
            ],
        ]
    )


def test_a_writer_can_not_publish(publishing):
    page = make_standard_page("Draft page", live=False)
    edited = edit(sign_in(staff_member(StaffRole.EDITOR)), page, **{"action-publish": "1"})
    assert not edited.live


def test_an_approver_can_not_publish_a_page_that_nobody_submitted(publishing):
    page = make_standard_page("Draft page", live=False)
    edited = edit(sign_in(staff_member(StaffRole.APPROVER)), page, **{"action-publish": "1"})
    assert not edited.live


def test_what_a_writer_submits_and_an_approver_approves_is_live(publishing):
    page = submitted_page(staff_member(StaffRole.EDITOR))
    assert page.workflow_states.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert Client().get("/draft-page/").status_code == 404
    assert approve(sign_in(staff_member(StaffRole.APPROVER)), page).status_code == 302
    assert page.workflow_states.get().status == WorkflowState.STATUS_APPROVED
    assert "New words." in Client().get("/draft-page/").content.decode()


def test_nobody_approves_what_they_submitted_themselves(publishing):
    both = staff_member(StaffRole.EDITOR, StaffRole.APPROVER)
    page = submitted_page(both)
    approve(sign_in(both), page)
    assert page.workflow_states.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert Client().get("/draft-page/").status_code == 404


def test_a_page_waits_for_every_approver_but_the_one_who_submitted_it(publishing):
    both = staff_member(StaffRole.EDITOR, StaffRole.APPROVER)
    page = submitted_page(both)
    task = SecondReader.objects.get()
    assert list(task.get_task_states_user_can_moderate(both)) == []
    (waiting,) = task.get_task_states_user_can_moderate(staff_member(StaffRole.APPROVER))
    assert waiting.workflow_state.object_id == str(page.pk)


def test_a_writer_can_not_approve_what_another_submitted(publishing):
    page = submitted_page(staff_member(StaffRole.EDITOR))
    approve(sign_in(staff_member(StaffRole.EDITOR)), page)
    assert page.workflow_states.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_an_approver_may_send_a_page_back(publishing):
    page = submitted_page(staff_member(StaffRole.EDITOR))
    state = TaskState.objects.get()
    client = sign_in(staff_member(StaffRole.APPROVER))
    client.post(f"/admin/pages/workflow/action/{page.pk}/reject/{state.pk}/", {"comment": "Say who it is for."})
    assert page.workflow_states.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_a_change_to_a_live_page_waits_for_approval_too(publishing):
    page = make_standard_page("Live page", body=stream(("text", "<p>Old words.</p>")))
    edit(sign_in(staff_member(StaffRole.EDITOR)), page, **{"action-submit": "1"})
    html = Client().get("/live-page/").content.decode()
    assert "Old words." in html
    assert "New words." not in html


@pytest.mark.parametrize(
    "role", [StaffRole.FACILITATOR, StaffRole.PROGRAMME_MANAGER, StaffRole.ANALYST], ids=lambda role: role.name
)
def test_other_staff_can_not_edit_pages(publishing, role):
    page = make_standard_page("Page")
    response = sign_in(staff_member(role)).get(f"/admin/pages/{page.pk}/edit/")
    assert response.status_code in (302, 403)


def test_scripts_are_taken_out_of_text(publishing):
    page = make_standard_page("Draft page", live=False)
    nasty = '<p onclick="x()">Hello<script>alert(1)</script> <a href="javascript:alert(2)">link</a></p>'
    edited = edit(
        sign_in(staff_member(StaffRole.EDITOR)), page, body=streamfield([("text", rich_text(nasty))])
    ).get_latest_revision_as_object()
    kept = str(edited.body[0].value.source)
    assert [bad for bad in ("script", "onclick") if bad in kept] == []


def test_the_welcome_page_of_wagtail_is_not_offered_as_a_page(publishing):
    home = make_home()
    html = sign_in(staff_member(StaffRole.ADMINISTRATOR)).get("/admin/pages/").content.decode()
    assert home.title in html
    assert "Welcome to your new Wagtail site!" not in html


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        ("HomePage", ["CourseCataloguePage", "NewsIndexPage", "SectionPage", "StandardPage"]),
        ("CourseCataloguePage", ["CoursePage"]),
        ("CoursePage", ["ModulePage"]),
        ("ModulePage", []),
        ("NewsIndexPage", ["NewsPage"]),
        ("NewsPage", []),
        ("SectionPage", ["NewsIndexPage", "SectionPage", "StandardPage"]),
        ("StandardPage", ["StandardPage"]),
    ],
)
def test_pages_go_only_where_they_belong(parent, children):
    from cms import models

    kind = getattr(models, parent)
    assert sorted(each.__name__ for each in kind.allowed_subpage_models()) == children


def test_there_is_one_home_page():
    make_home()
    assert not HomePage.can_create_at(Page.objects.get(depth=1))
    assert not StandardPage.can_create_at(Page.objects.get(depth=1))
