"""Processes that answer: those for queries of strangers, and our own for pages and saved queries.

Nothing is imported here: a worker process loads what it needs and no web server.
"""
