"""What every form about a case says."""

NO_NAMES = "Do not include names of children, families or professionals."
