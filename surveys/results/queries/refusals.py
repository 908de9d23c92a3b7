"""What is not done with results, with the reason in words that are fit to show."""


class ResultsRefusal(Exception):
    """Something of results that is not done, with the reason."""


class NotCounted(ResultsRefusal):
    """Two questions that were not declared to be counted together before anybody answered; the words say so."""

    def __init__(self) -> None:
        super().__init__(
            "This survey keeps totals only, and these two questions were not counted together from the beginning. "
            "Nobody can count them together now."
        )
