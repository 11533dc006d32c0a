"""Code behind the Safer Cities course."""

__version__ = "0.1.0"
