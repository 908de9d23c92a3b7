"""Words that a reader should see soon, by language: of harm to oneself, of weapons, of being hurt or afraid of it.

A word with a star stands for all that begin with it; several words stand for themselves in this order. They are found
whatever the case. The list is no judgement and no diagnosis: a text without any of them may be as urgent.
"""

EN = """
suicid*, kill myself, killing myself, end my life, ending my life, end it all, want to die, wanna
die, better off dead, not be here anymore, self harm*, selfharm*, hurt myself, hurting myself, cut
myself, cutting myself, overdos*, knife*, knives, stab*, machete*, blade*, gun, guns, shoot*, shot,
acid, weapon*, kill him, kill her, kill them, kill me, kill you, murder*, rape*, raping, touched me,
touches me, touching me, sexual*, abus*, groom*, beats me, beat me, hits me, hit me, hurts me,
attack*, threat*, kidnap*, county lines, trafficked, forced to, forcing me, force me, blackmail*,
nudes, run away, ran away, scared to go home, afraid to go home, not safe at home, unsafe at home,
forced marriage, honour based, fgm,
"""
PL = """
samobój*, zabić się, zabiję się, zabic sie, nie chcę żyć, nie chce zyc, chcę umrzeć, chce umrzec,
skończyć ze sobą, samookalecz*, tnę się, tne sie, przedawkow*, nóż, noż*, noz, nożem, maczet*, broń,
broni, pistolet*, strzel*, dźgn*, dzgn*, kwas*, morder*, zabij*, zabić, gwałt*, zgwałc*, gwalt*,
molest*, wykorzyst*, bije mnie, biją mnie, uderzył*, krzywdz*, groż*, groz*, gróźb*, porw*,
szantaż*, zmusza*, uciekł*, boję się wracać, boję się iść do domu,
"""
PA = """
ਖੁਦਕੁਸ਼ੀ*, ਖ਼ੁਦਕੁਸ਼ੀ*, ਆਤਮ ਹੱਤਿਆ, ਆਤਮਹੱਤਿਆ, ਮਰਨਾ ਚਾਹੁੰਦ*, ਮਰ ਜਾਣਾ, ਜੀਣਾ ਨਹੀਂ, ਚਾਕੂ*, ਛੁਰਾ, ਛੁਰੀ,
ਛੁਰੇ, ਬੰਦੂਕ*, ਪਿਸਤੌਲ*, ਹਥਿਆਰ*, ਗੋਲੀ, ਗੋਲੀਆਂ, ਤੇਜ਼ਾਬ, ਕਤਲ, ਬਲਾਤਕਾਰ*, ਮਾਰਦਾ ਹੈ, ਮਾਰਦੇ ਹਨ, ਮਾਰਦੀ ਹੈ,
ਕੁੱਟ*, ਧਮਕੀ*, ਅਗਵਾ*, ਬਲੈਕਮੇਲ*, ਜ਼ਬਰਦਸਤੀ, ਘਰੋਂ ਭੱਜ*, ਘਰ ਜਾਣ ਤੋਂ ਡਰ*,
"""
UR = """
خودکشی*, خود کشی, مرنا چاہت*, مر جانا, جینا نہیں, چاقو*, چھری*, چھرا, خنجر*, بندوق*, پستول*,
ہتھیار*, گولی, گولیاں, تیزاب, قتل, ریپ, زیادتی, عصمت دری, مارتا ہے, مارتے ہیں, مارتی ہے, مار پیٹ,
تشدد, دھمکی*, اغوا*, بلیک میل*, زبردستی, گھر سے بھاگ*, گھر جانے سے ڈر*,
"""


def _phrases(told: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in told.split(",") if phrase.strip())


RISK_WORDS = {"en": _phrases(EN), "pl": _phrases(PL), "pa": _phrases(PA), "ur": _phrases(UR)}
