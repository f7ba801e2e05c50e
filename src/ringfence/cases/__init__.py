"""Cases: from a complaint to the calls, an assessment, its clocks, and a sheet for whoever investigates."""
