"""Take in what analysts submit: the form they fill in, what is wrong with it, and the inbox that keeps it."""
