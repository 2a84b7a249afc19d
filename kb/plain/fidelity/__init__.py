"""Whether plain words say what the law says: facts compared, kept, lost, changed or added."""

from kb.plain.fidelity.check import Fidelity, check_fidelity
from kb.plain.fidelity.finding import Finding, Severity, Sort

__all__ = ["Fidelity", "Finding", "Severity", "Sort", "check_fidelity"]
