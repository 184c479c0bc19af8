"""Questions to begin with on the query page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the SQL that answers it."""

    question: str
    sql: str


EXAMPLES = (
    Example("What did I use, month by month?", "from v1.monthly_usage order by month desc limit 24"),
    Example(
        "Which models answered most?",
        "select model, answers, tokens_out, share from v1.model_usage order by answers desc",
    ),
    Example(
        "Which chats were the longest?",
        "select title, messages, first_day from v1.conversations order by messages desc limit 20",
    ),
    Example(
        "Which would have cost most on the API?",
        "select title, usd_mid, requests from v1.conversation_costs order by usd_mid desc nulls last limit 20",
    ),
    Example(
        "Which tools were called?",
        "select tool_name, count(*) as calls from v1.tool_calls group by all order by calls desc",
    ),
    Example("In which languages is my code?", "from v1.code_languages order by 4 desc limit 20"),
    Example(
        "Which views are there?",
        "select view_name, comment from duckdb_views() where schema_name = 'v1' order by view_name",
    ),
)
