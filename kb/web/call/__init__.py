"""The call: the screen, an answer, a process step by step, deadlines, and what is at hand."""

from kb.web.call import answers, at_hand, call, deadline, processes, why

BLUEPRINTS = (
    answers.blueprint,
    at_hand.blueprint,
    call.blueprint,
    deadline.blueprint,
    processes.blueprint,
    why.blueprint,
)
