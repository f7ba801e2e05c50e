"""Results: released answers as weighted tables, charts, exports and a field report; call outcomes as rates."""
