"""What we do: schools, health and policing, communities, young people."""

from cms.starter.pages.making import StarterPage, call, callout, get_help, link, note, text

WORK = (
    StarterPage(
        key="work",
        kind="SectionPage",
        parent="home",
        slug="what-we-do",
        title="What we do",
        summary="We train, we connect people, and we help good ideas last longer than one visit.",
        fields={"picture": "path"},
        body=[
            text("""
                <p>Prevention is not one project. It is what many people do, each in their own place, in the
                same direction. Choose where you work or what you care about.</p>
            """),
        ],
    ),
    StarterPage(
        key="schools",
        kind="StandardPage",
        parent="work",
        slug="schools-and-colleges",
        title="Schools and colleges",
        summary="Training for staff, sessions for pupils, and a prevention plan for the whole year.",
        fields={"picture": "school"},
        body=[
            text("""
                <p>A single assembly is soon forgotten. We would like every school to have a plan for the whole
                year, made with people who know the area.</p>
                <h2>For all staff</h2>
                <p>Our course on <a href="page:TIP-101">adversity and trauma</a> is a good place to begin. We
                can bring it to an inset day. Office, lunchtime and site staff are as welcome as teachers: they
                often notice things first.</p>
                <h2>For pastoral teams</h2>
                <p><a href="page:EXP-101">Exploitation and county lines</a> helps you to spot the signs early
                and to find words that do not blame a child.</p>
                <h2>For pupils</h2>
                <ul>
                <li>Mentors in Violence Prevention: older pupils learn to lead sessions for younger ones.</li>
                <li>Lessons on knives, gangs and choices, some of them in virtual reality.</li>
                <li>Talks by people who have lived through loss, with time to think afterwards.</li>
                <li>Stories and games on friendship and consent for the very young.</li>
                <li>Help with the move from year 6 to year 7.</li>
                </ul>
            """),
            callout(
                "After something serious has happened",
                """
                <p>Tell us. Support starts at once, with a call every day for as long as you need it. Then we
                plan the year with you. <a href="page:contact">Contact us</a>.</p>
            """,
            ),
            call(
                "Bring your team",
                "See what is on, or ask for a session at your school.",
                link("Find a course", page="training"),
            ),
        ],
    ),
    StarterPage(
        key="services",
        kind="StandardPage",
        parent="work",
        slug="health-and-policing",
        title="Health and policing",
        summary="Short, practical training for people who meet others on their worst day.",
        fields={"picture": "hospital"},
        body=[
            text("""
                <h2>Hospitals and emergency departments</h2>
                <p>A young person who is hurt may be ready to talk for a few minutes, and perhaps not again. Our
                <a href="page:EDA-101">one-hour session</a> helps a whole department to use that moment
                well.</p>
                <h2>Ambulance services</h2>
                <p>We <a href="page:TTT-301">train your own trainers</a>. They know the work, and they will
                still be there next year.</p>
                <h2>Police custody</h2>
                <p>Custody frightens people, and fear makes everything harder. Our
                <a href="page:TIP-210">custody course</a> shows how small changes keep staff and detained people
                safer.</p>
                <h2>Your own dates</h2>
                <p>We can plan a series for one service, so that every shift gets its turn.</p>
            """),
            call(
                "Plan a series",
                "Tell us how many people you have, and when they are free.",
                link("Contact us", page="contact"),
            ),
        ],
    ),
    StarterPage(
        key="communities",
        kind="StandardPage",
        parent="work",
        slug="faith-and-community",
        title="Faith and community groups",
        summary="People turn to you first. We help you to be ready.",
        fields={"picture": "hands"},
        body=[
            text("""
                <p>When a family is in trouble, they may go to a mosque, a church, a gurdwara, a temple or a
                boxing club long before they call a service. You have their trust. We can add training, partners
                and time.</p>
                <h2>What we offer</h2>
                <ul>
                <li>Places on every course, free, for staff and volunteers alike.</li>
                <li>Sessions in Polish, in Urdu and in British Sign Language. Ask us for another language.</li>
                <li>Visits to your own building, at a time that suits your week.</li>
                </ul>
                <h2>What we ask</h2>
                <p>Tell us what your community needs and what we are getting wrong. Nobody will hand you a
                leaflet and leave.</p>
            """),
            call(
                "Talk with us", "A chat costs nothing and commits you to nothing.", link("Contact us", page="contact")
            ),
        ],
    ),
    StarterPage(
        key="youth",
        kind="StandardPage",
        parent="work",
        slug="young-people",
        title="Young people",
        summary="You know what would make things safer. We want to hear it, and to show you what changed.",
        body=[
            note("fear, exploitation and violence", "Read as much as feels right. You can leave at any time."),
            text("""
                <h2>What young people have told us</h2>
                <p>There are places they do not go. Social media spreads fear fast. There is not enough to do
                nearby. Some feel that adults have made up their minds about them.</p>
                <p>They also told us what helps: adults who listen, people who have been through it themselves,
                fair policing, and work that leads somewhere.</p>
                <h2>Being asked is not enough</h2>
                <p>Many are tired of being asked and then hearing nothing. So when we ask, we will say what we
                did about the answers, and what we could not do, and why.</p>
                <h2>You can stay anonymous</h2>
                <p>You can tell us what you think without giving your name. Nobody should have to fear being
                called a snitch.</p>
            """),
            call(
                "Have your say",
                "See which surveys are open, and what came of those that are over.",
                link("Our surveys", address="/surveys/"),
            ),
            get_help("If something is wrong now", "", "Emergency services", "Childline", "Crimestoppers", "Samaritans"),
        ],
        fields={"picture": "listening", "offers_exit": True},
    ),
)
