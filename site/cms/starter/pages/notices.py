"""What the law asks us to say, and what people have a right to know: privacy, cookies, accessibility."""

from cms.starter.pages.making import StarterPage, callout, text
from cms.starter.partnership import IDENTITY

EMAIL = f'<a href="mailto:{IDENTITY["contact_email"]}">{IDENTITY["contact_email"]}</a>'

NOTICES = (
    StarterPage(
        key="privacy",
        kind="StandardPage",
        parent="home",
        slug="privacy",
        title="Privacy",
        summary="What we keep about you, why, for how long, and who can see it.",
        body=[
            callout(
                "In short",
                """
                <p>We keep what we need to run training and to report how many people it reaches. We do not sell
                it, we do not track you, and no other company's code runs on these pages.</p>
            """,
            ),
            text("""
                <h2>When you book a place</h2>
                <p>We ask for your name, your work email, your role and your organisation. The trainers of the
                session, our programme managers and our administrators see them. We send you an email to check
                that the address is yours. If you do not confirm within two hours, the place goes back.</p>
                <h2>If you tell us what you need</h2>
                <p>Access and dietary needs are kept apart from your name. Only the trainers of
                your session and our programme managers see them. We delete them 30 days after the session, or
                when you cancel.</p>
                <h2>When you take part</h2>
                <p>The trainer marks who came and for how long. If a mark is corrected, we keep who changed it
                and when. We keep with it the role, the organisation, the kind of organisation and the area that
                were true on the day. This is how we count whom our training reaches.</p>
                <h2>Your certificate</h2>
                <p>It shows your name, the course, the date and the hours. Anyone who has its number can check
                that it is real. They see your full name only if they already know your surname.</p>
                <h2>Your account</h2>
                <p>When you confirm a booking, we make an account for your email address. It has no password:
                you sign in with a code that we send you, or with a passkey.</p>
                <h2>Emails</h2>
                <p>We keep a copy of the emails we send for 90 days, so that none gets lost. Copies of sign-in
                codes are deleted after one day.</p>
            """),
            text(f"""
                <h2>How long we keep the rest</h2>
                <p>Bookings, attendance and certificates are kept while they are needed to prove your training
                and to report on the money that pays for it. You can ask us to delete or correct them
                sooner.</p>
                <h2>Reports</h2>
                <p>Our analysts see figures, and the records behind them without names. What we
                publish are totals, never names.</p>
                <h2>Your rights</h2>
                <p>You can ask to see what we hold about you, to correct it, to delete it, or to stop us using
                it. Write to {EMAIL}. If you are not happy with our answer, you can complain to the Information
                Commissioner's Office on 0303 123 1113.</p>
            """),
        ],
    ),
    StarterPage(
        key="cookies",
        kind="StandardPage",
        parent="home",
        slug="cookies",
        title="Cookies",
        summary="We use two cookies. Neither follows you around.",
        body=[
            text("""
                <p>A cookie is a small note that a website leaves in your browser. We only use those that the
                site can not work without, so we do not ask you to accept them.</p>
                <h2>sessionid</h2>
                <p>Remembers that you have signed in, or how far you are in a form. It is deleted two weeks
                after you sign in (sooner for our staff), or when you sign out. Most visitors never get it.</p>
                <h2>csrftoken</h2>
                <p>Proves that a form was sent by you and not by another website in your name. You get it when
                you open a page with a form. It lasts a year, and says nothing about you.</p>
                <h2>What we do not use</h2>
                <p>No analytics, no advertising, no social media buttons, no fonts, maps or videos from other
                companies. When you open a page here, no other website is told.</p>
            """),
        ],
    ),
    StarterPage(
        key="accessibility",
        kind="StandardPage",
        parent="home",
        slug="accessibility",
        title="Accessibility",
        summary="Everyone should be able to use this site. Here is what we do, and what to do if you are stuck.",
        body=[
            text(f"""
                <h2>What you should be able to do here</h2>
                <ul>
                <li>Make text up to four times as large without losing anything.</li>
                <li>Use only a keyboard.</li>
                <li>Listen to every page with a screen reader.</li>
                <li>Use it on a small phone, and with JavaScript turned off.</li>
                <li>Read certificates as documents that are made for screen readers.</li>
                </ul>
                <h2>How well it works</h2>
                <p>We aim for the standard called WCAG 2.2, level AA. We check pages with automatic tests as we
                build. No outside expert has tested the whole site yet, and some people may still meet problems
                we do not know of.</p>
                <h2>If something does not work for you</h2>
                <p>Write to {EMAIL}. Tell us the page and what happened. We can also give you what you need in
                another way, such as large print, or someone who books for you.</p>
                <h2>At a session</h2>
                <p>Every venue has a description of its access. Tell us what you need when you book. If a place
                does not work for you, we will look for one that does.</p>
                <h2>If you are not happy with our answer</h2>
                <p>You can contact the Equality Advisory and Support Service on 0808 800 0082.</p>
            """),
        ],
    ),
)
