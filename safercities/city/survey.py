"""Stage 5, records: a survey of victimisation and of how safe people feel.

In each wave the same number of people is asked in every neighbourhood, so weights differ. Women
answer more often than men; weights are set by neighbourhood and sex, which makes up for it.
"""

import numpy as np
import pandas as pd

from .crime import true_count_per_year
from .life import DIM_LX
from .light import mean_lux
from .parameters import Parameters
from .randomness import stream
from .simulate import City

AGES = ("16-24", "25-34", "35-49", "50-64", "65+")
PERSONAL = ("street_robbery", "theft_from_person", "assault")
HOUSEHOLD = ("residential_burglary", "theft_from_vehicle", "theft_of_vehicle", "bicycle_theft")
SAFETY = ("very_safe", "fairly_safe", "bit_unsafe", "very_unsafe")
PLACES = ("street", "transport", "market", "workplace", "online")


def interviews(city: City) -> pd.DataFrame:
    """Everyone who was asked, in both waves; those who did not answer have blanks.

    Returns
    -------
    DataFrame
        wave, neighbourhood (row number), outcome, interviewed (day number, -1 if not), sex,
        age (code), disability, weight, and the answers.
    """
    waves = [_wave(city, number) for number in range(len(city.parameters.survey.waves))]
    return pd.concat(waves, ignore_index=True)


def harassment_prevalence(parameters: Parameters, wave: int) -> dict[str, float]:
    """Planted share of victims of harassment in 12 months by sex; `wave` counts from 0."""
    survey = parameters.survey
    change = parameters.effects.harassment_after_campaign if wave else 1.0
    return {
        sex: float(np.dot(values, survey.age_share)) * change
        for sex, values in survey.harassment.items()
    }


def _wave(city, number):
    survey = city.parameters.survey
    rng = stream(city.seed, "survey", str(survey.waves[number]))
    people = _people(city, survey, rng)
    people.insert(0, "wave", survey.waves[number])
    asked = people["outcome"] == "interviewed"
    answers = pd.concat(
        [
            _feelings(people, city, number, rng),
            _victims(people, city, number, rng),
        ],
        axis=1,
    )
    day = np.datetime64(f"{survey.waves[number]}-{survey.month:02d}-01").astype(int)
    people["interviewed"] = np.where(asked, day + rng.integers(0, 45, len(people)), -1)
    people["weight"] = _weights(people, city, asked.to_numpy())
    blank = answers.astype(object).where(asked, "")
    return pd.concat([people, blank], axis=1)


def _people(city, survey, rng):
    count = survey.contacts_per_neighbourhood
    neighbourhood = np.repeat(np.arange(len(city.ground.neighbourhoods)), count)
    n = len(neighbourhood)
    sex = np.where(rng.random(n) < 0.5, "woman", "man")
    age = rng.choice(len(AGES), n, p=survey.age_share)
    rate = np.where(sex == "woman", survey.response["woman"], survey.response["man"])
    luck = rng.random(n)
    outcome = np.select(
        [luck < rate, luck < rate + 0.6 * (1 - rate)], ["interviewed", "no_contact"], "refused"
    )
    disability = rng.random(n) < np.array(survey.disability)[age]
    street = _homes(city, neighbourhood, rng)
    return pd.DataFrame(
        {
            "neighbourhood": neighbourhood,
            "outcome": outcome,
            "sex": sex,
            "age": age,
            "disability": np.where(disability, "yes", "no"),
            "street": street,
        }
    )


def _homes(city, neighbourhood, rng):
    """A home street in the neighbourhood, by length."""
    streets = city.ground.streets
    reached = np.cumsum(streets["length_m"].to_numpy())
    own = streets["neighbourhood"].to_numpy()
    first = np.searchsorted(own, neighbourhood, side="left")
    last = np.searchsorted(own, neighbourhood, side="right") - 1
    low = np.where(first > 0, reached[np.maximum(first - 1, 0)], 0.0)
    target = low + rng.random(len(neighbourhood)) * (reached[last] - low)
    return np.clip(np.searchsorted(reached, target), first, last)


