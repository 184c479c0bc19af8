"""Exports -> parsed conversations: archive names the streams, split cuts them into blocks, parse reads a block."""
