"""Files of indices that others measure."""
