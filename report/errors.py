"""The errors that users see as one line. All derive from `InputError`; the command line prints them and exits with 2."""


class InputError(Exception):
    """Something the user gave cannot be used; the message names it and says what would be right."""


class LimitError(InputError):
    """An input is larger or deeper than the limits allow."""


class LibraryError(InputError):
    """A library is damaged, of a newer format, or busy."""
