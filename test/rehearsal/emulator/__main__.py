"""Registers what MiniStack lacks, then starts it as its own command does."""

from ministack.app import main

main()
