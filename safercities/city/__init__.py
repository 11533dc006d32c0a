"""Lantern Bay, simulated: ground, lamps, life, crime, records, tables."""
