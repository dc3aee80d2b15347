"""The shell towards the network: what is due, what is new, and how it is asked for."""
