"""Parsed conversations -> rows: providers flatten, count enriches, task is the unit of work."""
