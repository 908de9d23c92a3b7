"""What is kept, in English."""

from surveys.responses.words.kept.parts import KeptWords, Said

ENGLISH = KeptWords(
    tables={
        "AnonymousResponse": Said("Your answers", "One row for each person, without anything that says who."),
        "PairedResponse": Said(
            "Your answers",
            "One row before and one after, without anything that says who. The code that you make up joins them.",
        ),
        "NamedResponse": Said("Your answers", "One row for each person, with their account."),
        "Tally": Said("Totals", "Your answers are added to these numbers. There is no list of anybody’s answers."),
        "HeldText": Said(
            "What you wrote in your own words",
            "Only if you wrote something. One person reads it before anybody else does. It is not kept with your other "
            "answers.",
        ),
        "Spent": Said("What was sent", "So that nothing is counted twice. It is deleted when the questions close."),
        "SavedPaper": Said(
            "A page saved for later", "Only if you chose to save it. It is deleted when you send your answers."
        ),
    },
    columns={
        "key": Said("row", "A random number, so that the row has a name. It changes each time rows are shuffled."),
        "HeldText.key": Said("row", "A random number, so that the row has a name."),
        "NamedResponse.id": Said("row", "A number that counts up, so that the row has a name."),
        "Tally.id": Said("row", "A random number, so that the row has a name. It changes each time rows are shuffled."),
        "version": Said("version", "Which wording of the questions you answered."),
        "survey": Said("survey", "Which questions these were."),
        "about": Said("course", "Which course your answers are about. Empty if they are not about a course."),
        "period": Said("time", "The week. For a course, only the quarter of the year. Never the day."),
        "NamedResponse.period": Said("time", "The week. For a course, the quarter of the year."),
        "answers": Said(
            "answers", "What you chose. What you wrote yourself is kept apart, so that nobody can put the two together."
        ),
        "NamedResponse.answers": Said("answers", "What you chose. What you wrote in your own words is kept apart."),
        "is_released": Said("counted", "Whether the row was shuffled with others yet. Until then no result counts it."),
        "NamedResponse.is_released": Said("counted", "Always yes. Nothing is shuffled where names are kept."),
        "wave": Said("before or after", "Whether you answered before the course or after it."),
        "token": Said(
            "your own code",
            "The code that you made up, turned into something that nobody can read. A secret that is kept elsewhere "
            "does that. Both are deleted when the questions close.",
        ),
        "pair": Said(
            "pair",
            "A random number that joins your answers from before with those from after. It is made when the questions "
            "close.",
        ),
        "person": Said("account", "Your account, and so your name and email."),
        "answered_on": Said("day", "The day on which you answered."),
        "table": Said(
            "question", "Which question is counted, or which two questions together; or only that somebody answered."
        ),
        "cell": Said("answer", "Which answer is counted."),
        "number": Said("number", "How many people gave this answer."),
        "question": Said("question", "Which question you wrote this for."),
        "text": Said("text", "What you wrote. Names and places in it may be taken out. Then they are gone."),
        "may_be_quoted": Said("may be shown", "Whether you said that we may show it to others."),
        "is_worrying": Said(
            "words of risk", "Whether it has words that somebody should read soon, like “knife” or “suicide”."
        ),
        "is_shown": Said("with its reader", "Whether the person who reads it can see it yet. It may wait for others."),
        "state": Said("read", "Whether it waits to be read, was kept, or was removed."),
        "read_on": Said("read on", "The day on which it was read."),
        "read_by": Said("read by", "The member of staff who read it."),
        "digest": Said(
            "fingerprint",
            "A fingerprint of the page you sent, and of your printed code or your link to a course evaluation, if you "
            "had one. So nothing can be sent twice. It is not kept with your answers.",
        ),
        "locator": Said("fingerprint", "A fingerprint of your code. We find the page again by it."),
        "sealed": Said("locked page", "Your answers so far, locked with your code. We cannot open them without it."),
        "delete_on": Said("deleted on", "The day on which it is deleted if you have not come back."),
    },
)
