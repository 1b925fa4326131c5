"""Who wraps the period keys: the sealing key of this machine, or a service that keeps its own."""
