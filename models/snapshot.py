"""The live picture of one site, display-ready: numbers and codes, never prose.

One JSON value per site in Redis. Times are epoch seconds of site time. Lists are already
sorted and cut to what a wall can show; `hidden` says how much was cut. Crisis levels are 1
(red) to 4 (blue); 0 is none.
"""

from msgspec import Struct, field

from models.crisis.evidence import confirmed
from models.events import SiteClock


class Share(Struct, frozen=True):
    """`good` out of `total`: an on-time share that shows its denominator."""

    good: int = 0
    total: int = 0


class Numbers(Struct, frozen=True):
    """The KPI strip."""

    open: int = 0  # complaints received and not closed, backlog left out
    at_risk: int = 0  # of them, with a step near its limit
    breached: int = 0  # of them, with a step past its limit
    backlog: int = 0  # open from before go-live (存量)
    shift: int = 0  # received in this shift (本班, 08–20 or 20–08 site time)
    day: int = 0  # received in the last 24 h (近24小时)
    receipt: Share = Share()  # step 1 on time, last 24 h
    resolution: Share = Share()  # step 5 on time, last 24 h
    flagged: int = 0  # complaints that the door marked as odd, last 24 h
    promises: Share = Share()  # kept of those that fell due (承诺兑现率), last 24 h
    registered_late: int = 0  # entered later than the registration target, last 24 h
    learning: Share = Share()  # the day of learning the rhythms out of all; 0 of 0 when done


class Crisis(Struct, frozen=True):
    """One open alert with its evidence."""

    alert: str
    rule: str  # life_safety, surge, spread, abnormal, overdue, repeat, exposure
    level: int
    status: str  # triggered, acknowledged
    since: int
    place: str
    category: str
    cluster: str = ""
    count: int = 0  # the rule's number, such as distinct complainants
    threshold: int = 0
    named: int = 0  # of `count`, people with a name
    anonymous: int = 0
    usual: int = 0  # abnormal: what is usual in an hour, in thousandths
    signal: str = ""  # the lexicon's signal, or what was counted: floors, contacts
    also: list[str] = field(default_factory=list)  # rules that see the same trouble, not told
    tier: int = 0  # the tier told last, counted from 0
    next: int = 0  # when the next tier is told, or who acknowledged is reminded; 0 for never
    by: str = ""  # who acknowledged
    complaints: list[str] = field(default_factory=list)  # keys, newest last, at most 20

    @property
    def confirmed(self) -> bool:
        """Whether it is more than one person's word for a danger."""
        return confirmed(self.rule, self.count, self.threshold)


class Floor(Struct, frozen=True):
    """One floor of the stacking plan."""

    path: str
    open: int = 0
    breached: int = 0


class Building(Struct, frozen=True):
    """One column of the stacking plan; floors from the highest down."""

    path: str
    open: int = 0
    breached: int = 0
    floors: list[Floor] = field(default_factory=list)


class Heat(Struct, frozen=True):
    """Complaints of the last 24 h: rows places (busiest first), columns top categories."""

    places: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    counts: list[list[int]] = field(default_factory=list)
    hidden: int = 0  # places that are not shown


class Due(Struct, frozen=True):
    """A complaint's next deadline."""

    complaint: str
    number: int  # its position in the log, the number people use
    place: str
    category: str
    step: str
    due: int
    status: str  # on_track, at_risk, breached
    cluster: str
    urgency: str
    person: str = ""


class Cluster(Struct, frozen=True):
    """Complaints that are one trouble (同一事件)."""

    id: str
    place: str
    category: str
    size: int
    people: int  # distinct complainants, named + anonymous as the surge rule counts them
    channels: int
    first: int
    last: int
    open: int
    level: int = 0
    central: str = ""  # key of the most central complaint, whose text sums it up
    hour: int = 0  # of its complaints, those of the last hour: how fast it grows
    times: int = 1  # how often this trouble has come, this time included
    since: int = 0  # when it came first, 0 if this is the first time
    rising: int = 0  # chance in thousandths of coming to the next level within the hour
    rising_to: int = 0  # that level


class Site(Struct, frozen=True):
    """What a screen must know of the site itself."""

    id: str
    zh: str
    en: str
    kind: str
    zone: str
    locale: str
    demo: bool = False
    clock: SiteClock | None = None
    names: dict[str, list[str]] = field(default_factory=dict)  # shown path -> [zh, en]


class SiteTile(Struct, frozen=True):
    """One site as the portfolio sees it."""

    site: str
    rule: str
    category: str
    level: int
    at: int


class Snapshot(Struct, frozen=True):
    """The whole picture after event `pos`."""

    site: Site
    pos: int
    at: int
    numbers: Numbers = Numbers()
    hours: list[int] = field(default_factory=list)  # received per hour, last 24, newest last
    crises: list[Crisis] = field(default_factory=list)  # worst first
    hidden_crises: dict[str, int] = field(default_factory=dict)  # level -> open ones left out
    buildings: list[Building] = field(default_factory=list)
    heat: Heat = Heat()
    due: list[Due] = field(default_factory=list)  # soonest first, breached ones before
    clusters: list[Cluster] = field(default_factory=list)  # newest activity first
    observed: list[SiteTile] = field(default_factory=list)  # the portfolio only
    rising: int = 0  # chance in thousandths that any cluster comes to its next level in the hour
    hidden_due: int = 0
    hidden_clusters: int = 0
