"""What the pages of asking and answering show."""
