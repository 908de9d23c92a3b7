"""Where to get help, and how to reach us."""

from cms.starter.pages.making import StarterPage, callout, get_help, questions, text
from cms.starter.partnership import IDENTITY

HELP = StarterPage(
    key="help",
    kind="StandardPage",
    parent="home",
    slug="get-help",
    title="Get help",
    summary="Whatever has happened, it is not your fault, and you do not have to deal with it alone.",
    fields={"picture": "phone", "offers_exit": True},
    body=[
        callout(
            "If you are in danger now",
            """
            <p>Call <b>999</b>. If you can not speak on a mobile phone, wait for the call to be answered and
            press <b>55</b> when asked. It tells the operator that you need the police.</p>
        """,
        ),
        get_help(
            "People you can talk to", "You can ring for yourself, or because you are worried about somebody else."
        ),
        text("""
            <h2>If you are worried about a child</h2>
            <p>You do not need to be sure. Tell the safeguarding lead in your school, club or workplace, or ring
            the NSPCC on 0808 800 5000. Your council's children's services can also act.</p>
            <h2>If somebody tells you something hard</h2>
            <ul>
            <li>Listen more than you speak.</li>
            <li>Say that you believe them, and that it is not their fault.</li>
            <li>Do not promise to keep it secret. Say whom you need to tell, and why.</li>
            <li>Ask what would help them feel safe today.</li>
            <li>Look after yourself as well.</li>
            </ul>
        """),
        questions(
            (
                "Can I tell the police without giving my name?",
                """
                <p>You can tell Crimestoppers what you know on 0800 555 111. It is a charity, not the police. It
                does not ask who you are.</p>
            """,
            ),
            (
                "I think somebody is using me",
                """
                <p>It can start with kindness. If someone asks you to carry, hide or send things, or scares you
                into it, they are doing wrong, not you. Childline will listen on 0800 1111, day and night.</p>
            """,
            ),
        ),
    ],
)

CONTACT = StarterPage(
    key="contact",
    kind="StandardPage",
    parent="home",
    slug="contact",
    title="Contact us",
    summary="About training, your booking, or working with us.",
    fields={"picture": "phone"},
    body=[
        text(f"""
            <h2>Write to us</h2>
            <p>Email <a href="mailto:{IDENTITY["contact_email"]}">{IDENTITY["contact_email"]}</a>. We answer on
            working days.</p>
            <h2>Tell us what you need</h2>
            <ul>
            <li>Your name, where you work, and the area you work in</li>
            <li>What you would like help with</li>
            <li>Anything that would make it easier for you to take part</li>
            </ul>
            <p>Please do not send us the names of children or of people you are worried about.</p>
            <h2>Change or cancel a booking</h2>
            <p>Use the link in your confirmation email. You do not need to write to us.</p>
        """),
        callout(
            "We are not an emergency service",
            """
            <p>If someone is in danger now, call 999. To find someone to talk to, see <a href="page:help">Get
            help</a>.</p>
        """,
        ),
    ],
)
