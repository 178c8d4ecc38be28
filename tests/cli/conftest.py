"""What the tests of the command line share."""

import pytest

from batches import Batch
from conftest import Runner


@pytest.fixture
def batch(qs_jwt: Runner) -> Batch:
    """The command batch, in an empty folder of its own."""
    return Batch(qs_jwt)
