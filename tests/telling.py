"""What the fold wants told, as an example of which every test changes what it looks at."""

from models.effects import Tell

START = 1_763_800_000
TELL = Tell(
    alert="surge:7:east/4",
    transition="triggered",
    tier=0,
    repetition=0,
    roles=("duty",),
    level=3,
    rule="surge",
    place="",
    category="",
    cluster="east/4",
    count=21,
    signal="",
    since=START,
    at=START,
)
