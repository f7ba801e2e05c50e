"""The steps of the accounts' tables."""
