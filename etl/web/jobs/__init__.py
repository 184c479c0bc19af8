"""What takes longer than a request: uploads stored as they come, and loads in a process of their own.

In: a form with files, or work to be done. Out: a job, under an id, that says how far it is and can be stopped. Read
background.py first.
"""
