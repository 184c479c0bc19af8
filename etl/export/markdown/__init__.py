"""A conversation as a page of Markdown. Read page.py first: it is made of turns, and a turn of messages.

typed.py is why what a person typed comes out as it was typed; escaping.py is why no text of a chat can end, or
swallow, what stands around it.
"""
