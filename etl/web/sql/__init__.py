"""SQL of the user, in a process that may be killed."""
