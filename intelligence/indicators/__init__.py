"""The catalogue of indicators, their figures, and published data brought in."""
