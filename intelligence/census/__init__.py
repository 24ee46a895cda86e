"""The children in need census: counted as it is read, so that figures alone stay and no child does."""
