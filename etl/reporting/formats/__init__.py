"""Answers as text: for eyes (table, md, pictures) and for programs (csv, json, jsonl). Read render.py first."""
