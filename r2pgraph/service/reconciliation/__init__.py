"""The reconciliation service: which thing of the graph is meant by a cell of somebody's table.

It speaks version 0.2 of the protocol of the W3C's Entity Reconciliation Community Group, as OpenRefine does.
"""
