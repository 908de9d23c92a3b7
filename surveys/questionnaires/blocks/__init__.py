"""What editors build a questionnaire from, in the editor of the CMS."""

from typing import Any

from wagtail import blocks

from surveys.questionnaires.blocks.ids import give_ids
from surveys.questionnaires.blocks.pages import CountedTogetherBlock, EqualityBlock, PageBlock
from surveys.questionnaires.blocks.references import find_references

__all__ = ["QuestionnaireBlock"]


class QuestionnaireBlock(blocks.StreamBlock):
    """The pages of a questionnaire, in the order of asking. A draft is saved however unfinished it is: what is missing
    is said by the checks before publishing."""

    page = PageBlock()
    equality = EqualityBlock()
    together = CountedTogetherBlock()

    class Meta:
        block_counts = {"equality": {"max_num": 1}}

    def clean(self, value: Any) -> Any:
        """Give each page, question and option that has words now its id, and turn what was referred to by its words
        into ids."""
        cleaned = super().clean(value)
        give_ids(cleaned)
        find_references(cleaned)
        return cleaned
