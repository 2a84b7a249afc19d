"""An instance that nobody writes in never loads the language."""

import os
import subprocess
import sys


def test_making_the_application_does_not_import_spacy():
    asked = "import sys, kb.factory; sys.exit('spacy' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", asked], check=False, timeout=120)
    assert ended.returncode == 0


def test_without_a_drafting_service_nothing_that_could_speak_to_it_is_imported(tmp_path):
    asked = "import app, sys; sys.exit('httpx' in sys.modules or 'spacy' in sys.modules)"
    kept = {**os.environ, "KB_DATA_DIR": str(tmp_path), "KB_DRAFT_URL": ""}
    ended = subprocess.run([sys.executable, "-c", asked], check=False, timeout=120, env=kept)
    assert ended.returncode == 0
