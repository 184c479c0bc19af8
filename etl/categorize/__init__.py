"""What conversations are about: categories, who said which conversation belongs to which, and marks of what is done.

Labels of basis ``user`` are never replaced by those of ``ai`` or ``offline``. All of it lives in the state file beside
the database; views hold it from the next build on.
"""

from etl.categorize.categories import OTHER, Category, add_category, categories, move, remove_category, rename_category
from etl.categorize.done import mark, marks
from etl.categorize.labels import Key, Label, labels, store, undo
from etl.categorize.offline import Outcome, offline

__all__ = [
    "OTHER",
    "Category",
    "Key",
    "Label",
    "Outcome",
    "add_category",
    "categories",
    "labels",
    "mark",
    "marks",
    "move",
    "offline",
    "remove_category",
    "rename_category",
    "store",
    "undo",
]
