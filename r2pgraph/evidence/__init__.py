"""What structured facts say of a state: evidence for each indicator, the level they suggest, and a profile."""
