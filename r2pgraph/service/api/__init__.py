"""Saved queries as a web API: a list, one address a query, and the contract of both."""
