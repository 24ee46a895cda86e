"""Frontline voice: surveys and temperature checks of practitioners, answered without a name."""
