"""About the partnership: who we are, how we think, and how we count."""

from cms.starter.pages.making import StarterPage, call, callout, link, text

ABOUT = (
    StarterPage(
        key="about",
        kind="SectionPage",
        parent="home",
        slug="about",
        title="About us",
        summary="We bring together the services, schools and communities that can stop violence before it starts.",
        fields={"picture": "people"},
        body=[
            text("""
                <h2>Who we are</h2>
                <p>We are a partnership, not a single organisation. Police, councils, health services, schools,
                prisons, probation, youth justice, fire and rescue, charities and faith groups all have a place
                in it.</p>
                <p>There are twenty partnerships like ours in England and Wales. Ours covers seven areas:
                Birmingham, Coventry, Dudley, Sandwell, Solihull, Walsall and Wolverhampton.</p>
                <p>About a third of the people who live here are under 25. About one person in eight has a first
                language other than English. What we offer has to work for all of them.</p>
            """),
            text("""
                <h2>What we believe</h2>
                <ul>
                <li>Violence is not a fact of life. It has causes, and causes can be changed.</li>
                <li>Nobody is only the worst thing that they have done, or that was done to them.</li>
                <li>The people closest to a problem often know the answer.</li>
                <li>One visit is not enough. Change comes from people who stay.</li>
                </ul>
            """),
        ],
    ),
    StarterPage(
        key="approach",
        kind="StandardPage",
        parent="about",
        slug="public-health-approach",
        title="A public health approach",
        summary="We treat violence as a harm that can be prevented, early and together.",
        fields={"picture": "growing"},
        body=[
            text("""
                <p>Doctors do not only treat people who are ill. They also ask why people fall ill, and work to
                stop it. We think about violence in the same way.</p>
                <h2>Three kinds of prevention</h2>
                <h3>Before anything happens</h3>
                <p>We help children grow up safe and give adults the skills to keep them safe. Lessons about
                friendship, training about trauma and work with parents belong here.</p>
                <h3>When the first signs show</h3>
                <p>We act early when a child starts to miss school, carry a worry, or spend time with someone
                who may hurt them.</p>
                <h3>After harm has been done</h3>
                <p>We help people to heal and to find a way out. A navigator who sits beside a hospital bed may
                be the first person to ask: what do you need?</p>
                <h2>What it asks of us</h2>
                <ul>
                <li>Look at the facts, area by area.</li>
                <li>Find out what helps, and say so when something does not.</li>
                <li>Share what we learn, so that nobody has to start again.</li>
                </ul>
            """),
        ],
    ),
    StarterPage(
        key="duty",
        kind="StandardPage",
        parent="about",
        slug="serious-violence-duty",
        title="The Serious Violence Duty",
        summary="What the law asks public services to do together, and how we help.",
        fields={"picture": "partners"},
        body=[
            text("""
                <p>Since January 2023 the law has asked public services to work together to prevent serious
                violence in their area. This is called the Serious Violence Duty.</p>
                <h2>Who it applies to</h2>
                <p><b>Specified authorities</b> must plan together: police, fire and rescue services, integrated
                care boards, local authorities, youth offending teams and probation.</p>
                <p><b>Relevant authorities</b> must work with them when asked: schools and colleges, prisons and
                youth custody.</p>
                <h2>What they do</h2>
                <ul>
                <li>Find out what serious violence looks like in the area, and who it harms.</li>
                <li>Agree a plan to prevent and reduce it.</li>
                <li>Put the plan into action, and check whether it works.</li>
                </ul>
            """),
            call(
                "Learn how it works",
                "Our workshop is free, and brings partners from your own area into one room.",
                link("Read about the workshop", page="SVD-101"),
            ),
        ],
    ),
    StarterPage(
        key="counting",
        kind="StandardPage",
        parent="about",
        slug="how-we-count",
        title="How we count",
        summary="What our figures mean, and what they do not.",
        fields={"picture": "figures"},
        body=[
            text("""
                <p>A figure is only useful if you know what it counts. These are our rules.</p>
                <h2>Professionals reached</h2>
                <p>The number of different people who took part in at least one session in their working role,
                and stayed long enough to meet the course's rule. A person who comes to five sessions counts
                once.</p>
                <h2>Attendances</h2>
                <p>Every time that someone took part and met the rule. A person who comes to five sessions
                counts five times.</p>
                <h2>Where people work</h2>
                <p>We count people by role, organisation, sector and area. We use what was true on the day. If
                someone moves to a new job, last year's figures stay as they were.</p>
            """),
            callout(
                "Small numbers",
                """
                <p>We never publish a figure in a way that lets anyone work out who it is about.</p>
            """,
            ),
        ],
    ),
)
