"""Signs with a session that @x/session opened, as with any other."""

import session  # noqa: F401 - the cases
