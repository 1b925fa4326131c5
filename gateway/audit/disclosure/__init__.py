"""Export packages: what an approved case gives out, with what proves it."""
