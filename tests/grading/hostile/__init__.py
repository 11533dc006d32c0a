"""Submissions that try to harm, made by code; each has a name and says what it attempts.

`families()` lists them. Nothing here is run by importing it.
"""
