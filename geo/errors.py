"""Every error a user can meet. Each carries one line: what is wrong, where, and what to do."""


class ZhengtuError(Exception):
    """Base of all errors that are shown to a user as one line, without a traceback."""

    def __str__(self) -> str:
        """The message in one line, whatever a file name or a text in it holds: no line ends, no escape sequences."""
        return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(super().__str__().split()))


class InputError(ZhengtuError):
    """A report, gazetteer, corrections or boundary file that cannot be read as what it claims to be."""


class SettingError(ZhengtuError):
    """An option, code or limit that has no meaning here."""


class OutputError(ZhengtuError):
    """A result that cannot be written where it was asked for."""
