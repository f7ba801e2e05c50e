"""Making the calls: recorded messages, asked of the gate call by call, through a driver that takes permits."""
