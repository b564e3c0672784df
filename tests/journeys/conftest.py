"""A running intake in front of two open sites."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from redis import Redis

from models.stores.settings import Settings
from tests.house import House
from tests.journeys.files_fixtures import *  # noqa: F403 - their fixtures
from tests.servers import *  # noqa: F403
from workers.intake.app import create


@pytest.fixture
def house(database_url: str, valkey: Redis, tmp_path: Path) -> Iterator[House]:
    path = valkey.connection_pool.connection_kwargs["path"]
    settings = Settings(
        home=tmp_path, database_url=database_url, redis_url=f"unix://{path}", backlog_limit=50
    )
    house = House(settings)
    yield house
    house.engine.dispose()


@pytest.fixture
def web(house: House) -> Iterator[TestClient]:
    headers = {"Authorization": f"Bearer {house.web}"}
    with TestClient(create(house.settings), headers=headers) as client:
        yield client
