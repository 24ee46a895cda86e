"""What is done to audits and self-assessments, each act one transaction."""
