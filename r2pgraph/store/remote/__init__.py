"""A graph on a SPARQL 1.1 endpoint: asked, changed and loaded over HTTP.

`calling` is the one place that imports SPARQLWrapper; nothing here is imported until an endpoint is named.
"""
