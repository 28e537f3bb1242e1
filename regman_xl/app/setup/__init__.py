"""Setting up Excel for one user: what is there, what is missing, and the one line that the VBA needs."""
