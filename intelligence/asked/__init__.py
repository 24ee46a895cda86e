"""Asking agencies for the figures of a quarter: a return each, kept in the scorecard once it is accepted."""
