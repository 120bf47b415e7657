"""Keeping what was made of trees and rules that never change, so that the next answer need not make it anew."""

from functools import wraps

KEPT = 4096
_VALUES = (str, int)


def kept(make):
    """The function, with its answers kept by the identity of its arguments: to hash a tree is to walk all of it.

    Words and numbers are told apart by their value. The arguments are kept too, so an identity is never another
    object's.
    """
    answers = {}

    @wraps(make)
    def keeping(*arguments):
        key = tuple([each if type(each) in _VALUES else id(each) for each in arguments])
        found = answers.get(key)
        if found is None:
            if len(answers) >= KEPT:
                answers.clear()
            found = answers[key] = (make(*arguments), arguments)
        return found[0]

    return keeping
