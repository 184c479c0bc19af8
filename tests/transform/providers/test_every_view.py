"""All providers in one file: each stands in every view that adds up what it has."""

from pathlib import Path

import pytest

from etl.reporting.reports.connection import connect
from etl.transform.providers import PROVIDERS

DAYS = "v1.messages where local_date is not null"
ANSWERS = "v1.messages where is_answer"
REQUESTS = "v1.request_costs"
PROJECTS = "core.conversations where project_id is not null"
HAS = {
    "activity_patterns": DAYS,
    "activity_scores": DAYS,
    "branch_statistics": ANSWERS,
    "category_usage": "v1.conversations",
    "conversation_costs": REQUESTS,
    "conversation_days": "v1.messages",
    "conversation_models": "v1.messages",
    "cost_audit": REQUESTS,
    "daily_costs": REQUESTS,
    "daily_model_usage": ANSWERS,
    "daily_usage": "v1.messages",
    "feature_usage": "v1.feature_uses",
    "hourly_usage": DAYS,
    "model_costs": REQUESTS,
    "model_trend": ANSWERS,
    "model_usage": ANSWERS,
    "monthly_costs": REQUESTS,
    "monthly_usage": "v1.messages",
    "personality": "v1.messages where is_user_message",
    "project_costs": REQUESTS,
    "project_usage": PROJECTS,
    "provider_daily": "v1.messages",
    "providers": "v1.conversations",
    "request_usage": REQUESTS,
    "tool_calls": "core.tool_calls",
    "unpriced_models": f"{REQUESTS} where is_unpriced",
    "usage_summary": "v1.messages",
}
"""Views by day, model, cost, feature and tool, and what a provider has that stands in them."""


@pytest.mark.parametrize("view", HAS)
def test_each_provider_stands_in_every_view_of_what_it_has(view: str, every_sample: Path) -> None:
    with connect(every_sample) as connection:
        having, shown = (
            {name for (name,) in connection.execute(f"select distinct provider from {rows}").fetchall()}
            for rows in (HAS[view], f"v1.{view}")
        )
    assert len(having) > len(PROVIDERS) / 4
    assert shown == having


def test_every_provider_has_days_models_answers_and_requests(every_sample: Path) -> None:
    everybody = {one.NAME for one in PROVIDERS}
    with connect(every_sample) as connection:
        for rows in ("v1.daily_usage", "v1.daily_model_usage", "v1.model_usage", "v1.daily_costs", "v1.model_costs"):
            found = connection.execute(f"select distinct provider from {rows}").fetchall()
            assert {name for (name,) in found} == everybody, rows
