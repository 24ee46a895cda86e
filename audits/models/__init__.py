"""What audits and self-assessments are made of."""
