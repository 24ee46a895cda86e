"""You said, we did: what young people tell the partnership, and the page of the Young Safeguarding Ambassadors."""
