"""The pages that list others: the training catalogue, and news."""

from cms.starter.pages.making import StarterPage

CATALOGUE = StarterPage(
    key="training",
    kind="CourseCataloguePage",
    parent="home",
    slug="courses",
    title="Find a course",
    summary="Free training for all who work or volunteer in the West Midlands. You need no account to book.",
)

NEWS_INDEX = StarterPage(
    key="news",
    kind="NewsIndexPage",
    parent="home",
    slug="news",
    title="News and stories",
    summary="What is new, and what people have done with what they learned.",
)
