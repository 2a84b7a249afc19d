"""Writing and signing off: the bench, the editor, reviews, and what ends words."""

from kb.web.review.bench import blueprint as bench
from kb.web.review.corrections import blueprint as corrections
from kb.web.review.edit import blueprint as edit
from kb.web.review.ending import blueprint as ending
from kb.web.review.merge import blueprint as merge
from kb.web.review.sign_off import blueprint as sign_off
from kb.web.review.write import blueprint as write

BLUEPRINTS = (bench, corrections, edit, ending, merge, sign_off, write)
"""Every area of this room."""
