"""What the audit says was done with surveys and their questions; never anything of an answer."""

LOG_ACTIONS = {
    "surveys.survey.create": ("Create survey", "Survey created"),
    "surveys.survey.change": ("Change survey", "Survey changed"),
    "surveys.survey.readers": ("Name readers", "Readers of a published survey changed"),
    "surveys.survey.publish": ("Publish survey", "Questions published"),
    "surveys.survey.more_private": ("Make survey more private", "Survey made more private"),
    "surveys.survey.close": ("Close survey", "Survey closed"),
    "surveys.survey.translate": ("Translate survey", "Translation changed"),
    "surveys.version.mend": ("Mend words", "Words of the published questions mended"),
    "surveys.translation.export": ("Download translation", "Sheet for a translator downloaded"),
}
