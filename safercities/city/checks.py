"""Refuse parameters that make no city, with a sentence that says what would."""

from .parameters import KINDS, Parameters


def check_parameters(parameters: Parameters) -> None:
    """Raise ValueError for the first value that is out of range."""
    crime, effects, ground = parameters.crime, parameters.effects, parameters.ground
    _must(1 <= parameters.place.years <= 20, "place.years", "1 to 20", parameters.place.years)
    _must(crime.recorded_per_year > 0, "crime.recorded_per_year", "more than 0", "0 or less")
    shares = sum(offence.recorded_share for offence in crime.offences)
    _must(abs(shares - 1) < 1e-9, "crime.offences", "recorded shares that add up to 1", shares)
    for offence in crime.offences:
        name = f"crime.offences[{offence.name}]"
        _must(0 < offence.reported <= 1, f"{name}.reported", "above 0, up to 1", offence.reported)
        _must(offence.darkness >= 1, f"{name}.darkness", "1 or more", offence.darkness)
        _must(
            abs(sum(offence.settings) - 1) < 1e-9,
            f"{name}.settings",
            "shares that add up to 1",
            offence.settings,
        )
    largest = effects.outage_neighbour * max(1.0, effects.outage_same_street, effects.path)
    _must(
        largest <= crime.headroom,
        "crime.headroom",
        f"at least the largest effect, {largest:g}",
        crime.headroom,
    )
    kinds = {kind for row in ground.layout for kind in row}
    _must(kinds <= set(KINDS), "ground.layout", f"kinds from {KINDS}", kinds - set(KINDS))
    _must(set(ground.mesh.values()) <= {1, 2, 4}, "ground.mesh", "1, 2 or 4", ground.mesh)


def _must(holds: bool, name: str, wanted: str, received) -> None:
    if not holds:
        raise ValueError(f"{name}: expected {wanted}, received {received}")
