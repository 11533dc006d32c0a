"""Write a city to a folder, byte for byte the same for the same parameters and seed."""

from pathlib import Path

from . import names, package, shapes
from .dictionary import TABLES
from .parameters import PUBLISHED_SEED
from .publish import published
from .randomness import stream
from .simulate import City


def write(city: City, folder: Path) -> list[Path]:
    """Write all tables, shapes and the data package; return their paths.

    Raises
    ------
    NotADirectoryError
        If `folder` is a file.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file. Name a folder to write the tables to.")
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{name}.csv": _csv(name, table) for name, table in published(city).items()}
    texts["neighbourhoods.geojson"] = shapes.neighbourhoods(city)
    texts["streets.geojson"] = shapes.streets(city)
    texts["datapackage.json"] = package.descriptor(name_of(city), city.seed)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return [folder / name for name in texts]


def name_of(city: City) -> str:
    """The city's name: Lantern Bay for the published seed, an invented one for others."""
    if city.seed == PUBLISHED_SEED:
        return "Lantern Bay"
    return names.city_name(stream(city.seed, "city name"))


def _csv(name, table):
    wanted = [column.name for column in next(t for t in TABLES if t.name == name).columns]
    if list(table.columns) != wanted:
        raise ValueError(
            f"{name}: columns {list(table.columns)} differ from the dictionary {wanted}"
        )
    return table.to_csv(index=False, lineterminator="\n")
