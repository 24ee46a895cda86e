"""The yearly report as it fills: begun for a year, its milestones, what agencies contribute, what it still lacks.

It is a publication like the others (`learning.publications`): its sections stand in `learning.publications.skeleton`.
"""
