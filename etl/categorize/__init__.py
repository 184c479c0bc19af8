"""What conversations are about: categories, who said which conversation belongs to which, and marks of what is done.

Labels of basis ``user`` are never replaced by those of ``ai`` or ``offline``. All of it lives in the state file beside
the database; views hold it from the next build on. Read labels.py first.
"""
