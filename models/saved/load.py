"""A state from its rows: what a worker starts with."""

from collections.abc import Mapping
from operator import attrgetter
from sys import intern

import msgspec

from models.clock.counters import counts, enter, show
from models.clock.targets import Kept
from models.clusters.apart import Apart
from models.clusters.index import Index
from models.clusters.members import Chunk, enter_member
from models.clusters.rows import Message
from models.crisis.hour import rebuild
from models.crisis.rhythm import Rhythm
from models.events import SiteOpened
from models.places import prefix
from models.plan import plan
from models.policy import Policy
from models.saved.rows import APART, FIND, OPENED, RULES, SITE
from models.sites import adopt
from models.state import AT_RISK, BREACHED, Alert, Cluster, Complaint, Site, State

INTERNED = ("place", "category", "kind", "urgency", "channel", "status", "person", "team")


def load(site: str, rows: Mapping[bytes, bytes]) -> State:
    """Rebuild a state from its rows. Raises msgspec.DecodeError if one is broken."""
    state = State(site)
    state.site = msgspec.msgpack.decode(rows[SITE.encode()], type=Site)
    state.site.opened = msgspec.msgpack.decode(rows[OPENED.encode()], type=SiteOpened)
    state.plan = plan(state.site.opened)
    if (policy := rows.get(RULES.encode())) is not None:
        adopt(state, msgspec.msgpack.decode(policy, type=Policy))
    if (apart := rows.get(APART.encode())) is not None:
        state.apart = msgspec.msgpack.decode(apart, type=Apart)
    by_kind: dict[str, list[tuple[str, bytes]]] = {kind: [] for kind in FIND}
    for name, value in rows.items():
        kind, _, key = name.decode().partition(":")
        if kind in by_kind:
            by_kind[kind].append((key, value))
    decode = msgspec.msgpack.Decoder(Kept).decode
    state.kept = [decode(value) for _, value in sorted(by_kind["k"], key=lambda row: int(row[0]))]
    load_complaints(state, by_kind["c"])
    load_clusters(state, by_kind["g"])
    load_members(state, by_kind["n"])
    load_alerts(state, by_kind["a"])
    load_messages(state, by_kind["m"])
    load_rolling(state, by_kind["h"])
    load_rhythms(state, by_kind["r"])
    rebuild(state)
    return state


def load_complaints(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load the complaints in the order of the log, and all that is counted from them."""
    decode = msgspec.msgpack.Decoder(Complaint).decode
    for complaint in sorted((decode(value) for _, value in rows), key=lambda c: c.pos):
        for name in INTERNED:
            setattr(complaint, name, intern(getattr(complaint, name)))
        if complaint.cluster == complaint.key:
            complaint.cluster = complaint.key
        state.complaints[complaint.key] = complaint
        state.warnings.move(complaint, 0, complaint.warn_at)
        state.deadlines.move(complaint, 0, complaint.due_at)
        count(state, complaint)


def count(state: State, complaint: Complaint) -> None:
    """Enter a loaded complaint into the counters, as `settle` left them."""
    if complaint.status == "open":
        enter(state, complaint, 1)
    if not counts(complaint):
        return
    state.at_risk += complaint.standing == AT_RISK
    if complaint.standing == BREACHED:
        state.breached += 1
        show(state, complaint, 1, 1)
    if complaint.breaches:
        group = prefix(complaint.place, 1)
        state.late_steps[group] = state.late_steps.get(group, 0) + complaint.breaches


def load_clusters(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load the clusters, the least lately active first."""
    decode = msgspec.msgpack.Decoder(Cluster).decode
    for cluster in sorted((decode(value) for _, value in rows), key=lambda c: (c.touched, c.id)):
        state.clusters[cluster.id] = cluster
        state.latest[cluster.id] = None


def load_members(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load the members of the clusters, in the order they came."""
    decode = msgspec.msgpack.Decoder(Chunk).decode
    by_number = sorted((int(key.rpartition("|")[2]), key, value) for key, value in rows)
    for _, key, value in by_number:
        cluster = state.clusters[key.rpartition("|")[0]]
        for member, who in decode(value):
            enter_member(cluster, member, who)


def load_alerts(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load the alerts in the order they were raised."""
    decode = msgspec.msgpack.Decoder(Alert).decode
    for alert in sorted((decode(value) for _, value in rows), key=attrgetter("raised")):
        state.alerts[alert.id] = alert
        if alert.status != "resolved":
            state.watched[alert.rule, alert.subject] = alert
            state.alarms.move(alert, 0, alert.due)
    over = (alert for alert in state.alerts.values() if alert.status == "resolved")
    state.ended.extend(sorted(over, key=attrgetter("ended")))


def load_messages(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load the cluster index's messages in the order of the log."""
    if state.policy is None:
        return
    decode = msgspec.msgpack.Decoder(Message).decode
    messages = sorted((decode(value) for _, value in rows), key=lambda m: m.pos)
    state.index = Index.load(state.policy.clusters, messages)


def load_rolling(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load the rolling counts, the oldest quarter first."""
    for quarter, value in sorted((int(key), value) for key, value in rows):
        counts = msgspec.msgpack.decode(value, type=dict[str, int])
        state.rolling.quarters[quarter] = counts
        for name, n in counts.items():
            state.rolling.add_total(name, n)


def load_rhythms(state: State, rows: list[tuple[str, bytes]]) -> None:
    """Load what was learned of each place and top category."""
    decode = msgspec.msgpack.Decoder(Rhythm).decode
    for name, value in sorted(rows):
        state.rhythms[name] = decode(value)
