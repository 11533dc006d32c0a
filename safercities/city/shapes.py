"""Shapes for maps: neighbourhoods and streets as GeoJSON in WGS 84 (RFC 7946)."""

import json

import numpy as np

from . import utm
from .simulate import City
from .tables import neighbourhood_keys, street_keys


def neighbourhoods(city: City) -> str:
    """One polygon a neighbourhood; holes follow the outer ring."""
    table = city.ground.neighbourhoods
    features = [
        _feature(
            {"neighbourhood_id": key, "name": name, "kind": kind},
            {"type": "Polygon", "coordinates": [_degrees(ring) for ring in rings]},
        )
        for key, name, kind, rings in zip(
            neighbourhood_keys(city),
            table["name"],
            table["kind"],
            city.ground.outlines,
            strict=True,
        )
    ]
    return _collection(features)


def streets(city: City) -> str:
    """One line a street, from its first end to its last."""
    paths = city.ground.paths
    new = np.any(paths[:, 1:] != paths[:, :-1], axis=-1)
    count = 1 + new.sum(axis=1)
    features = [
        _feature(
            {"street_id": key, "road_class": road_class},
            {"type": "LineString", "coordinates": _degrees(path[:points])},
        )
        for key, road_class, path, points in zip(
            street_keys(city), city.ground.streets["road_class"], paths, count, strict=True
        )
    ]
    return _collection(features)


def _degrees(points):
    lon, lat = utm.to_degrees(points[:, 0], points[:, 1])
    return np.stack([lon, lat], axis=-1).round(6).tolist()


def _feature(properties, geometry):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features):
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
