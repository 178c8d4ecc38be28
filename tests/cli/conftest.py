"""What the tests of the command line share."""

from collections.abc import Callable, Iterator

import pytest

from batches import Batch
from conftest import Runner
from engines import Engine


@pytest.fixture
def batch(qs_jwt: Runner) -> Batch:
    """The command batch, in an empty folder of its own."""
    return Batch(qs_jwt)


@pytest.fixture
def start(qs_jwt: Runner) -> Iterator[Callable[..., Engine]]:
    """Starts an engine with these words; it is ended with the test."""
    started: list[Engine] = []

    def run(*words: str) -> Engine:
        started.append(Engine(qs_jwt, *words))
        return started[-1]

    yield run
    for engine in started:
        engine.process.kill()
        engine.process.communicate()


@pytest.fixture
def engine(start: Callable[..., Engine]) -> Engine:
    """An engine in the folder of the command."""
    return start()
