"""AI categories: any endpoint as OpenAI's files conversations into the user's categories. All that uses the network.

In: the titles and first messages of a database, and a Setup. Out: labels of basis ``ai`` and answers in the state file.
preview.plan() says what would leave this machine and what it would cost; runner.run() does it, by workers that ask an
endpoint, which speaks through a transport. Read preview.py first; what leaves, word for word, is in prompt.py.
"""
