"""The guided stories of the demo: who you are, then one link a step."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Stop:
    path: str  # below the language prefix; absolute when it starts with "//"
    words: str


@dataclass(frozen=True, slots=True)
class TourStory:
    title: str
    who: str
    stops: tuple[Stop, ...]


def tour_stories() -> list[TourStory]:
    practice, event, aid = "/practice/", "/practice/pycon-practice/", "/practice/aid/"
    pyday, desk = "/practice/pyday-coming/", "/organise/practice/"
    coming = desk + "pycon-practice-next/"
    return [
        TourStory(
            _("You heard about Python Togo"),
            _("A student in Lomé, on a phone, who pays per megabyte."),
            (
                Stop("/python-togo/", _("Read who they are and what they want")),
                Stop("/python-togo/goals/", _("Look at their six goals, told with their source")),
                Stop("/python-togo/events/", _("See how 50 expected became more than 200")),
            ),
        ),
        TourStory(
            _("You join a community"),
            _("Two minutes, no password. Everything here is invented: use any name."),
            (
                Stop(practice, _("Start at the practice community's home")),
                Stop(practice + "join/", _("Join with an address ending in @example.org")),
                Stop("//demo/mail/", _("Read the mail that the demo would have sent, and take the code")),
                Stop("/me/", _("See what the community knows about you, and leave if you like")),
            ),
        ),
        TourStory(
            _("Fifty places, two hundred people"),
            _("A student who has just joined, at a PyDay that is full."),
            (
                Stop(practice + "join/poster/", _("Scan the code on the wall")),
                Stop(practice + "events/", _("Find a meetup")),
                Stop(pyday, _("See that it is full, and how many wait")),
                Stop(pyday + "answer/", _("Take your turn on the waiting list")),
                Stop("/me/", _("See your number, or the place that is kept for you")),
            ),
        ),
        TourStory(
            _("You learn with somebody"),
            _("A beginner who would like company and a plan."),
            (
                Stop(practice + "first-event/", _("What happens at a first meetup")),
                Stop(practice + "learning/", _("Mentoring, training paths, projects")),
                Stop(practice + "mentoring/mentorat/mentee/", _("Ask for a mentor")),
                Stop(practice + "projects/", _("Find a project that looks for people")),
                Stop("/me/projects/", _("Plan a project of your own, with days")),
            ),
        ),
        TourStory(
            _("You choose your sessions"),
            _("An attendee with one bar of network."),
            (
                Stop(event, _("When, where, and what is next")),
                Stop(event + "schedule/", _("The whole programme: 120 sessions in five rooms")),
                Stop(event + "speakers/", _("Who speaks")),
                Stop(event + "now/", _("What runs now and what comes next")),
                Stop(event + "schedule/print/", _("The programme on paper")),
            ),
        ),
        TourStory(
            _("One conference, many countries"),
            _("A member of another community, looking for friends."),
            (
                Stop(
                    "/pycon-africa/pycon-africa-2024/",
                    _("PyCon Africa 2024 in Accra, with its satellite in Lomé"),
                ),
                Stop("/pycon-senegambia/", _("One community in two countries and two languages")),
                Stop("/python-colombia/pycon-colombia-2020/", _("A conference in Medellín, in Spanish")),
                Stop("/python-community/directory/", _("Where else Python people meet")),
            ),
        ),
        TourStory(
            _("Many give a little"),
            _("A member with 2,000 francs and a phone."),
            (
                Stop(
                    practice + "funds/aller-a-pycon-baie-des-palmes/",
                    _("See what came together, and who is thanked"),
                ),
                Stop(
                    practice + "funds/aller-a-pycon-baie-des-palmes/give/",
                    _("Promise a gift without an account, and get your reference"),
                ),
                Stop(desk + "funds/", _("As a treasurer: note what arrived")),
                Stop(desk + "funds/without/", _("See who would lose their bus if the grant failed")),
            ),
        ),
        TourStory(
            _("Forty want to go, five places are given"),
            _("A community that steps up, as Python Togo did in 2024. Everybody here is invented."),
            (
                Stop(aid + "aller-ensemble-a-pycon-grand-large/apply/", _("Apply in four short pages")),
                Stop(aid + "aller-a-pycon-baie-des-palmes/", _("Read the rules, and what came of forty")),
                Stop(desk + "aid/", _("At the desk: who gets what, from which fund, and why")),
                Stop(desk + "in-kind/", _("See the five places, and a sister community’s vouchers")),
                Stop(desk + "journeys/", _("See who sits in the bus with fourteen seats")),
                Stop(desk + "payouts/", _("See the payout that waits for a second yes")),
                Stop(aid + "aller-a-pycon-lagune/", _("Read what those who came back tell")),
            ),
        ),
        TourStory(
            _("From a call to a balanced programme"),
            _("A speaker on a phone, then a committee with 240 invented proposals, too many about AI."),
            (
                Stop(pyday + "call/", _("A call that is open: what may be sent, and until when")),
                Stop(pyday + "call/propose/", _("Write a proposal without an account; it saves itself")),
                Stop(coming + "proposals/", _("At the desk: find proposals, and take all of them along")),
                Stop(coming + "reviews/board/", _("See who has read what, and whose reviews are missing")),
                Stop(coming + "selection/", _("Choose a programme, and see what each rule costs")),
                Stop(coming + "telling/", _("Tell everybody in one batch that you looked at first")),
            ),
        ),
        TourStory(
            _("You run a meetup"),
            _("An organiser, on a phone. Sign in as the demo says."),
            (
                Stop(desk + "next/", _("Make the next meetup in two fields")),
                Stop(desk + "pyday-coming/places/", _("Give places, and let those who wait move up")),
                Stop(
                    desk + "pyday-coming/forecast/",
                    _("See how many will come, and how many chairs that means"),
                ),
                Stop(desk + "pyday-coming/door/", _("Hand the list to a helper; it works without a network")),
                Stop(desk + "rencontre-rentree/forecast/", _("Afterwards: the forecast against the truth")),
            ),
        ),
        TourStory(
            _("You steer a community"),
            _("A coordinator who must answer to the members."),
            (
                Stop(practice + "goals/", _("Goals that are counted, and where they lead")),
                Stop(practice + "decisions/", _("What was decided, by whom, and why")),
                Stop(practice + "timeline/", _("The community’s story, made from what happened")),
                Stop(desk + "newsletter/", _("A newsletter drafted from the month")),
                Stop(desk + "members/", _("Members, chapters, newcomers, and who fades")),
            ),
        ),
        TourStory(
            _("You run the website"),
            _("A volunteer who must not break anything."),
            (
                Stop("/search/?q=pytohn", _("Search with a typing error")),
                Stop("/styleguide/", _("Every piece of the design on one page")),
                Stop(event + "schedule.xml", _("The programme for other programs: XML")),
                Stop(event + "schedule.ics", _("The programme for calendars: iCal")),
            ),
        ),
    ]
