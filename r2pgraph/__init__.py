"""The Responsibility to Protect in the Asia-Pacific as linked data."""

__version__ = "0.1.0"
