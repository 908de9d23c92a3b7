"""What surveys add to the Wagtail admin: their staff screens, and names for the audit entries they write."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from surveys.models import Survey
from surveys.questionnaires import viewsets as questionnaire_screens
from surveys.questionnaires.actions import LOG_ACTIONS as QUESTIONNAIRES
from surveys.questionnaires.viewsets import SurveyViewSet
from surveys.questionnaires.viewsets.permissions import SurveyPermissionPolicy
from surveys.responses import viewsets as response_screens
from surveys.responses.actions import LOG_ACTIONS as RESPONSES
from surveys.responses.viewsets import TextsViewSet
from surveys.results import viewsets as results_screens
from surveys.results.actions import LOG_ACTIONS as RESULTS
from surveys.results.viewsets import ResultsViewSet


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name each audit entry in words that staff read in the admin's reports."""
    for action, (label, message) in {**QUESTIONNAIRES, **RESPONSES, **RESULTS}.items():
        actions.register_action(action, label, message)


register_permission_policy(Survey, SurveyPermissionPolicy(Survey))


class SurveysViewSetGroup(ModelViewSetGroup):
    """One entry in the menu for all that is asked."""

    menu_label = "Surveys"
    menu_icon = "clipboard-list"
    menu_order = 160
    items = (
        SurveyViewSet("survey", url_prefix="surveys/survey"),
        TextsViewSet("survey_texts", url_prefix="surveys/texts"),
        ResultsViewSet("survey_results", url_prefix="surveys/results"),
    )


@hooks.register("register_admin_viewset")
def register_surveys() -> SurveysViewSetGroup:
    """Surveys in the admin's menu."""
    return SurveysViewSetGroup()


@hooks.register("register_admin_urls")
def register_survey_urls() -> list[URLPattern]:
    """Screens beside the list: publishing, versions, translations, closing, results."""
    return [*questionnaire_screens.urlpatterns, *response_screens.urlpatterns, *results_screens.urlpatterns]
