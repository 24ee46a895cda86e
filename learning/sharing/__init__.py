"""Learning is passed on: what was sent to which agencies, what they say of it, and how far it reached."""
