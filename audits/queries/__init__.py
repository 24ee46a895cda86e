"""Which audits and self-assessments a person may see, and what stands beside them."""
