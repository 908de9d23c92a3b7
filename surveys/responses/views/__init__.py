"""The pages on which people answer. Nothing here keeps a session, and none of them is kept by a browser."""

from surveys.responses.views.answering import response_create, response_create_named
from surveys.responses.views.ending import response_thanks
from surveys.responses.views.lists import survey_list
from surveys.responses.views.previewing import survey_preview
from surveys.responses.views.saving import paper_take_up, paper_take_up_named
from surveys.responses.views.starting import response_create_for, survey_detail, survey_kept

__all__ = [
    "paper_take_up",
    "paper_take_up_named",
    "response_create",
    "response_create_for",
    "response_create_named",
    "response_thanks",
    "survey_detail",
    "survey_kept",
    "survey_list",
    "survey_preview",
]
