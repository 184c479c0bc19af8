"""Carry a plan out: what is answered is kept at once, so that a run that ends early has lost nothing."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from etl.categorize.ai import cache
from etl.categorize.ai.address import ApiKey
from etl.categorize.ai.budget import Ledger
from etl.categorize.ai.endpoint import Endpoint
from etl.categorize.ai.preview import Plan
from etl.categorize.ai.prompt import Chat
from etl.categorize.ai.retry_policy import RetryPolicy
from etl.categorize.ai.workers import Event, Workers


@dataclass(frozen=True, slots=True)
class Progress:
    """After each answer. ``done`` of ``total`` conversations; ``usd`` spent, None where the price is unknown."""

    done: int
    total: int
    requests: int
    usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``labelled``: conversations answered now; ``known``: from answers of before; ``unanswered``: asked in vain.

    ``left``: not asked, as the run ended before; ``stopped`` says why in a sentence, None where all were asked.
    ``input`` and ``output``: tokens as the server reported them, or as expected where it did not.
    """

    labelled: int
    known: int
    unanswered: tuple[Chat, ...]
    left: int
    requests: int
    input: int
    output: int
    usd: Decimal | None
    stopped: str | None


def run(
    plan: Plan,
    key: ApiKey | None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    policy: RetryPolicy = RetryPolicy(),  # noqa: B008
) -> Outcome:
    """Ask for every category of the plan, and keep each as a label of basis 'ai' as soon as it is there.

    Everything is called in the caller's thread, which may be any. Comes back early when cancelled, when max_usd is
    reached, or when asking is no use; ``Outcome.stopped`` then says why. Raises SettingError before anything is
    sent for a key or a place that must not be used, DatabaseError where the state cannot be written.
    """
    _label(plan, plan.known.items())
    ledger, stop = Ledger(plan.price, plan.setup.max_usd), threading.Event()
    if not plan.asked:
        return Outcome(0, len(plan.known), (), 0, 0, 0, 0, _spent(ledger), None)
    endpoint = Endpoint(plan.setup, key, policy, stop.is_set)
    workers = Workers(plan, endpoint, ledger, policy, stop)
    labelled, unanswered = 0, list[Chat]()
    try:
        for event in workers.events(cancelled):
            labelled += _keep(plan, event)
            unanswered += [chat for text in event.unanswered for chat in text.chats]
            on_progress(Progress(labelled + len(unanswered), plan.chats, endpoint.requests, _spent(ledger)))
    finally:
        workers.leave()
    left = plan.chats - labelled - len(unanswered)
    spent = _spent(ledger)
    return Outcome(
        *(labelled, len(plan.known), tuple(unanswered), left, endpoint.requests, ledger.input, ledger.output, spent),
        stopped=workers.stopped if left else None,
    )


def _keep(plan: Plan, event: Event) -> int:
    """Keep what was answered, the answer before the label: what was paid for is worth more."""
    if event.answered:
        digests = {cache.digest(plan.setup, text): category for text, category in event.answered}
        cache.remember(plan.database, plan.setup, digests)
    return _label(plan, ((chat, category) for text, category in event.answered for chat in text.chats))


def _label(plan: Plan, found: Iterable[tuple[Chat, str]]) -> int:
    """Labels of basis 'ai'; those of the user's are left as they are."""
    from etl.categorize.labels import store

    labels = dict(found)
    if labels:
        store(plan.database, labels, basis="ai", reason=plan.setup.model)
    return len(labels)


def _spent(ledger: Ledger) -> Decimal | None:
    return None if ledger.price is None else ledger.spent
