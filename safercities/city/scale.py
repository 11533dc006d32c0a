"""Smaller and larger cities of the same kind."""

from dataclasses import replace

from .parameters import Parameters


def scaled(parameters: Parameters, scale: float) -> Parameters:
    """The parameters of a city `scale` times as large: land, people, lamps' faults, incidents.

    Raises
    ------
    ValueError
        If the city would be too small for its neighbourhoods, or larger than 20 times.
    """
    if not 0.12 <= scale <= 20:
        raise ValueError(f"scale: expected 0.12 to 20, received {scale:g}")
    if scale == 1:
        return parameters
    side = scale**0.5
    ground, crime = parameters.ground, parameters.crime
    return replace(
        parameters,
        ground=replace(
            ground,
            blocks_along=round(ground.blocks_along * side),
            blocks_inland=round(ground.blocks_inland * side),
            ragged_blocks=round(ground.ragged_blocks * side),
            bay_depth_m=tuple(side * depth for depth in ground.bay_depth_m),
            fan_m=ground.fan_m * side,
            terrace_decay_m=ground.terrace_decay_m * side,
            population=round(ground.population * scale),
        ),
        crime=replace(crime, recorded_per_year=crime.recorded_per_year * scale),
        faults=replace(
            parameters.faults,
            street_outages_per_year=parameters.faults.street_outages_per_year * scale,
        ),
        lux=replace(parameters.lux, streets=max(60, round(parameters.lux.streets * scale))),
        projects=replace(
            parameters.projects,
            path_streets=max(5, round(parameters.projects.path_streets * scale)),
        ),
    )
