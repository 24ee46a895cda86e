"""Every duty with a time limit of audits and self-assessments. All are the partnership's own and may pause."""
