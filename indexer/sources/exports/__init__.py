"""Files of records: how JSONL and CSV become rows, and what a row may cost."""
