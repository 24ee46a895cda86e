"""What is typed about audits and self-assessments, a module a subject."""
