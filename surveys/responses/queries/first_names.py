"""First names that are common among people who live here, in the Latin alphabet and lower case: a list to find likely
names by. A name that is not in it is found only where the words around it give it away."""

_COMMON = """
aaliyah aaron abbas abdul abdullah abigail abu adam adnan aisha akash alan alex alexander alfie ali alice alisha
amandeep amara amelia amina amir amira amy anas andrew andrzej angela anita anna anthony anya archie arjun
arthur asha ashley asif ava ayaan ayesha bartek ben benjamin beth bilal bobby brian callum cameron carol charlie
charlotte chloe chris christopher chukwu connor corey curtis daisy damian daniel danny darren david dawid
deborah declan demi denise dev dylan ebony edward elijah elizabeth ella ellie emily emma ethan eva evie ewa
faisal farah fatima fatou finley florence frankie freddie freya gary george georgia gurpreet habib hamza hannah
harjit harpreet harriet harrison harry harvey hasan hassan helen henry holly hussain ibrahim imani imran isaac
isabella isla ismail jack jacob jade jaden jagdeep jake jakub jamal james jamie jan jasmine jason jaspreet jay
jayden jennifer jermaine jessica joanna jordan joseph josh joshua julia kai kamil karen karol kasia katarzyna
katie kayleigh keisha kevin khadija khalid kieran kiran krzysztof kwame kyle lauren layla leah leanne lee leo
lewis liam lily linda logan lola louise luca lucas lucy luke magda mandeep manpreet marcus marek maria mariam
mark martin mary maryam mason matthew max maya megan mehmet michael michal mia millie mo mohamed mohammad
mohammed molly muhammad musa nadia nathan navdeep neha nicola nicole noah noor oliver olivia omar oscar owen
paige pamela patricia patrick paul pawel peter phoebe piotr poppy priya rachel raj rajesh ravi rebecca reece
rhys richard riley robert rosie ruby ryan saima salma sam samantha samuel sana sandeep sandra sarah scarlett
scott sean shaun shanice sharon simran sofia sonia sophia sophie stacey stephen steven sukhdeep summer susan
tahir tanya theo thomas tiana tobias tom tomasz tracey tyler tyrone umar usman victoria vikram wayne william
xavier yasmin yusuf zac zahra zainab zara zoe zofia
"""
FIRST_NAMES = frozenset(_COMMON.split())
# Names that are common words as well: found only where they are written as names are, in the middle of a sentence.
ALSO_WORDS = frozenset({"mark", "summer", "may", "will", "rose", "grace", "mo", "jan", "ben", "ava", "dev", "max"})
