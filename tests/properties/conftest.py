"""How long the property tests look: briefly and always alike, or longer, or long and at random.

``QS_JWT_FUZZ=longer pytest tests/properties`` is what .ci/run does; ``QS_JWT_FUZZ=long`` takes
hours.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "suite", derandomize=True, database=None, deadline=None, max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.register_profile("longer", parent=settings.get_profile("suite"), max_examples=300)
settings.register_profile("long", parent=settings.get_profile("suite"), derandomize=False,
                          max_examples=20_000)  # fmt: skip
settings.load_profile(os.environ.get("QS_JWT_FUZZ", "suite"))
