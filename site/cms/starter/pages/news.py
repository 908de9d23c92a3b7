"""News and stories. They are made up, and say so."""

from cms.starter.pages.making import StarterPage, call, callout, link, text

MADE_UP = callout("This is an example", "<p>We made this item up to show what a news page looks like.</p>")

# `days_ago` becomes the date shown, counted back from the day of loading.
NEWS = (
    StarterPage(
        key="news-school-year",
        kind="NewsPage",
        parent="news",
        slug="one-plan-for-the-whole-year",
        title="One plan for the whole year",
        summary="An example school swapped single assemblies for a plan that runs from September to July.",
        fields={"picture": "school", "days_ago": 9, "kind": "story"},
        body=[
            MADE_UP,
            text("""
                <p>Every autumn, Example Canal Street Secondary School used to book a speaker on knife crime.
                Pupils listened. By November they had forgotten it.</p>
                <p>This year the safeguarding lead, a police officer and two people from the partnership sat
                down in July with an empty calendar. They asked form tutors what they see, and when.</p>
                <h2>What they changed</h2>
                <ul>
                <li>All staff, cooks and caretakers too, learned about trauma in the first week.</li>
                <li>Year 10 pupils trained as mentors in the autumn.</li>
                <li>Parents came to an evening about exploitation before the winter, not after.</li>
                <li>Summer has its own plan, because that is when pupils say they feel least safe.</li>
                </ul>
                <p>Nobody claims that it is finished. But when a teacher is worried, she now knows whom to
                ring.</p>
            """),
            call(
                "Start with your staff",
                "Two hours, free, online or in your school.",
                link("About the course", page="TIP-101"),
            ),
        ],
    ),
    StarterPage(
        key="news-polish",
        kind="NewsPage",
        parent="news",
        slug="trauma-course-in-polish",
        title="Our trauma course is now held in Polish",
        summary="New dates for people who would rather think about hard things in their first language.",
        fields={"picture": "learning", "days_ago": 30, "kind": "news"},
        body=[
            MADE_UP,
            text("""
                <p>It is tiring to talk about childhood in a second language. So we now hold our introduction to
                trauma in Polish, with a trainer whose own first language it is.</p>
                <p>The content is the same, the certificate too. Look for the language beside each date.</p>
            """),
            call("Find a date", "You can filter the dates by language.", link("Find a course", page="training")),
        ],
    ),
    StarterPage(
        key="news-night",
        kind="NewsPage",
        parent="news",
        slug="a-quiet-room-at-the-hospital",
        title="A quiet room at the hospital",
        summary="What an example emergency department did with a store cupboard, a lamp and one hour of training.",
        fields={"picture": "hospital", "days_ago": 55, "kind": "story"},
        body=[
            MADE_UP,
            text("""
                <p>There was nowhere to talk. At Example Hearts Hospital, young patients were asked the hardest
                questions behind a curtain, with a stranger on the other side.</p>
                <p>After our one-hour session, a nurse and a receptionist cleared out a store room. They put in
                two chairs, a lamp and a box of tissues. A navigator uses it on weekend nights.</p>
                <p>It cost almost nothing. Staff say that the room is in use most weekends.</p>
            """),
            call(
                "Bring it to your department",
                "One hour, at a time that suits your shifts.",
                link("About the session", page="EDA-101"),
            ),
        ],
    ),
    StarterPage(
        key="news-custody",
        kind="NewsPage",
        parent="news",
        slug="custody-teams-finish-first-series",
        title="Custody teams finish their first series",
        summary="Every shift of an example custody suite has now been on the course.",
        fields={"picture": "doorway", "days_ago": 90, "kind": "news"},
        body=[
            MADE_UP,
            text("""
                <p>Over five months, every shift at an example custody suite took part in our half-day course.
                Staff filled in the same short form before and after it.</p>
                <p>The biggest change was in one answer: more people said that they now explain each step before
                it happens. It takes a minute.</p>
            """),
            call("For custody teams", "See what the course covers.", link("About the course", page="TIP-210")),
        ],
    ),
)
