"""The log of supervised sessions that a board is given: its rows, its words, and each form that it is handed out in."""
