"""Script -> findings: which sections are research, which cross into marketing, why, and what to say instead."""

from ringfence.scripts.checking import ScriptReport, SectionReport, check, check_file
from ringfence.scripts.checks import CHECKS, UnknownCheck, explain

__all__ = ["CHECKS", "ScriptReport", "SectionReport", "UnknownCheck", "check", "check_file", "explain"]
