"""The form in which answers leave a trainee's kernel: JSON, with arrays as base64 of raw bytes.

A node is None, a truth value, text, a number that JSON can hold, or `{"t": kind, ...}`. Nothing in
it can be run, and both sides hold the limits of `limits.py`: the encoder so that a trainee gets a
sentence, the decoder because it does not believe the encoder.

The modules here lean on numpy, pandas, matplotlib and each other alone: their text is sent to the
trainee's kernel, where this package need not be installed (`bundle.py`).
"""
