"""What the pages of asking and answering ask."""
