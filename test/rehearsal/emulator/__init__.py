"""MiniStack, an emulator of AWS that this project did not write, with what the stack needs and it lacks registered.

Nothing of MiniStack is changed on disk: its tables of handlers are dictionaries, and each module here adds to them with
``register``. ``python -m emulator`` (with ``test/rehearsal`` on the path) starts it; the environment is MiniStack's.
"""
