"""The rows. Fields = columns of the core table of the same name (sql/tables/ says what each one means).

What a row has in common with its whole batch (provider, account, conversation, revision) is not repeated
in the fields: transform/batches.py adds it. Read message.py first.
"""
