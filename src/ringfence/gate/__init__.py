"""The gate: one call -> one decision with its reasons, before anything is dialled. Doors ask; `decide` permits."""
