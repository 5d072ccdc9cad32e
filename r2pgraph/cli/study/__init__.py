"""Commands for those who ask."""
