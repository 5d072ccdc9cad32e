"""Files of codes and names of states."""
