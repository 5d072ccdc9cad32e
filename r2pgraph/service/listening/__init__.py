"""How the service listens: what a connection may take, and when it begins and ends."""
