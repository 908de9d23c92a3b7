"""What editors build a questionnaire from, in the editor of the CMS."""

from wagtail import blocks


class QuestionnaireBlock(blocks.StreamBlock):
    """The pages of a questionnaire, in the order of asking."""
