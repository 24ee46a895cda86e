"""Pages about deadlines in plain values: their templates hold no logic."""
