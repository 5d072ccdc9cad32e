"""Commands that make what others use: the store and its files."""
