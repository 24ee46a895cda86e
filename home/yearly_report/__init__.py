"""What every room knows of a year, for the yearly report: each figure is counted here, each claim is a record's own.

`queries.py` counts and finds; the others put that into words, a section each. Only what all who take part in learning
may read is given; cases are counted, never named, and small numbers stay inside.
"""
