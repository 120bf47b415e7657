"""Acts begun together, each in a thread with a connection of its own."""

import os
from concurrent.futures import ThreadPoolExecutor
from random import uniform
from threading import Barrier
from time import sleep

from django.db import connection

from training.actions import Refused

ROUNDS = int(os.environ.get("RACE_ROUNDS", 0))  # of `script/races`
FEW = 3
A_MOMENT = 0.012  # seconds: about as long as an act takes, so that either may be first


def at_once(*acts) -> list:
    """What each act came to; a refusal as its words. Anything else that breaks, breaks the test."""
    start = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait(60)
            return act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def raced(*acts) -> list:
    """`at_once`, each act a moment later than the start: they begin in any order, and overlap."""
    return at_once(*(lambda act=act: (sleep(uniform(0, A_MOMENT)), act())[1] for act in acts))


def refusals(came_to: list) -> list[str]:
    """The sentences among what acts came to."""
    return [each for each in came_to if isinstance(each, str)]
