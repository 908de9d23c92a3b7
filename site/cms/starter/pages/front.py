"""The home page."""

from cms.starter.pages.making import StarterPage, get_help, link

HOME = StarterPage(
    key="home",
    kind="HomePage",
    parent="",
    slug="start",
    title="West Midlands Violence Reduction Partnership",
    summary="Free training and shared work to prevent violence across the West Midlands.",
    fields={
        "hero_heading": "Violence can be prevented. You can be part of it.",
        "hero_text": (
            "Free training for everyone who works with children, young people and families in the West Midlands. "
            "Learn what trauma does, spot harm early, and know what to do next."
        ),
        "hero_links": [
            {"type": "link", "value": link("Find a course", page="training")},
            {"type": "link", "value": link("Get help", page="help")},
        ],
    },
    body=[
        {
            "type": "offers",
            "value": {
                "heading": "What we can do with you",
                "offers": [
                    {
                        "picture": "school",
                        "heading": "Schools and colleges",
                        "text": "Training for all staff, lessons that pupils remember, and a plan for the whole year.",
                        "link": link("Work with us in your school", page="schools"),
                    },
                    {
                        "picture": "hospital",
                        "heading": "Health and policing",
                        "text": "Short sessions for busy teams: hospitals, ambulance crews, custody suites.",
                        "link": link("Training for health and policing", page="services"),
                    },
                    {
                        "picture": "hands",
                        "heading": "Faith and community groups",
                        "text": "You know people long before we do. We bring training, partners and a listening ear.",
                        "link": link("Join in as a community group", page="communities"),
                    },
                    {
                        "picture": "listening",
                        "heading": "Young people",
                        "text": "You know what would make things safer. Tell us, and see what changes because of it.",
                        "link": link("Have your say", page="youth"),
                    },
                ],
            },
        },
        {
            "type": "next_sessions",
            "value": {
                "heading": "Coming up",
                "text": "All our sessions are free. You do not need an account to book.",
                "how_many": 4,
                "link": link("See every course and date", page="training"),
            },
        },
        {
            "type": "story",
            "value": {
                "heading": "One question changed a morning",
                "text": (
                    "A boy was late again. The office was about to write it down as a sanction. One of the staff had "
                    "been on our course, and asked him what had happened. He had walked his sister to school because "
                    "their mum was in hospital. We made this story up to show what the course is about."
                ),
                "image": None,
                "alt_text": "",
                "quotation": [],
                "link": [link("Learn to ask that question", page="TIP-101")],
            },
        },
        {
            "type": "figures",
            "value": {
                "heading": "What we did together in a year",
                "figures": [
                    {
                        "figure": "7,053",
                        "text": "professionals took part in training and awareness raising",
                        "period": "April 2022 to March 2023",
                    },
                    {
                        "figure": "59,873",
                        "text": "people aged 24 and under were reached by projects we paid for",
                        "period": "April 2022 to March 2023",
                    },
                    {
                        "figure": "1,000",
                        "text": "staff of emergency departments were trained, in seven hospitals",
                        "period": "One year",
                    },
                ],
                "note": "Published by the partnership. Each is counted in its own way, so do not add them up.",
            },
        },
        get_help(
            "Worried about someone?",
            "You do not have to be sure. You do not have to deal with it alone. If anyone is in danger now, call 999.",
            "Emergency services",
            "Childline",
            "National Domestic Abuse Helpline",
            "Samaritans",
        ),
    ],
)
