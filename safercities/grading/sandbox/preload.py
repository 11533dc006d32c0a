"""What a warm parent imports before the first kernel is forked."""

# The inline backend of matplotlib stays out: it looks for a running shell when it is imported.
MODULES = (
    # what notebooks use, with the parts that load on first use
    "numpy",
    "pandas",
    "pandas.io.formats.csvs",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "pandas.plotting._matplotlib",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "PIL.PngImagePlugin",
    # the kernel, and what it needs to show a result or an error
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "pygments.formatters.terminal256",
    "pygments.styles",
    "executing",
    "stack_data",
    "code",
    "faulthandler",
    "pdb",
)

# Further modules by their full name and their text; who uses kernels puts them here.
TEXTS: dict[str, str] = {}
