"""The pages of the courses about exploitation, violence and working together."""

from cms.starter.pages.making import StarterPage, call, callout, get_help, link, note, questions, text
from cms.starter.pages.trauma_courses import HARD_MOMENTS, TO_TALK

SAFETY_COURSES = (
    StarterPage(
        key="VAW-101",
        kind="CoursePage",
        parent="training",
        slug="preventing-violence-against-women-and-girls",
        title="Preventing violence against women and girls",
        summary="A monthly lunchtime session, online, for professionals in any sector.",
        fields={"picture": "listening", "offers_exit": True},
        body=[
            note("domestic abuse, sexual violence and harassment", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>Violence against women and girls rarely begins with a blow. It begins with a joke that nobody
                answers, a phone that is checked, a street that is avoided. Each of us can answer earlier.</p>
                <h2>What it is like</h2>
                <p>A short talk, some real situations with the details changed, and time to think about your own
                workplace. Your camera can stay off. We do not record the session.</p>
                <h2>What you can do next</h2>
                <p>You leave with words to use when something is not right, and words to use when somebody tells
                you. The most important are: I believe you, it was not your fault, what would help?</p>
            """),
            questions(
                ("Are men welcome?", "<p>Very. Change needs everyone.</p>"),
                (
                    "What if this has happened to me?",
                    """
                    <p>You are welcome, and you decide how much to hear. You can write to us beforehand if there
                    is something that would make it easier.</p>
                """,
                ),
            ),
            get_help("If you need to talk", "", *TO_TALK, "National Domestic Abuse Helpline"),
        ],
    ),
    StarterPage(
        key="EXP-101",
        kind="CoursePage",
        parent="training",
        slug="exploitation-and-county-lines",
        title="Exploitation and county lines: seeing the signs",
        summary="How children and adults are drawn in, what to look for, and how to act.",
        fields={"picture": "map"},
        body=[
            note("the grooming and exploitation of children", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>Nobody chooses to be exploited. Someone finds what a young person is missing, money, safety
                or being liked, and offers it at a price that is hidden. From inside it can feel like
                friendship.</p>
                <h2>Signs to look for</h2>
                <ul>
                <li>Missing lessons, or missing from home</li>
                <li>New clothes, phones or money that nobody can explain</li>
                <li>New, older friends, or old friends dropped</li>
                <li>Fear of a place, a street or a message</li>
                <li>Injuries, tiredness, a change in mood</li>
                </ul>
                <p>One sign alone may mean nothing. Several together mean: ask, listen and share.</p>
                <h2>Words matter</h2>
                <p>A child is never a dealer and never made a lifestyle choice. The course gives you better
                words to write down, because what we write follows a child for years.</p>
            """),
            callout(
                "Worried about a child now?",
                """
                <p>Do not wait for the course. Speak to your safeguarding lead today. If there is danger, call
                999. The NSPCC can advise adults on 0808 800 5000.</p>
            """,
            ),
            get_help("Get help", "", "Emergency services", "NSPCC", "Childline", "Crimestoppers"),
        ],
    ),
    StarterPage(
        key="EXP-102",
        kind="CoursePage",
        parent="training",
        slug="exploitation-refresher",
        title="Exploitation and county lines: refresher",
        summary="An hour online that renews your certificate of the whole course.",
        fields={"picture": "leaf"},
        body=[
            note("the grooming and exploitation of children", HARD_MOMENTS),
            text("""
                <h2>Who it is for</h2>
                <p>You took <a href="page:EXP-101">the whole course</a> some time ago, and your certificate ends
                soon or has ended. This hour renews it. If you have not taken the course yet, please take that
                first: here we begin where it stopped.</p>
                <h2>What it is like</h2>
                <p>We look at what has changed, since those who exploit others change their ways often. Then we
                look at two new cases in small groups. You leave with one thing to tell your team.</p>
            """),
            questions(
                (
                    "My certificate ended a year ago. Is it too late?",
                    "<p>No. This hour renews it whenever you come.</p>",
                ),
                (
                    "I never took the whole course. May I come?",
                    """
                    <p>You are welcome, and you will get more out of it after the whole course. The certificate is
                    for those who took that.</p>
                """,
                ),
            ),
            get_help("Get help", "", "Emergency services", "NSPCC", "Childline"),
        ],
    ),
    StarterPage(
        key="BYS-101",
        kind="CoursePage",
        parent="training",
        slug="active-bystanders",
        title="Active bystanders: an introduction to Mentors in Violence Prevention",
        summary="How people who see something can safely do something, and how older pupils can lead.",
        fields={"picture": "bystander"},
        body=[
            note("bullying, harassment and fights among young people", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>When harm is done, somebody usually saw it coming. Most people want to help, and are not sure
                how. A bystander with three safe ideas is far more likely to act.</p>
                <h2>What it is like</h2>
                <p>It is active. We look at everyday scenes, on a bus, in a corridor, in a group chat, and try
                out what could be said or done.</p>
                <ul>
                <li>Step in, if it is safe.</li>
                <li>Distract: ask the time, drop a bag, change the subject.</li>
                <li>Get help from someone with more power.</li>
                <li>Check in with the person afterwards.</li>
                </ul>
                <h2>The programme in your school</h2>
                <p>Older pupils are chosen, trained and supported to lead sessions for younger ones. This
                introduction shows what it takes: time, a lead member of staff, and patience.</p>
            """),
            questions(
                (
                    "Which pupils make good mentors?",
                    """
                    <p>Not only the confident ones. Pupils who have been in trouble are often listened to
                    most.</p>
                """,
                ),
                ("Do we need to decide on the day?", "<p>No. Go back, talk to your team, then tell us.</p>"),
            ),
            get_help("Get help", "", "Emergency services", "Childline"),
        ],
    ),
    StarterPage(
        key="SVD-101",
        kind="CoursePage",
        parent="training",
        slug="serious-violence-duty-workshop",
        title="Working together under the Serious Violence Duty",
        summary="Half a day with partners from your own area, on what the Duty asks and how to do it well.",
        fields={"picture": "partners"},
        body=[
            text("""
                <h2>Why this workshop</h2>
                <p>The law asks services to prevent serious violence together. That is easy to agree to and hard
                to do on a busy Tuesday. We make room for the doing.</p>
                <h2>What happens</h2>
                <ol>
                <li>The Duty on one page: who must do what.</li>
                <li>Your area's needs assessment, and what it leaves out.</li>
                <li>Sharing information: what the law allows, and what it asks you to write down.</li>
                <li>Two actions, each with a partner and a date.</li>
                </ol>
                <p>We seat people so that you meet the ones you only know by email.</p>
                <h2>Good to read first</h2>
                <p>Our short page on <a href="page:duty">the Serious Violence Duty</a>.</p>
            """),
            call(
                "Bring a partner",
                "The workshop works best when two services from one area come together.",
                link("Contact us about group places", page="contact"),
            ),
        ],
    ),
    StarterPage(
        key="EDA-101",
        kind="CoursePage",
        parent="training",
        slug="emergency-departments",
        title="Violence and young people in the emergency department",
        summary="One hour for the whole department, from reception to consultants.",
        fields={"picture": "hospital"},
        body=[
            note("stab wounds, assault and exploitation", HARD_MOMENTS),
            text("""
                <h2>Why this course</h2>
                <p>A young person comes in hurt, and says they fell. For a short while they are safe, still and
                frightened. It is one of the best moments there is to offer a way out.</p>
                <h2>What it is like</h2>
                <p>One hour, planned around handover. Real situations with details changed. Bring your questions
                and your coffee.</p>
                <ul>
                <li>What the injury may not tell you</li>
                <li>A good first question, and a good second one</li>
                <li>What to share with police and safeguarding, and how to explain it to the patient</li>
                <li>What a navigator does, and how to call one</li>
                </ul>
            """),
            callout(
                "For a whole shift",
                """
                <p>We can come to your department on several days so that everyone has a turn.
                <a href="page:contact">Contact us</a>.</p>
            """,
            ),
            get_help("If you need to talk", "", *TO_TALK),
        ],
    ),
)
