"""``python -m safercities.city --seed 2015 --out datasets``"""

import argparse

from .command import add_arguments, run

parser = argparse.ArgumentParser(prog="python -m safercities.city", description=__doc__)
add_arguments(parser)
raise SystemExit(run(parser.parse_args()))
