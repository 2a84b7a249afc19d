"""An instance that nobody writes in never loads the language."""

import subprocess
import sys


def test_making_the_application_does_not_import_spacy():
    asked = "import sys, kb.factory; sys.exit('spacy' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", asked], check=False, timeout=120)
    assert ended.returncode == 0
