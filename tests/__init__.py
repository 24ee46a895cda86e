"""The suite: one folder an app, tests named as sentences."""
