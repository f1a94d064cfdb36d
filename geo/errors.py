"""Every error a user can meet. Each carries one line: what is wrong, where, and what to do."""


class ZhengtuError(Exception):
    """Base of all errors that are shown to a user as one line, without a traceback."""


class InputError(ZhengtuError):
    """A report, gazetteer, corrections or boundary file that cannot be read as what it claims to be."""


class SettingError(ZhengtuError):
    """An option, code or limit that has no meaning here."""


class OutputError(ZhengtuError):
    """A result that cannot be written where it was asked for."""
