"""Letters and notices as drafts: every sentence rests on a fact, a rule or the record, and says which.

Nothing is sent from here. A draft becomes a letter when a named person approves these words and no others.
"""
