"""Settings: `local` for a laptop, `production` for real use, `test` for the suite; `base` holds what they share."""
