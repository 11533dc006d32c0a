"""What may cross at most, and the two ways to say no."""

MAX_TEXT = 32 * 2**20  # characters of one message
MAX_MESSAGE = 2 * MAX_TEXT  # bytes between a grader and its judge
MAX_NODES = 1_000_000
MAX_DEPTH = 24
MAX_INT_BITS = 8192
MAX_RANGE = 10_000_000  # a range is short as text and long as a list
MAX_DIMENSIONS = 8
MAX_SENTENCE = 300
MIME = "text/x-answers"  # the kind of output that answers are, for a kernel

# Plain dtypes of numpy; dates and texts of fixed width carry a unit or a width and stand apart.
FLAGS_AND_WHOLE = {"|b1", "|i1", "|u1", "<i2", "<i4", "<i8", "<u2", "<u4", "<u8"}
DTYPES = frozenset({*FLAGS_AND_WHOLE, "<f2", "<f4", "<f8", "<c8", "<c16"})
DATED = r"<[mM]8\[(?:[YMWDhms]|ms|us|ns|ps|fs|as)\]"
TEXTUAL = r"<U\d{1,4}|\|S\d{1,4}"


class RefusedError(Exception):
    """A value that does not cross; the message completes the sentence `NAME is ...`."""


class MalformedError(Exception):
    """A message that no honest encoder writes."""
