"""Papers of self-assessments: the feedback letter to an agency, the overview of a round."""
