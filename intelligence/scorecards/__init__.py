"""How figures are read: over time, against others, against the target."""
