"""What the intake counts; labels are bounded by the code, never by what is sent."""

from prometheus_client import Counter, Histogram

EVENTS = Counter("tocsin_intake_events", "Events by what became of them", ["outcome"])
ANSWERS = Counter("tocsin_intake_answers", "Answers by HTTP status", ["status"])
COMMIT = Histogram(
    "tocsin_intake_commit_seconds",
    "Time of one transaction of the log",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30),
)
GROUP = Histogram(
    "tocsin_intake_group_events",
    "Events that shared one transaction",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000),
)
DEAF = Counter("tocsin_intake_rings_failed", "Times that Redis could not be told of new events")
