"""Erasing a person leaves the log, and so every replay, as it was."""

from redis import Redis
from sqlalchemy import Engine, select

from models.stores.live import Live
from models.stores.log import DEAD_LETTER, TEXT, Log, Text
from models.stores.settings import Settings
from tests.days import OPENED, RULES, SITE, START, drafts
from workers.consume import Consumer
from workers.erase import erase_complaint, erase_person
from workers.rebuild import verify


def test_erasing_changes_no_replay(engine: Engine, valkey: Redis) -> None:
    """The texts and the refused body are gone; the picture still equals the log."""
    log = Log(engine)
    log.open_site(SITE, OPENED, RULES, START)
    day = list(drafts(seed=1, complaints=20))
    keys = [draft.subject for draft in day if draft.subject.startswith("test/")]
    texts = [Text(SITE, key, "电梯", "困人", "王", "13800000000") for key in dict.fromkeys(keys)]
    log.append(day, START, texts)
    log.refuse(SITE, "phone", "unknown channel", b'{"contact": "13800000000"}', START)
    Consumer(log, Live(valkey), Settings(linger_ms=0)).drain(SITE)
    assert erase_complaint(engine, keys[0], START) == 1
    assert erase_person(engine, "13800000000", START) == len(texts)
    with engine.begin() as connection:
        left = connection.execute(select(TEXT.c.body, TEXT.c.contact, TEXT.c.name)).all()
        refused = connection.execute(select(DEAD_LETTER.c.body)).scalars().all()
    assert set(left) == {("", "", "")}
    assert refused == [b""]
    assert verify(log, Live(valkey), SITE) == []
