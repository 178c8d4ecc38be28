"""Variables that Wine sets itself, over what it is given, as the caller wants them."""

import os

for given in [name for name in os.environ if name.startswith("FOR_WINDOWS_")]:
    os.environ[given.removeprefix("FOR_WINDOWS_")] = os.environ.pop(given)
