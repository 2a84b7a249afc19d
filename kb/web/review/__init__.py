"""Writing and signing off: the bench, the editor, reviews, and what ends words."""

from kb.web.review import bench, corrections, edit, ending, merge, sign_off, write

BLUEPRINTS = (
    bench.blueprint,
    corrections.blueprint,
    edit.blueprint,
    ending.blueprint,
    merge.blueprint,
    sign_off.blueprint,
    write.blueprint,
)
"""Every area of this room."""
