"""The surveys app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        """Let answers hear of surveys that close or become more private: a lower slice does not know a higher one."""
        from surveys.questionnaires import operations as questionnaires
        from surveys.responses import operations as responses

        questionnaires.on_closed.append(responses.settle_closed_survey)
        questionnaires.on_more_private.append(responses.make_answers_more_private)
