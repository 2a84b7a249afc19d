"""The comparison as a whole: every check over the same two texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.plain.content_words import Lexicon
from kb.plain.fidelity.actors import compare_actors
from kb.plain.fidelity.counted import compare_clauses, compare_references
from kb.plain.fidelity.coverage import compare_coverage
from kb.plain.fidelity.finding import Finding
from kb.plain.fidelity.logic import compare_logic
from kb.plain.fidelity.modality import compare_modality
from kb.plain.fidelity.negation import compare_negation
from kb.plain.fidelity.quantities import compare_bounds, compare_quantities, count_kept
from kb.plain.fidelity.texts import Side
from kb.plain.language import Parsed

CHECKS: tuple[Callable[[Side, Side], Iterator[Finding]], ...] = (
    compare_quantities,
    compare_bounds,
    compare_modality,
    compare_actors,
    compare_negation,
    compare_clauses,
    compare_references,
    compare_logic,
    compare_coverage,
)


@dataclass(frozen=True)
class Fidelity:
    """What was found; of the law's `facts` (amounts, times, dates) so many are `kept`."""

    findings: tuple[Finding, ...]
    facts: int = 0
    kept: int = 0


def check_fidelity(law: Parsed, plain: Parsed, lexicon: Lexicon) -> Fidelity:
    """Compare what two texts say."""
    sides = Side(law, lexicon), Side(plain, lexicon)
    findings = tuple(finding for check in CHECKS for finding in check(*sides))
    return Fidelity(findings, *count_kept(*sides))
