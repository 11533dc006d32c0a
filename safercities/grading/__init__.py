"""Prepares nbgrader assignments: checks their source, makes the release and checks that too.

Stands alone: it imports nothing else of safercities and knows no course and no data set.
"""
