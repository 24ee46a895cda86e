"""How learning is embedded: events and what they were worth, policies that have to change, statements on training."""
