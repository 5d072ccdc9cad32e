"""Commands for those who bring data in."""
