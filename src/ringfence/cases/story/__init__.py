"""Four parties, one kind of call, thirteen years: what is on record of how each was dealt with, and what is not."""
