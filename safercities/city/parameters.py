"""Everything that is planted in Lantern Bay, in one frozen tree: ``Parameters``.

Each value says where it comes from. *Design* means a choice made for teaching. A published
source means that the size is anchored there; it does not mean that the source's city is copied.
Change a value with ``dataclasses.replace`` or `replaced`, never in place.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date

PUBLISHED_SEED = 2015
KINDS = (
    "business_centre",
    "port",
    "night_market",
    "university",
    "transit",
    "industrial",
    "hillside",
    "old_quarter",
    "apartments",
    "residential",
    "park",
    "waterfront",
)
ROAD_CLASSES = ("arterial", "collector", "residential", "lane")
UNDER_SERVED = ("hillside", "old_quarter")


@dataclass(frozen=True)
class Place:
    """Where and when. Design: open ocean, far from land, so that no real place is overlaid."""

    latitude: float = 27.0  # degrees north: day length varies enough for darkness methods
    longitude: float = 136.5  # degrees east, inside UTM zone 53
    utc_offset_hours: int = 9  # no daylight saving time
    first_day: date = date(2023, 1, 1)
    years: int = 3


@dataclass(frozen=True)
class Ground:
    """The land: a street lattice that follows the bay. Design throughout."""

    step_m: float = 57.0  # finest mesh of the lattice: one lane block
    blocks_along: int = 36  # city blocks (4 by 4 meshes) along the coast
    blocks_inland: int = 20
    ragged_blocks: int = 3  # the city's edge in the hills varies by up to so many blocks
    bay_depth_m: tuple[float, float] = (1000.0, 1300.0)
    bay_width_share: tuple[float, float] = (0.20, 0.26)
    fan_m: float = 700.0  # how far inland streets still stand square to the shore
    terrace_decay_m: float = 6000.0  # how slowly inland streets forget the shape of the shore
    hill_bend_m: float = 55.0  # size of the bends of hillside streets
    hill_wave_m: tuple[float, float] = (800.0, 1200.0)
    least_mesh: float = 0.055  # smallest mesh allowed, as a share of a square one
    least_side: float = 0.09  # shortest side of a mesh allowed, as a share of step_m
    jitter_m: tuple[float, float] = (2.5, 7.0)  # unevenness of junctions: planned, self-built
    layout: tuple[tuple[str, ...], ...] = (
        ("industrial", "port", "old_quarter", "waterfront", "night_market", "residential"),
        ("industrial", "apartments", "transit", "business_centre", "residential", "university"),
        ("apartments", "residential", "park", "apartments", "transit", "residential"),
        ("hillside", "old_quarter", "hillside", "hillside", "apartments", "hillside"),
    )  # from the shore to the hills; another seed reshuffles it
    mesh: dict[str, int] = field(
        default_factory=lambda: (
            dict.fromkeys(KINDS, 2)
            | {"hillside": 1, "old_quarter": 1, "port": 4, "industrial": 4, "park": 4}
        )
    )  # lattice lines between parallel streets: 1, 2 or 4
    missing_share: dict[int, float] = field(default_factory=lambda: {1: 0.50, 2: 0.13, 4: 0.0})
    width_m: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "arterial": (18.0, 26.0),
            "collector": (11.0, 14.0),
            "residential": (6.5, 9.0),
            "lane": (2.5, 4.5),
        }
    )
    population: int = 420_000
    people_per_dwelling: float = 2.6
    density: dict[str, float] = field(
        default_factory=lambda: {
            "business_centre": 0.5,
            "port": 0.12,
            "night_market": 1.0,
            "university": 0.6,
            "transit": 1.0,
            "industrial": 0.15,
            "hillside": 1.25,
            "old_quarter": 1.7,
            "apartments": 2.2,
            "residential": 1.1,
            "park": 0.08,
            "waterfront": 0.6,
        }
    )  # residents per area, relative


@dataclass(frozen=True)
class Lamps:
    """The lamp inventory. Spacing: Chicago alleys measured at 22 and 30 m, rest design."""

    spacing_m: dict[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "arterial": (30.0, 40.0),
            "collector": (27.0, 34.0),
            "residential": (25.0, 30.0),
            "lane": (23.0, 28.0),
        }
    )
    under_served_spacing: float = 1.26  # hillside and old-quarter lamps stand further apart
    both_sides_from_m: float = 15.0  # wider streets have lamps on both sides
    height_m: dict[str, float] = field(
        default_factory=lambda: {"arterial": 9.0, "collector": 7.0, "residential": 5.0, "lane": 4.0}
    )
    technology_share: dict[str, tuple[float, float, float]] = field(
        default_factory=lambda: {"served": (0.58, 0.34, 0.08), "under_served": (0.16, 0.50, 0.34)}
    )  # led, sodium, mercury
    led_flux_lm: dict[str, float] = field(
        default_factory=lambda: {
            "arterial": 15000.0,
            "collector": 9500.0,
            "residential": 5200.0,
            "lane": 1350.0,
        }
    )
    flux_ratio: dict[str, float] = field(
        default_factory=lambda: {"led": 1.0, "sodium": 0.95, "mercury": 0.62}
    )  # light of the older lamp that stands where a new LED would
    efficacy_lm_per_w: dict[str, float] = field(
        default_factory=lambda: {"led": 125.0, "sodium": 88.0, "mercury": 45.0}
    )
    installed: dict[str, tuple[date, date]] = field(
        default_factory=lambda: {
            "led": (date(2015, 3, 1), date(2022, 9, 30)),
            "sodium": (date(2001, 1, 1), date(2014, 12, 31)),
            "mercury": (date(1988, 1, 1), date(2001, 12, 31)),
        }
    )
    yearly_loss: dict[str, float] = field(
        default_factory=lambda: {"led": 0.012, "sodium": 0.012, "mercury": 0.016}
    )  # share of the new lamp's light lost each year to dirt and ageing
    least_kept: float = 0.45  # light that even an old, dirty lamp keeps


@dataclass(frozen=True)
class Faults:
    """Failures, repairs and tickets.

    Repair times are log-normal. Medians and means follow completed tickets of Chicago, April
    2012 to July 2013 (computed from the open data of the project dssg/streetlights-crime): whole
    streets 3 and 4.0 days, single lamps 5 and 9.6, alleys 8 and 13.7. The rest is design.
    """

    lamp_failures_per_year: dict[str, float] = field(
        default_factory=lambda: {"led": 0.06, "sodium": 0.18, "mercury": 0.30}
    )
    group_share: float = 0.22  # failures that take two or three lamps of a street at once
    street_outages_per_year: float = 820.0  # whole streets dark, in a city of full size
    street_frailty_shape: float = 0.8  # some streets fail again and again
    under_served_failures: float = 1.35  # times as many failures in hillside and old quarter
    storm_days_per_year: int = 10  # in June and July; see storm_share
    storm_share: float = 0.22  # whole-street outages that fall on storm days
    winter_peak: float = 0.25  # single-lamp failures peak in January, by so much
    repair_median_days: dict[str, float] = field(
        default_factory=lambda: {"street_out": 3.0, "lamp_out": 5.0, "lane_lamp_out": 8.0}
    )
    repair_mean_days: dict[str, float] = field(
        default_factory=lambda: {"street_out": 4.0, "lamp_out": 9.6, "lane_lamp_out": 13.7}
    )
    under_served_repair: float = 1.5  # times as long to repair in hillside and old quarter
    report_delay_days: float = 0.5  # mean time from failure to first report
    damage_per_lamp_year: float = 0.008
    day_burning_per_lamp_year: float = 0.010
    second_call_share: float = 0.45  # lamp faults reported again before the repair, until merged
    calls_per_street_outage: float = 1.6  # lamp_out calls about a dark street, until merged
    merged_from: date = date(2025, 1, 1)  # from here one ticket per street stays open at a time
    channels: tuple[float, float, float] = (0.48, 0.37, 0.15)  # call, app, patrol


@dataclass(frozen=True)
class LuxSurvey:
    """A sample of streets measured after dark. Noise and strata: design."""

    streets: int = 900
    first_day: date = date(2025, 9, 16)
    nights: int = 60
    hours: tuple[float, float] = (19.5, 23.5)
    points_along: int = 6
    points_across: int = 2
    street_noise: float = 0.22  # log-normal: trees, dirt, slope
    point_noise: float = 0.15  # log-normal: meter, shadows
    sky_lx: tuple[float, float] = (0.03, 0.12)  # light that is there without any street lamp
    under_served_oversampling: float = 1.6


@dataclass(frozen=True)
class Offence:
    """One recorded offence type.

    recorded_share: share of all recorded incidents (design, after Vancouver 2020 and Seoul 2015).
    reported: share of incidents that reach the police record. Assault, robbery and burglary:
        Australian Bureau of Statistics, Crime Victimisation 2018-19; vehicle theft: the same,
        2008-09; harassment: an Indian police-patrol trial (registry 5137). Others: design.
    darkness: rate after dark divided by rate by day, outdoors, all else equal. Design; the
        direction follows Doleac and Sanders 2015 and Tompson and Bowers 2013.
    settings: share by setting (street, vehicle, dwelling, premises). Street and vehicle are
        outdoors. Design.
    iccs: code of the International Classification of Crime for Statistical Purposes (UNODC 2015).
    target: what the number of offences follows: people, vehicles, dwellings or businesses.
    summer: size of the yearly wave, highest in July. Design: below the 11 to 12 % swing that
        Lauritsen and White 2014 found, except for bicycles.
    profile: whose hours and weekdays in `time_profiles.csv` it follows; no hourly source for
        harassment was found, so it borrows those of assault.
    """

    name: str
    iccs: str
    recorded_share: float
    reported: float
    darkness: float
    settings: tuple[float, float, float, float]
    target: str
    summer: float = 0.04
    profile: str = ""


OFFENCES = (
    Offence("street_robbery", "0401", 0.060, 0.51, 1.60, (1.0, 0, 0, 0), "people", 0.0),
    Offence("theft_from_person", "050221", 0.165, 0.35, 1.15, (0.72, 0, 0, 0.28), "people", 0.05),
    Offence("theft_from_vehicle", "050222", 0.235, 0.50, 1.50, (0, 1.0, 0, 0), "vehicles", 0.04),
    Offence("theft_of_vehicle", "05021", 0.055, 0.87, 1.40, (0, 1.0, 0, 0), "vehicles", 0.04),
    Offence("bicycle_theft", "05022", 0.075, 0.40, 1.20, (0.85, 0, 0.15, 0), "people", 0.15),
    Offence("residential_burglary", "05012", 0.095, 0.77, 1.00, (0, 0, 1.0, 0), "dwellings", 0.04),
    Offence("commercial_burglary", "0501", 0.045, 0.80, 1.00, (0, 0, 0, 1.0), "businesses", 0.0),
    Offence("vandalism", "0504", 0.115, 0.40, 1.30, (0.55, 0.30, 0, 0.15), "vehicles", 0.04),
    Offence("assault", "02011", 0.110, 0.53, 1.10, (0.50, 0, 0.28, 0.22), "people", 0.06),
    Offence(
        "harassment", "0208", 0.045, 0.075, 1.35, (0.85, 0, 0, 0.15), "people", 0.06, "assault"
    ),
)


# What there is to take or meet per metre of street, by kind of neighbourhood, relative. Design.
OPPORTUNITY = {
    "people": dict(
        zip(KINDS, (3.0, 0.7, 4.0, 2.0, 3.5, 0.6, 0.8, 1.2, 1.2, 0.8, 0.8, 2.0), strict=True)
    ),
    "vehicles": dict(
        zip(KINDS, (1.6, 1.0, 1.2, 1.2, 1.6, 1.0, 0.7, 0.7, 1.3, 1.1, 0.9, 1.5), strict=True)
    ),
    "dwellings": dict(
        zip(KINDS, (0.5, 0.1, 1.0, 0.6, 1.0, 0.2, 0.8, 1.1, 1.6, 1.1, 0.1, 0.7), strict=True)
    ),
    "businesses": dict(
        zip(KINDS, (4.0, 1.2, 3.0, 1.0, 2.2, 1.6, 0.4, 0.8, 0.6, 0.5, 0.1, 1.8), strict=True)
    ),
}


@dataclass(frozen=True)
class Crime:
    """How many offences, where and when.

    Concentration: gamma-Poisson; a shape near 0.15 to 0.20 puts half of all incidents on 4 to 6 %
    of segments, the range of Weisburd 2015 for larger cities. Near repeats: window of Johnson et
    al. 2007. Hours and weekdays: `time_profiles.csv`, computed from open police data.
    """

    recorded_per_year: float = 12_000.0
    offences: tuple[Offence, ...] = OFFENCES
    opportunity: dict[str, dict[str, float]] = field(default_factory=lambda: dict(OPPORTUNITY))
    road_factor: dict[str, float] = field(
        default_factory=lambda: {
            "arterial": 1.7,
            "collector": 1.35,
            "residential": 1.0,
            "lane": 0.75,
        }
    )  # of the opportunity per metre of street: design
    place_shape: float = 0.26  # gamma shape of the risk that all offences share
    offence_shape: float = 2.2  # gamma shape of the risk of one offence alone
    low_light: float = 1.25  # risk of a street under 3 lx against a well-lit one, day and night
    near_repeat_share: float = 0.13  # residential burglaries that follow another one
    near_repeat_m: float = 200.0
    near_repeat_days: float = 14.0
    default_hours: tuple[int, int] = (0, 12)  # spikes in the source profiles, taken out here
    headroom: float = 1.75  # candidates drawn per offence that happens; effects may not exceed it


@dataclass(frozen=True)
class Effects:
    """What light and projects do to the number of offences: factors on the rate.

    Relighting: property crime after dark -14 %, violence unchanged (Welsh, Farrington and
    Douglas 2022). Outages: nothing on the dark street, more next door (direction: Chalfin, Kaplan
    and LaForest 2022; size: that of theft from vehicles on streets next to dark
    ones in Tompson et al. 2023).
    """

    relit: float = 0.86
    relit_offences: tuple[str, ...] = (
        "theft_from_person",
        "theft_from_vehicle",
        "theft_of_vehicle",
        "bicycle_theft",
        "residential_burglary",
        "commercial_burglary",
        "vandalism",
    )
    relit_neighbour: float = 0.95  # same offences on streets near a relit one: design
    outage_same_street: float = 1.0
    outage_neighbour: float = 1.55
    outage_offences: tuple[str, ...] = (
        "street_robbery",
        "theft_from_vehicle",
        "theft_of_vehicle",
    )
    near_m: float = 100.0  # from street midpoint to street midpoint
    path: float = 0.85  # outdoor offences on the streets of the path project, all hours: design
    harassment_after_campaign: float = 0.90  # true harassment, from the campaign on: design


@dataclass(frozen=True)
class Projects:
    """What the city did, and when. Design. Sites are chosen because they were bad."""

    relighting_starts: tuple[date, ...] = (date(2024, 3, 1), date(2024, 7, 1), date(2024, 11, 1))
    waiting_groups: int = 3  # neighbourhoods that wait, for each one that a phase relights
    eligible_share: float = 0.17  # worst unlit-property-crime streets of the first year
    path_start: date = date(2024, 5, 1)
    path_streets: int = 30  # about 1.7 km of lanes
    campaign_start: date = date(2024, 9, 1)
    campaign_reported: float = 0.11  # share of harassment reported after the campaign
    first_year_days: int = 365  # records that the choice of sites looks at


@dataclass(frozen=True)
class Police:
    """How the police export differs from the clean table. Design, after open police data.

    Default times: in the Vancouver file of 2020, 8 to 10 % of some offences stand at midnight and
    3 to 4 % an hour later. Buddhist-era years are 543 ahead of the common era.
    """

    stations: int = 5
    midnight_share: float = 0.05  # of property offences whose hour nobody knows: written 00:00
    noon_share: float = 0.015  # the same, written 12:00
    default_offences: tuple[str, ...] = (
        "theft_from_vehicle",
        "theft_of_vehicle",
        "bicycle_theft",
        "residential_burglary",
        "commercial_burglary",
        "vandalism",
    )
    window_hours: dict[str, float] = field(
        default_factory=lambda: {
            "theft_from_vehicle": 7.0,
            "theft_of_vehicle": 8.0,
            "bicycle_theft": 6.0,
            "residential_burglary": 8.0,
            "commercial_burglary": 10.0,
        }
    )  # median time between last seen safe and found gone
    window_spread: float = 0.6  # log-normal
    at_station: float = 0.03  # positions geocoded to the police station
    no_position: float = 0.010  # written 0, 0
    swapped_position: float = 0.004  # easting and northing exchanged
    sent_twice: float = 0.012  # the same case, again
    entered_twice: float = 0.008  # the same event under another case number
    mixed_station: int = 4  # the station that mixes date formats
    mixed_shares: tuple[float, float, float] = (0.55, 0.25, 0.20)  # Buddhist, day first, ISO
    report_delay_days: float = 1.2
    boundary_change: date = date(2024, 4, 1)  # some streets move to the next neighbourhood
    boundary_share: float = 0.35  # of one neighbourhood's streets


@dataclass(frozen=True)
class Survey:
    """Victimisation and feeling of safety: two waves of interviews.

    Unsafe after dark: near Korea 2020 and the United Kingdom 2021 (women about half, men about
    one in six). Harassment: design. Household and personal victimisation follow the simulated
    true offences. The question on safety was reworded between the waves.
    """

    waves: tuple[int, ...] = (2023, 2025)
    month: int = 10
    contacts_per_neighbourhood: int = 150
    adult_share: float = 0.82  # residents of 16 and over
    age_share: tuple[float, ...] = (0.16, 0.21, 0.28, 0.21, 0.14)
    response: dict[str, float] = field(default_factory=lambda: {"woman": 0.62, "man": 0.54})
    disability: tuple[float, ...] = (0.04, 0.05, 0.07, 0.12, 0.27)  # by age group
    unsafe: dict[str, tuple[float, ...]] = field(
        default_factory=lambda: {
            "woman": (0.60, 0.58, 0.54, 0.51, 0.49),
            "man": (0.15, 0.14, 0.16, 0.18, 0.18),
        }
    )  # share who feel a bit or very unsafe after dark, first wave, by age group
    dim_unsafe: float = 0.35  # added log-odds where every street is dim, against none
    reworded_unsafe: float = -0.35  # added log-odds from the new wording: the series break
    relit_unsafe: float = -0.40  # added log-odds on streets relit or on the path
    never_out: dict[str, tuple[float, ...]] = field(
        default_factory=lambda: {
            "woman": (0.04, 0.05, 0.07, 0.12, 0.24),
            "man": (0.02, 0.02, 0.03, 0.05, 0.13),
        }
    )  # share who never go out after dark: no answer to how safe it feels
    harassment: dict[str, tuple[float, ...]] = field(
        default_factory=lambda: {
            "woman": (0.30, 0.24, 0.15, 0.09, 0.05),
            "man": (0.09, 0.07, 0.05, 0.04, 0.03),
        }
    )  # victims in 12 months before the first wave, by age group
    sexual_share: dict[str, float] = field(default_factory=lambda: {"woman": 0.55, "man": 0.20})
    psychological: dict[str, float] = field(default_factory=lambda: {"woman": 0.062, "man": 0.048})
    sexual_violence: dict[str, float] = field(
        default_factory=lambda: {"woman": 0.009, "man": 0.0015}
    )
    sexual_violence_reported: float = 0.28  # Australian Bureau of Statistics 2018-19
    psychological_reported: float = 0.35  # face-to-face threats, the same source


@dataclass(frozen=True)
class Audit:
    """Walking audits: nine marks of 0 to 3 by several raters. Design.

    A rater sees the true mark with chance `agreement` and otherwise guesses from the overall
    distribution of that mark, so two raters have Cohen's kappa agreement squared.
    """

    walks: int = 24
    stops_per_walk: int = 14
    raters: int = 30
    raters_per_walk: int = 3
    agreement: float = 0.82
    strict_raters: int = 4  # these take a mark off, often
    strictness: float = 0.6
    dark_below_lx: float = 1.05  # street means that earn lighting 0, 1, 2 (below), else 3
    poor_below_lx: float = 3.0
    good_from_lx: float = 7.5


@dataclass(frozen=True)
class Costs:
    """What measures cost, in thousands of the city's own invented money. Design."""

    relit_lamp: float = 0.9
    path_street: float = 6.0
    campaign: float = 250.0
    faster_repair_year: float = 180.0


