"""The desks: what waits for compliance, for a department, and where each person's work begins.

Everything here is read from the other rooms, and no other room reads it.
"""
