"""Registers (TPS, CTPS) kept on this machine: loaded whole or not at all, by version, looked up from mapped files.

    from ringfence.preferences import register_store
    registers = register_store.open_registers(home)
    registers.tps.contains(rank), registers.tps.listed_days(rank, on), registers.tps.look_up(ranks)

Loading is in `register_store.loading`: it brings in DuckDB, which a look-up does not need.
"""

from ringfence.preferences.register_store.keeping import prune, verify
from ringfence.preferences.register_store.manifest import KINDS, Version, read_manifest
from ringfence.preferences.register_store.opening import Listed, RegisterSet, StoredRegister, open_registers

__all__ = [
    "KINDS",
    "Listed",
    "RegisterSet",
    "StoredRegister",
    "Version",
    "open_registers",
    "prune",
    "read_manifest",
    "verify",
]
