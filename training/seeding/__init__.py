"""People made up by the thousand, for benchmarks and trials: believable evidence, written in bulk.

The same seed and day make the same people. Their spans are written by the ordinary computation.
"""
