"""The texts around the questions, in English."""

from surveys.responses.words.interface import InterfaceWords

ENGLISH = InterfaceWords(
    language="en",
    locale="en_GB",
    name="English",
    direction="ltr",
    title="Questions",
    title_part="Questions: part {number} of {total}",
    title_error="Error: ",
    skip="Skip to the questions",
    exit="Exit this page",
    exit_urgent="Emergency",
    exit_activated="Loading.",
    exit_timed_out="Exit this page is no longer waiting.",
    exit_press_two="Shift, press 2 more times to exit.",
    exit_press_one="Shift, press 1 more time to exit.",
    get_help="Get help",
    help_heading="Where to get help",
    help_text="You can get in touch with any of these. Your answers on this page stay as they are.",
    preview="Preview: nothing is kept",
    preview_text="This is what people see when they answer.",
    minutes="It takes about {minutes} min.",
    all_optional="You can skip any question, and stop at any time.",
    open_until="You can answer until the end of {day}.",
    results_by="By {day} we will show what people said and what we will do about it.",
    results_at="You can read it at this address:",
    about_course="It is about the course {course}.",
    choose_language="Choose a language",
    anonymous_heading="Nobody can tell who you are",
    anonymous_text=(
        "We do not ask for your name. We do not keep anything that could lead back to you: not your phone, not your "
        "internet address, not the day or the time."
    ),
    counted_text="Your answers are only added to totals. Nobody can see one person’s answers, not even us.",
    alone_text=(
        "This also means that nobody can come to help you because of what you answer. If you need help, or if somebody "
        "is in danger, these people can help."
    ),
    paired_heading="Nobody can tell who you are",
    paired_text=(
        "We ask before and after a course. A code that only you know joins your two sets of answers. We keep it only "
        "in a form that nobody can read, and delete it when the questions close. We do not keep your name, your "
        "internet address, or the day or the time."
    ),
    named_heading="Your name is kept with your answers",
    named_text="You sign in to answer, and the staff who work on this can see which answers are yours.",
    named_as="You are signed in as {name}.",
    what_we_keep="What we keep about your answers",
    printed_code="Your printed code",
    printed_code_hint="It is on the paper you were given. Nobody knows who got which code.",
    own_code="Your own code",
    own_code_why="Make it up in this way, so that you get the same code next time:",
    own_code_first="the first two letters of the town or village where you were born",
    own_code_second="the day of the month when you were born, in two figures",
    own_code_third="the first two letters of your first school",
    own_code_example="So it may look like LE07ST. We cannot work it back to you.",
    wave="When are you answering?",
    wave_before="Before the course",
    wave_after="After the course",
    begin="Begin",
    sign_in="Sign in and begin",
    have_code="I have a code to go on where I stopped",
    leaving_heading="If you need to leave quickly",
    leaving_press="Press “Exit this page” at the top. An everyday page on another site opens in its place.",
    leaving_keys="With a keyboard, press the Shift key 3 times.",
    leaving_lost=(
        "We do not get answers that you have not sent or saved. To make them go from this phone or computer, close the "
        "window: until then, “back” may show them."
    ),
    leaving_history=(
        "This phone or computer may still remember that you were on this site. If other people use it, a private "
        "window is safer."
    ),
    go_on="Continue",
    part="Part {number} of {total}",
    back="Back",
    save="Save and come back later",
    why="Why we ask this",
    alternatively="or",
    prefer_not="Prefer not to say",
    uncomfortable="I don’t feel comfortable to say",
    choose_all="Choose all that are true for you.",
    choose_some="Choose up to {most}.",
    rank="Give each one a number. 1 is the one that matters most to you.",
    rank_none="No number",
    number_between="A number from {least} to {greatest}.",
    month="Month",
    year="Year",
    month_example="For example, 5 2024.",
    year_example="For example, 2024.",
    district_example="Only the first half of a postcode, like AB12.",
    most_letters="Up to {most} letters and spaces.",
    own_words="Please leave out names, and anything that would tell people who you are.",
    may_be_quoted="You may show these words to others, without saying who wrote them",
    trap="Leave this empty",
    look_again="Please look at this again",
    not_an_option="Choose one of the answers that are shown",
    stands_alone="Choose either “{option}” or the other answers",
    both="You gave an answer and also chose “{option}”. Please keep only one of them",
    too_many="Choose {most} or fewer",
    rank_all="Give each one a number, or leave them all without a number",
    rank_once="Use each number only once",
    not_a_number="Write a whole number, like 12",
    not_between="Write a number from {least} to {greatest}",
    not_a_month="Write the month as a number from 1 to 12, and the year in four figures",
    not_a_year="Write the year in four figures, like 2024",
    not_a_district="Write the first half of a postcode, like AB12",
    too_long="This is too long. Please make it shorter by {over} letters",
    code_missing="Write your code",
    own_code_missing="Write your own code, with 4 letters or figures or more",
    wave_missing="Choose whether you are answering before or after the course",
    printed_code_wrong="This code does not open these questions. Please check that you wrote it as it is on the paper",
    spent_heading="This code cannot be used again",
    printed_code_spent=(
        "This code has been used, and each code works only once. If you think that is wrong, ask the person who gave "
        "it to you for another one."
    ),
    saved_code_wrong=(
        "We have nothing saved under this code. Please check that you wrote it as it was shown. It may also have been "
        "used, or deleted because it was old"
    ),
    check_heading="Check your answers",
    check_text="Nothing is sent until you press “Send my answers”.",
    change="Change",
    not_answered="No answer",
    quoted="May be shown to others",
    send="Send my answers",
    too_fast="That was quick. Please take one more look at your answers, and then send them.",
    trapped=(
        "Something on this device filled in a box that people cannot see. We have emptied it. Please go on as before."
    ),
    saved_heading="Your answers so far are saved",
    saved_text="Write this code down, print this page or take a picture. We cannot find your answers without it.",
    your_code="Your code",
    saved_way="To go on, open this address and type the code:",
    saved_until="You can come back until {day}. After that, your answers so far are deleted.",
    saved_keep="Anybody with this code can see your answers so far, so keep it to yourself.",
    saved_on="Go on answering now",
    take_up_heading="Go on where you stopped",
    take_up_text="If you have lost your code, please start again. We cannot find your answers without it.",
    start_again="Start again",
    thanks_heading="Thank you. We have your answers",
    next_heading="What happens next",
    thanks_closes="People can answer until {day}. Then we count what everybody said.",
    thanks_anonymous="We cannot show you your answers again or take them out, because we cannot tell which are yours.",
    thanks_device="You can close this page now.",
    results_link="See the results",
    preview_over="This is the end of the preview",
    preview_over_text="Somebody who answers is thanked here. Nothing of what you filled in was kept.",
    closed_heading="These questions are closed",
    closed_text="People could answer until {day}. Thank you for wanting to take part.",
    closed_unsent="What you had filled in was not sent.",
    unknown_heading="There are no questions here at the moment",
    unknown_text="The address may have a slip in it, or the questions are not open yet.",
    too_late_heading="This link was for before the course",
    too_late_text=(
        "It could be used by somebody with a place, until the course began. If you were there, you can still say what "
        "you think: the link for afterwards is with your booking and in the email that thanks you."
    ),
    all_surveys="See what you can answer now",
    tampered_heading="We could not open your page",
    tampered_text=(
        "Something in it is not as we sent it, so we cannot use it. This is most likely not your doing. Please start "
        "again; nothing was sent."
    ),
    already_heading="We have these answers already",
    already_text="They were sent before, and they count once. You do not need to do anything.",
    refused_heading="We could not take your answers",
    to_start="Go to the start",
    too_many_sent="Very many answers are arriving just now. Please try again in a minute; your answers are still here.",
    too_many_codes="Too many wrong codes have come from here just now. Please wait a minute, and then try again",
    wave_needed=(
        "We need to know first if you are answering before or after the course. Please start again; nothing was sent."
    ),
    busy_heading="Please wait a minute",
    busy_text="Very many people are starting just now. Please try again in a minute.",
    kept_heading="What we keep about your answers",
    kept_intro="This list is made from the real tables of our database, so nothing is left out.",
    kept_meanwhile=(
        "While you answer, your answers travel locked inside the page. We keep none of them until you send them. If "
        "you save them for later, they are locked with your code."
    ),
    kept_months=(
        "We keep your answers, and what you write, for {months} after these questions close. Then we delete them. "
        "Results that we have shown by then stay."
    ),
    kept_deleted="All of this was deleted on {day}. Results that we have shown stay.",
    kept_noted=(
        "One thing is noted elsewhere. If you came here by your own link about a course, we note beside your name "
        "that you have answered. The note has a day, mostly the day after, and no time. It says nothing of what "
        "you answered."
    ),
    never_heading="What we never keep",
    never_name="your name, your email or your account",
    never_address="your internet (IP) address",
    never_device="which phone, computer or browser you use",
    never_moment="the day or the time when you answered",
    never_time="a day beside your answers, or the time when you answered",
    never_order="the order in which answers came in",
)
