"""The notebook queries/usage.ipynb: copied to where the user wants it, or executed, or written as one HTML page."""
