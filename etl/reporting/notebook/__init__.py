"""The notebook queries/usage.ipynb: copied to where the user wants it, or executed, or written as one HTML page."""

from etl.reporting.notebook.copying import demand, load, save
from etl.reporting.notebook.jupyter import jupyter, missing
from etl.reporting.notebook.page import page
from etl.reporting.notebook.running import run

__all__ = ["demand", "jupyter", "load", "missing", "page", "run", "save"]
