"""Measures the figures that README.md states; run with `make bench`."""
