"""How audits and self-assessments move: a machine each."""
