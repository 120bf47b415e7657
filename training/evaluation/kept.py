"""Keeping what was made of trees and rules that never change, so that the next answer need not make it anew."""

from functools import wraps

KEPT = 4096


def kept(make):
    """The function, with its answers kept by the identity of its arguments: to hash a tree is to walk all of it.

    The arguments are kept too, so an identity is never another object's.
    """
    answers = {}

    @wraps(make)
    def keeping(*arguments):
        key = tuple(map(id, arguments))
        found = answers.get(key)
        if found is None:
            if len(answers) >= KEPT:
                answers.clear()
            found = answers[key] = (make(*arguments), arguments)
        return found[0]

    return keeping
