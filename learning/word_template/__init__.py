"""The unit's own Word template, in which what is published is given out for editing."""
