"""The year plan: every fixed point of the framework from April to March, each with its date, its owner and its record.

`catalogue.py` says what recurs each year, as data; `rules.py` how its dates are worked out; `services.py` makes a year
and writes down what becomes of it. `home/clocks.py` makes each fixed point a deadline.
"""
