"""What the fold knows of one site. One writer owns it; `saved/` turns it into rows and back.

Integers and strings only; dictionaries keep the order of the log, so equal logs give equal
bytes. Whatever follows from the rest (counters, agenda, index) is rebuilt at load, not saved.
"""

from collections import deque
from operator import attrgetter
from struct import Struct as Packed

from msgspec import Struct, field

from models.agenda import Agenda
from models.clock.targets import Calendars, Kept, Sort, Targets
from models.clusters.apart import Apart
from models.clusters.index import Index
from models.crisis.evidence import confirmed
from models.crisis.lately import Lately
from models.crisis.rhythm import Rhythm
from models.events import SilenceSet, SiteObserved, SiteOpened
from models.plan import plan
from models.policy import STEPS, Policy
from models.rolling import Rolling

ON_TRACK, AT_RISK, BREACHED = 0, 1, 2
STANDINGS = ("on_track", "at_risk", "breached")
OWED = (1 << len(STEPS) + 1) - 1  # bits of the steps and of the progress note
STAMPS = Packed(f"<{len(STEPS)}I")
NOTHING_DONE = (0,) * len(STEPS)


class Course(Struct, array_like=True, gc=False):
    """What only some complaints go through; most open ones have none of it."""

    outcome: str = ""
    reason: str = ""  # why it cannot be resolved, or to whom it was referred
    closed_at: int = 0
    reopened: int = 0  # times
    reopened_at: int = 0
    paused_at: int = 0
    pause: str = ""  # why it stands still, the newest reason
    pauses: list[tuple[int, int]] = []
    noted_at: int = 0  # the newest progress note after the first result
    promises: list[tuple[int, int]] = []
    unkept: int = 0  # of those, whose time is up
    kept: int = 0
    broken: int = 0
    answered: tuple[tuple[int, int], ...] = ()  # promises: (until, when something was done)
    tier: int = 0  # who has it: 0 the front line, 1 the duty manager, 2 management
    asked: int = 0  # the tier that a person called for
    asked_for: str = ""  # and why
    corrected: int = 0  # bits of the steps that a late fact took back from being late


class Complaint(Struct, array_like=True, gc=False):
    """A complaint that is open, or closed so lately that it may be reopened.

    There may be a million of them: what is rare is in `course`, what is regular is packed.
    """

    key: str
    pos: int
    time: int
    at: int
    place: str
    category: str
    kind: str
    urgency: str
    channel: str
    who: int
    cluster: str
    backlog: bool = False
    stamps: bytes = b""  # when each step was done, uint32 each; empty if none is
    status: str = "open"  # open, resolved, closed
    standing: int = ON_TRACK
    late: int = 0  # bits of the targets past their limit: the open steps, a note, a promise
    counted: int = 0  # bits of the steps whose punctuality was counted
    warn_at: int = 0  # where the agendas hold it, 0 if nowhere
    due_at: int = 0
    person: str = ""
    team: str = ""
    course: Course | None = None

    @property
    def done(self) -> tuple[int, ...]:
        """When each step was done, 0 if it is not."""
        return STAMPS.unpack(self.stamps) if self.stamps else NOTHING_DONE

    @property
    def breaches(self) -> int:
        """How many open steps are past their limit; a promise is no step."""
        return (self.late & OWED).bit_count()

    @property
    def outcome(self) -> str:
        """How it ended, "" while it has not."""
        return self.course.outcome if self.course else ""

    @property
    def reopened(self) -> int:
        """How often it was opened again."""
        return self.course.reopened if self.course else 0

    def on_course(self) -> Course:
        """Return its course, to be written to."""
        if self.course is None:
            self.course = Course()
        return self.course


class Cluster(Struct, array_like=True):
    """Two or more complaints that are one trouble; its id is the founding complaint's key."""

    id: str
    place: str
    category: str
    first: int
    last: int
    touched: int  # position of its newest event
    members: list[str] = field(default_factory=list)
    said_by: list[int] = field(default_factory=list)  # who each member came from, 0 if not known
    channels: list[str] = field(default_factory=list)
    named: dict[int, int] = field(default_factory=dict)  # who -> complaints filed, from `said_by`
    anonymous: dict[str, int] = field(default_factory=dict)  # caller without a name -> at
    callers: int = 0  # all of those, ever
    recent: dict[int, int] = field(default_factory=dict)  # who -> last at, oldest first
    open: int = 0
    workers: list[str] = field(default_factory=list)
    as_one: bool = False
    merged_into: str = ""
    central: str = ""  # key of the member that says best what it is about
    times: int = 1  # how often this trouble has come, this time included
    since: int = 0  # when it came first, 0 if this is the first time


