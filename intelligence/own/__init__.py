"""The partnership’s own figures: typed, pasted, or brought in from a table whose columns are chosen."""
