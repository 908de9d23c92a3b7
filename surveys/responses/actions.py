"""What the audit says was done with answers: that a text was read, never which or what; that codes were printed; that
answers are kept for less long; that all were deleted, and how many in whole tens."""

LOG_ACTIONS = {
    "surveys.text.keep": ("Keep text", "Text read and kept"),
    "surveys.text.shorten": ("Shorten text", "Text read, and kept with words taken out"),
    "surveys.text.remove": ("Remove text", "Text read and removed"),
    "surveys.text.remove_kept": ("Remove kept text", "Kept text removed"),
    "surveys.text.withdraw": ("Withdraw quotation", "Permission to quote a text taken back"),
    "surveys.survey.keep_less": ("Keep for less long", "Answers kept for less long"),
    "surveys.answers.delete": ("Delete answers", "Answers deleted, their time being over"),
    "surveys.codes.print": ("Print codes", "Single-use codes printed"),
}
