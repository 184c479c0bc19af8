"""What takes longer than a request: loads, uploads."""
