"""What an agent asks of the history: a server of the Model Context Protocol over stdin and stdout, and a skill.

    arguments  what an agent sent -> values within their bounds, or a sentence
    chats      where is that chat, and what was said in it
    figures    usage, cost, overview: reports, with few columns, rounded
    statement  one statement of SQL, by the one door of reporting/sql
    views      what the views mean, from their comments
    quoting    an answer: bounded, its texts between two lines that no text can fake, as they may hold instructions
    toolbox    the tools, their arguments, and who is called
    server     the tools as the protocol words them: the one module that needs the extra mcp
    skill      the same ways to ask, as a file of instructions for agents that type commands

Read toolbox.py first. Nothing here writes, loads or sends, and nothing keeps the database open.
"""
