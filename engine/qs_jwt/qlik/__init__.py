"""Talking to Qlik: the connection, the requests, and what its answers mean."""
