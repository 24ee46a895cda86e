"""What data, practitioners, children, others' reviews and the scrutineer tell the partnership: a package a subject."""
