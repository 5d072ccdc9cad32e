"""Publish the graph: files that are the same bytes each time, tables, and the report that analysts know."""
