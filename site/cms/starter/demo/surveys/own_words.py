"""What the invented people of the demonstration wrote in their own words, and what an invented partnership made of it.
Nobody said any of it."""

CHANGES = (
    "A place that is open in the evening, where nobody checks your postcode.",
    "Lights in the underpass. We all walk round it, even when it rains.",
    "Our youth club back. It closed and nothing came after it.",
    "Somebody to talk to at school who is not also the one who tells you off.",
    "Buses where the driver does something when it kicks off.",
    "That they ask us and then come back and say what happened.",
    "More work for people my age. Most of my friends have given up looking.",
    "Police who know our names for good reasons.",
    "Somewhere for girls. The courts are always full of boys.",
    "Less blaming of young people in the news. Most of us just want to get home.",
    "Help for mums. Mine works nights and worries all day.",
    "I would like my little brother to be able to play outside.",
    "Free boxing or football, close enough to walk to.",
    "People who have been through it coming into school. They are the only ones we believe.",
    "The park made safe again. It used to be ours.",
    "Get the shop that sells knives to ask for ID.",
    "Treat us the same whatever we look like.",
    "An app that hides the fights. I did not ask to see them.",
    "A mentor who stays longer than six weeks.",
    "Homes that are not damp. Everyone is on edge.",
)
REMEMBERED = (
    "That somebody who shouts may be somebody who is afraid. I will wait a moment longer before I answer.",
    "To ask what happened, not what is wrong. It changed the way I open a conversation.",
    "The quiet room. Knowing that I could step out let me stay.",
)
TO_DO_BETTER = ("More time for the examples at the end.", "Send the slides before the day.")

FINDINGS = "\n\n".join(
    (
        "These answers are invented, so that you can see how results look.",
        "More than half of those who answered feel safe where they live. Many others do not, young people and disabled "
        "people above all. Streets after dark and parks are the places that people stay away from most.",
        "Many see violence on their phones every week, and some have got used to it.",
        "Things to do, and adults who listen and then act, are what people ask for most.",
    )
)
OUR_ANSWER = "\n\n".join(
    (
        "Three youth clubs stay open until ten at night from October, with a safe way home.",
        "Councils mend the lights in the parks and underpasses that you told us about, by the end of the year.",
        "We ask every service that works with us what it changed because of your answers, and we show what it says "
        "here next spring.",
        "What we could not do: we cannot take videos off other people’s phones. We teach lessons on what to do when "
        "you see one.",
    )
)