def _feelings(people, city, number, rng):
    survey, n = city.parameters.survey, len(people)
    woman, age = (people["sex"] == "woman").to_numpy(), people["age"].to_numpy()

    def by_person(table):
        return np.where(woman, np.array(table["woman"])[age], np.array(table["man"])[age])

    day = int(np.datetime64(f"{survey.waves[number]}-{survey.month:02d}-01").astype(int))
    lamps = city.lamps if number else city.old_lamps
    dim = (mean_lux(lamps, city.ground.streets, day, city.parameters) < DIM_LX).astype(float)
    built = city.sites.loc[city.sites["status"] == "done", "street"]
    improved = np.isin(people["street"], built) & (number > 0)
    p = by_person(survey.unsafe)
    street = people["street"].to_numpy()
    logit = np.log(p / (1 - p)) + survey.dim_unsafe * (dim[street] - dim.mean())
    logit = logit + (survey.reworded_unsafe if number else 0.0) + survey.relit_unsafe * improved
    unsafe = rng.random(n) < 1 / (1 + np.exp(-logit))
    strong = rng.random(n) < 0.35
    never = rng.random(n) < by_person(survey.never_out)
    answer = np.select(
        [unsafe & strong, unsafe, strong],
        ["very_unsafe", "bit_unsafe", "very_safe"],
        default="fairly_safe",
    )
    often = np.select(
        [never, rng.random(n) < np.where(unsafe, 0.45, 0.15)], ["never", "rarely"], "often"
    )
    enough = rng.random(n) < np.where(dim[street] > 0, 0.35, 0.72)
    return pd.DataFrame(
        {
            "goes_out_after_dark": often,
            "safe_after_dark": np.where(never, "never_out", answer),
            "light_enough": np.where(enough, "yes", "no"),
        }
    )


def _victims(people, city, number, rng):
    """Victims in 12 months and whether the latest event was reported."""
    p, n = city.parameters, len(people)
    offences = {o.name: o for o in p.crime.offences}
    adults = p.ground.population * p.survey.adult_share
    homes = p.ground.population / p.ground.people_per_dwelling
    answers = {}

    def ask(name, chance, reported):
        victim = rng.random(n) < chance
        told = rng.random(n) < reported
        answers[name] = np.where(victim, "yes", "no")
        answers[f"{name}_reported"] = np.where(victim, np.where(told, "yes", "no"), "")

    for name in PERSONAL + HOUSEHOLD:
        base = adults if name in PERSONAL else homes
        rate = true_count_per_year(offences[name], p) / base
        ask(name, 1 - np.exp(-rate), offences[name].reported)
    woman, age = (people["sex"] == "woman").to_numpy(), people["age"].to_numpy()

    def by_sex(table):
        return np.where(woman, table["woman"], table["man"])

    change = p.effects.harassment_after_campaign if number else 1.0
    harassed = np.where(
        woman,
        np.array(p.survey.harassment["woman"])[age],
        np.array(p.survey.harassment["man"])[age],
    )
    told = p.projects.campaign_reported if number else offences["harassment"].reported
    ask("harassment", harassed * change, told)
    victim = answers["harassment"] == "yes"
    sexual = rng.random(n) < by_sex(p.survey.sexual_share)
    answers["harassment_kind"] = np.where(victim, np.where(sexual, "sexual", "non_sexual"), "")
    where = np.array(PLACES)[rng.choice(5, n, p=(0.38, 0.27, 0.15, 0.12, 0.08))]
    answers["harassment_place"] = np.where(victim, where, "")
    ask("psychological_violence", by_sex(p.survey.psychological), p.survey.psychological_reported)
    ask("sexual_violence", by_sex(p.survey.sexual_violence), p.survey.sexual_violence_reported)
    return pd.DataFrame(answers)


def _weights(people, city, asked):
    """Adults that each interview stands for; 0 without an interview."""
    adults = (
        city.ground.neighbourhoods["population"].to_numpy() * city.parameters.survey.adult_share
    )
    cell = people["neighbourhood"].to_numpy() * 2 + (people["sex"] == "woman").to_numpy()
    answered = np.bincount(cell, weights=asked, minlength=2 * len(adults))
    weight = adults[people["neighbourhood"]] / 2 / np.maximum(answered[cell], 1)
    return np.where(asked, weight, 0.0)
