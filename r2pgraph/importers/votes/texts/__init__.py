"""Cut a text into passages, and run on them the tests for the responsibility to protect."""
