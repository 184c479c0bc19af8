"""Answers as text: for eyes (table, md) and for programs (csv, json, jsonl). Read render.py first."""
