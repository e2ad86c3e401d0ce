"""What touches keys, in a process of its own: a token's driver that crashes or hangs takes nothing else with it.

Nothing here knows Django or the database. The secret arrives on standard input and ends with the process.
"""
