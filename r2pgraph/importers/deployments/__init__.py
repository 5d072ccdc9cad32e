"""Files of who serves, and who died, in missions of the United Nations."""
