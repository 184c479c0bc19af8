"""The next database: made aside from the one that others read, then published in one step, or not at all.

with next_database(path, plan) as following:      lock, staging folder, what is known; refuses early
    ... fork workers, give them following.known_slices and known_versions ...
    following.begin()                             a copy of the current file, or a rebuilt or a new one
    following.insert("messages", batches)         one streaming insert a table
    outcome = following.finish(tally)             merge, derive, check, publish
"""

from etl.build.check import UnaccountedError
from etl.build.next import Next, next_database
from etl.build.plan import Plan
from etl.build.probe import Probe, probe
from etl.build.recall import Key, Seen, Version
from etl.build.renew import renew
from etl.build.rezone import rezone
from etl.build.tally import Outcome, Tally

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
