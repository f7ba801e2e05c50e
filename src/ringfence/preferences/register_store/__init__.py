"""Registers (TPS, CTPS) kept on this machine: loaded whole or not at all, by version, looked up from mapped files.

from ringfence.preferences import register_store
registers = register_store.open_registers(home)
registers.tps.contains(rank), registers.tps.listed_days(rank, on), registers.tps.look_up(ranks)
"""

from ringfence.preferences.register_store.keeping import Removed, prune, verify
from ringfence.preferences.register_store.loading import Loaded, load
from ringfence.preferences.register_store.manifest import KINDS, Version, read_manifest
from ringfence.preferences.register_store.opening import Listed, RegisterSet, StoredRegister, open_registers

__all__ = [
    "KINDS",
    "Listed",
    "Loaded",
    "RegisterSet",
    "Removed",
    "StoredRegister",
    "Version",
    "load",
    "open_registers",
    "prune",
    "read_manifest",
    "verify",
]
