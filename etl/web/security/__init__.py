"""Who may ask, how often, and with which headers the answer goes out.

In: the head of every request, before a byte of its body is read. Out: a refusal, or the request passed on to the app.
Read guard.py first: Guard._refusal is the list of what is checked, and Guard._unknown checks the token.
"""
