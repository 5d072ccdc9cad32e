"""What the service tells its keeper: figures to watch, and a line for each request."""
