"""python -m etl: the same as the command etl."""

from etl.cli import main

main()
