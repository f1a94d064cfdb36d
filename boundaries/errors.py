"""What goes wrong with boundaries, told in one line."""


class BoundaryError(ValueError):
    """One line for the user: what is wrong, where, and what to do."""
