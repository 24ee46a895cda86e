"""Words that several forms say."""

NO_NAMES = "Write no names of children, families or professionals."
