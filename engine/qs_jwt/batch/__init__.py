"""Tokens for many users at once: rows in, answers out."""