@dataclass(frozen=True)
class Parameters:
    """The whole city. ``Parameters()`` is Lantern Bay as published."""

    place: Place = field(default_factory=Place)
    ground: Ground = field(default_factory=Ground)
    lamps: Lamps = field(default_factory=Lamps)
    faults: Faults = field(default_factory=Faults)
    lux: LuxSurvey = field(default_factory=LuxSurvey)
    crime: Crime = field(default_factory=Crime)
    effects: Effects = field(default_factory=Effects)
    projects: Projects = field(default_factory=Projects)
    police: Police = field(default_factory=Police)
    survey: Survey = field(default_factory=Survey)
    audit: Audit = field(default_factory=Audit)
    costs: Costs = field(default_factory=Costs)

    def __post_init__(self) -> None:
        from .checks import check_parameters

        check_parameters(self)


def replaced(parameters: Parameters, **changes) -> Parameters:
    """A copy with some values changed: ``replaced(p, effects__relit=1.0)``.

    Raises
    ------
    ValueError
        If a name does not exist.
    """
    for path, value in changes.items():
        part, _, name = path.partition("__")
        inner = getattr(parameters, part, None)
        if not is_dataclass(inner) or name not in {f.name for f in fields(inner)}:
            raise ValueError(
                f"{path}: no such parameter. Write part__name, for example effects__relit."
            )
        parameters = replace(parameters, **{part: replace(inner, **{name: value})})
    return parameters
