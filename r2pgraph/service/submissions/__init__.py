"""Submissions over the network: who may send them, how they are taken in, and the pages to send them from."""
