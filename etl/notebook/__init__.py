"""The notebook queries/usage.ipynb: copied to where the user wants it, or executed, or written as one HTML page."""

from etl.notebook.copying import demand, load, save
from etl.notebook.jupyter import jupyter, missing
from etl.notebook.page import page
from etl.notebook.running import run

__all__ = ["demand", "jupyter", "load", "missing", "page", "run", "save"]
