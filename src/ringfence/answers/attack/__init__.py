"""Attempts to tie answers to calls, by everything that is kept: each must do no better than guessing.

`world` makes a campaign of which the truth is known; `real` runs it through the product; `careless` through stores that
are weak on purpose, one for each attacker, to show that it would find something; `attackers` guess; `chance` says what
guessing alone would reach; `run` puts them together; `surface` lists what is kept, and who attacks it.
"""
