"""The words of audits and self-assessments."""
