"""Files of what states were told by their peers, and what they answered."""
