"""The next database: made aside from the one that others read, then published in one step, or not at all.

with next_database(path, plan) as following:      lock, staging folder, what is known; refuses early
    ... fork workers, give them following.known_slices and known_versions ...
    following.begin()                             a copy of the current file, or a rebuilt or a new one
    following.insert("messages", batches)         one streaming insert a table
    outcome = following.finish(tally)             merge, derive, check, publish
"""

from etl.warehouse.build.audit import UnaccountedError
from etl.warehouse.build.incremental import Key, Seen, Version
from etl.warehouse.build.next_database import Next, next_database
from etl.warehouse.build.outcome import Outcome, Tally
from etl.warehouse.build.plan import Plan
from etl.warehouse.build.probe import Probe, probe
from etl.warehouse.build.renew import renew
from etl.warehouse.build.rezone import rezone

__all__ = [
    "Key",
    "Next",
    "Outcome",
    "Plan",
    "Probe",
    "Seen",
    "Tally",
    "UnaccountedError",
    "Version",
    "next_database",
    "probe",
    "renew",
    "rezone",
]
