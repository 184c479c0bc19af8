"""What conversations are about: categories, who said which conversation belongs to which, and marks of what is done.

In: titles and first messages, from the views. Out: rows of the state file beside the database, which views hold from
the next build on. Labels of basis ``user`` are never replaced by those of ``ai`` or ``offline``. Read labels.py first,
then offline.py (without any network) and ai (all that uses it).
"""
