"""Files of what states signed and ratified."""
