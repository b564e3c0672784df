"""The stores' tests run on the real servers."""

from tests.servers import *  # noqa: F403 - its fixtures
