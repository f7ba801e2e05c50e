"""What people and registers say about a number: registers, objections, consents, call history, list sources."""
