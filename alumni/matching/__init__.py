"""Who is brought together with whom in a round: pure functions over plain values (ME23–ME28).

Nothing here knows a database, a clock or a language. The same values and seed give the same
pairs, bit for bit, on every machine.
"""