class Alert(Struct, array_like=True):
    """An open alert; `subject` is what its rule watches: a cluster, a place, a category."""

    id: str
    rule: str
    subject: str
    level: int
    since: int
    last: int  # when the evidence was last as bad as the level
    quiet: int  # seconds after `last` at which an acknowledged alert falls or is over
    place: str = ""
    category: str = ""
    cluster: str = ""
    status: str = "triggered"
    count: int = 0
    threshold: int = 0
    named: int = 0
    anonymous: int = 0
    usual: int = 0
    signal: str = ""
    complaints: list[str] = field(default_factory=list)
    holds: bool = True  # the evidence is still as bad as the level
    under: str = ""  # the alert that tells of the same trouble, so that this one does not
    tier: int = 0
    repetition: int = 0
    round: int = 0  # how often it was raised or forgotten, so that tellings stay apart
    next: int = 0  # when somebody must be told next, 0 for never
    told: bool = False
    by: str = ""
    acknowledged_at: int = 0
    note: str = ""
    verdict: str = ""
    ended: int = 0
    due: int = 0  # where the agenda holds it, 0 if nowhere

    @property
    def confirmed(self) -> bool:
        """Whether it is more than one person's word for a danger."""
        return confirmed(self.rule, self.count, self.threshold)

    @property
    def raised(self) -> tuple[int, str]:
        """What orders alerts: the position of the event that raised it, then the name."""
        return int(self.id.split(":", 2)[1]), self.id


class Site(Struct):
    """The site's own facts, saved as one row."""

    id: str
    pos: int = 0
    at: int = 0
    opened: SiteOpened = field(default_factory=SiteOpened)
    rules: str = ""  # version of the policy in force
    strays: int = 0  # facts about complaints that are unknown or forgotten
    breached: list[str] = field(default_factory=list)  # newest breaches, at most 16 keys
    silences: dict[str, SilenceSet] = field(default_factory=dict)
    observed: list[SiteObserved] = field(default_factory=list)  # the portfolio only
    observed_at: list[int] = field(default_factory=list)
    learned_from: int = 0  # hours since the epoch: as if it had been learned from here on
    learned: int = 0  # the next one to learn


class State:
    """One site's whole state.

    `touched` names the rows that changed since the last save; what was forgotten is kept there
    until then, for the records are to know how it ended.
    """

    def __init__(self, site: str) -> None:
        self.site = Site(site)
        self.policy: Policy | None = None
        self.plan = plan(self.site.opened)
        self.calendars: Calendars | None = None  # made from the policy and the site's time zone
        self.targets: dict[Sort, Targets] = {}
        self.kept: list[Kept] = []  # earlier limits that some complaints still have, oldest first
        self.kept_calendars: dict[int, Calendars] = {}
        self.kept_targets: dict[tuple[int, Sort], Targets] = {}
        self.complaints: dict[str, Complaint] = {}
        self.clusters: dict[str, Cluster] = {}
        self.latest: dict[str, None] = {}  # open clusters, oldest activity first
        self.alerts: dict[str, Alert] = {}
        self.apart = Apart()
        self.watched: dict[tuple[str, str], Alert] = {}  # (rule, subject) -> open alert
        self.alarms: Agenda[Alert] = Agenda(attrgetter("due"), attrgetter("id"))
        self.ended: deque[Alert] = deque()  # alerts that are over, those of longest ago first
        self.rolling = Rolling()
        self.rhythms: dict[str, Rhythm] = {}  # place|top category -> its rhythm
        self.usual: dict[tuple[str, str, int], int] = {}  # what was worked out from them
        self.rising: dict[tuple[int, str, int, int], tuple[int, int]] = {}  # as in `crisis.early`
        self.cells: dict[int, int] = {}  # hour since the epoch -> hour of the local week
        self.lately = Lately()
        self.index: Index | None = None
        self.warnings: Agenda[Complaint] = Agenda(attrgetter("warn_at"), attrgetter("pos"))
        self.deadlines: Agenda[Complaint] = Agenda(attrgetter("due_at"), attrgetter("pos"))
        self.open = 0
        self.at_risk = 0
        self.breached = 0
        self.backlog = 0
        self.late_steps: dict[str, int] = {}  # place group -> open steps past their limit
        self.floors: dict[str, list[int]] = {}  # path of the plan, or top place: [open, breached]
        self.touched: dict[str, Struct | None] = {}

    @property
    def rules(self) -> Policy:
        """The policy in force. Raises LookupError before the first one was adopted."""
        if self.policy is None:
            message = f"{self.site.id} has no policy yet"
            raise LookupError(message)
        return self.policy

    def touch(self, row: str, gone: Struct | None = None) -> None:
        """Note that a row changed; `gone` is what it held, if that was forgotten."""
        self.touched[row] = gone
