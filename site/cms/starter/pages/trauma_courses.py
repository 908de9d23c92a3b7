"""The pages of the courses about trauma, and the first module to read alone."""

from cms.starter.pages.making import StarterPage, call, callout, get_help, link, note, questions, text

HARD_MOMENTS = (
    "You can stop, step out or skip a part at any time. Nobody will ask why, and it does not affect your place."
)
TO_TALK = ("Emergency services", "Samaritans")

TRAUMA_COURSES = (
    StarterPage(
        key="TIP-101",
        kind="CoursePage",
        parent="training",
        slug="adverse-childhood-experiences-and-trauma",
        title="Adverse childhood experiences and trauma-informed practice",
        summary="A two-hour introduction for anyone who works with children, young people or families.",
        fields={"picture": "growing"},
        body=[
            note("abuse and neglect in childhood", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>Many of us carry hard things from childhood. They can show up years later as anger, silence,
                illness or a door slammed. When we understand that, we stop asking what is wrong with someone.
                We ask what has happened to them.</p>
                <h2>What it is like</h2>
                <p>A trainer talks, you think, and you try things out in pairs if you wish. There are two
                breaks. Nobody is asked to tell their own story.</p>
                <ol>
                <li>What adversity and trauma are, and how common they are.</li>
                <li>What stress does to a growing brain and body.</li>
                <li>What helps: one steady adult can change a great deal.</li>
                <li>What you can do on Monday morning.</li>
                </ol>
            """),
            questions(
                (
                    "Is it only for people who work with children?",
                    """
                    <p>No. Adults were children once. Housing, health and justice staff tell us that it helps
                    them too.</p>
                """,
                ),
                (
                    "Can our whole team come?",
                    """
                    <p>Yes. We can hold a session for a school or a service. <a href="page:contact">Contact
                    us</a>.</p>
                """,
                ),
                (
                    "Is it offered in other languages?",
                    """
                    <p>Some sessions are held in Polish and in Urdu. The language is shown beside each date.</p>
                """,
                ),
            ),
            callout(
                "Looking after yourself",
                """
                <p>Some of this may be close to home. Plan something kind for afterwards: a walk, a call, a
                quiet half hour.</p>
            """,
            ),
            get_help("If you need to talk", "", *TO_TALK),
        ],
    ),
    StarterPage(
        key="module",
        kind="ModulePage",
        parent="TIP-101",
        slug="a-first-look-at-trauma",
        title="A first look at trauma",
        summary="Read this before the course, or instead of it when time is short.",
        fields={"minutes": 15},
        body=[
            note("abuse and neglect in childhood, in general words", HARD_MOMENTS),
            text("""
                <h2>What trauma is</h2>
                <p>Trauma is what stays with us after something was too much to bear. Two people can live
                through the same thing and carry it in different ways. What matters is what it did to the
                person, not how it looks from outside.</p>
                <h2>The alarm</h2>
                <p>Each of us has an alarm inside. It is quick, and it saves lives. When danger lasts too long,
                the alarm can become stuck. Then a raised voice or a closed door sets it off.</p>
                <p>When the alarm rings we fight, we run, we freeze or we try to please. None of these is a
                choice.</p>
                <h2>What helps</h2>
                <ul>
                <li><b>Be steady.</b> Say what will happen next, and then do it.</li>
                <li><b>Slow down.</b> A calm voice quiets an alarm. A clever argument does not.</li>
                <li><b>Give a choice.</b> Even a small one: which chair, the door open or shut.</li>
                <li><b>Come back.</b> After a hard moment, show that you are still there.</li>
                </ul>
                <h2>Try it</h2>
                <p>Think of someone whose behaviour puzzled you this week. Write down three things that might
                have happened before you met. You do not need to know which is true. See whether you would act
                differently.</p>
            """),
            call(
                "Take the next step",
                "The live course takes two hours, and is free.",
                link("See the dates", page="TIP-101"),
            ),
        ],
    ),
    StarterPage(
        key="TIP-210",
        kind="CoursePage",
        parent="training",
        slug="trauma-informed-police-custody",
        title="Trauma-informed practice in police custody",
        summary="Three hours for custody teams on keeping people calm, safe and heard.",
        fields={"picture": "doorway"},
        body=[
            note("arrest, searches, self-harm and restraint", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>A custody suite is loud, bright and locked. For someone who has been hurt before, it can feel
                like the worst day all over again. Fear looks like defiance. This course helps you to tell one
                from the other.</p>
                <h2>What it is like</h2>
                <p>We walk through a stay in custody step by step, from the van to the door. At each step we
                ask: what does this feel like, what do the rules need, and what could we do differently?</p>
                <ul>
                <li>The first five minutes at the desk</li>
                <li>Explaining a search, and offering what choice there is</li>
                <li>Waiting, and not knowing</li>
                <li>Young people, and the adults who come with them</li>
                <li>Leaving, and where to go next</li>
                </ul>
                <h2>About you</h2>
                <p>You see hard things at work. Part of the session is about what that does to you, and what a
                team can do for each other.</p>
            """),
            questions(
                (
                    "Does this mean being soft?",
                    """
                    <p>No. The rules stay as they are. Calm people are safer for everyone to work with.</p>
                """,
                ),
                ("Who leads it?", "<p>A trainer and someone who has worked in custody, side by side.</p>"),
            ),
            get_help("If you need to talk", "", *TO_TALK),
        ],
    ),
    StarterPage(
        key="TTT-301",
        kind="CoursePage",
        parent="training",
        slug="train-the-trainer-ambulance",
        title="Train the trainer: trauma-informed care in the ambulance service",
        summary="A full day for ambulance trainers who will teach their own crews.",
        fields={"picture": "learning"},
        body=[
            note("injury, sudden death and distress at work", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>Crews trust people who have done the job. So we train you, and you train them. A year later
                the knowledge is still in the service.</p>
                <h2>Your day</h2>
                <ol>
                <li>Trauma in patients, in families and in ourselves.</li>
                <li>How adults learn, and why stories stay with us.</li>
                <li>Teach for ten minutes, and hear what worked.</li>
                <li>When someone in the room is upset.</li>
                <li>Plan your first session.</li>
                </ol>
                <h2>Before you come</h2>
                <p>Please do <a href="page:TIP-101">the introduction to trauma</a> first, or an equal course.
                Bring a situation from your work, changed enough that nobody can be recognised.</p>
            """),
            callout(
                "You are not left alone with it",
                """
                <p>We meet again after six weeks, and one of us comes to your first session if you would like
                that.</p>
            """,
            ),
            get_help("If you need to talk", "", *TO_TALK),
        ],
    ),
)
