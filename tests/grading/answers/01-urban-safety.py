# ruff: noqa
"""Known answers to the urban safety assignment, read as text by the harness and never imported.

Each cell replaces the stub in one task's answer cell, so the tables that the cell reads above
the stub are there. Two right answers at least, found in another way than the model answer, and
three wrong ones at least, each with the slip as its name.
"""

# %% task 1 right: plain Python, one pass over each table
counts = {"crime": 0, "violence": 0, "disorder": 0}
for row in incidents.itertuples():
    if not row.occurred_at.startswith("2025"):
        continue
    counts["crime"] += 1
    counts["violence"] += row.iccs.startswith("02") or row.iccs.startswith("04")
    counts["disorder"] += row.offence == "vandalism"
unsafe = never = everyone = 0.0
for person in survey.itertuples():
    if person.wave == 2025 and person.outcome == "interviewed":
        everyone += person.weight
        never += person.weight * (person.safe_after_dark == "never_out")
        unsafe += person.weight * (person.safe_after_dark in ("bit_unsafe", "very_unsafe"))
five_numbers = counts | {"fear": unsafe / (everyone - never), "never_out": never / everyone}

# %% task 1 right: real times, np.average and rounding
when = pd.to_datetime(incidents["occurred_at"])
year = incidents[when.dt.year == 2025]
people = survey.query("wave == 2025 and weight > 0")
out = people[people["goes_out_after_dark"] != "never"]
five_numbers = {
    "never_out": round(
        np.average(people["safe_after_dark"] == "never_out", weights=people["weight"]), 4
    ),
    "fear": round(
        np.average(out["safe_after_dark"].str.endswith("unsafe"), weights=out["weight"]), 4
    ),
    "disorder": year["offence"].value_counts()["vandalism"],
    "violence": year["offence"].isin(["assault", "harassment", "street_robbery"]).sum(),
    "crime": year.shape[0],
}

# %% task 1 wrong: forgot the weights
year = incidents[incidents["occurred_at"].str[:4] == "2025"]
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
never = people["safe_after_dark"] == "never_out"
five_numbers = {
    "crime": len(year),
    "violence": int(year["iccs"].str[:2].isin(["02", "04"]).sum()),
    "disorder": int((year["offence"] == "vandalism").sum()),
    "fear": people.loc[~never, "safe_after_dark"].isin(["bit_unsafe", "very_unsafe"]).mean(),
    "never_out": never.mean(),
}

# %% task 1 wrong: counted robbery as property and not as violence
year = incidents[incidents["occurred_at"].str[:4] == "2025"]
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
never = people["safe_after_dark"] == "never_out"
out = people[~never]
five_numbers = {
    "crime": len(year),
    "violence": int((year["iccs"].str[:2] == "02").sum()),
    "disorder": int((year["offence"] == "vandalism").sum()),
    "fear": np.average(
        out["safe_after_dark"].isin(["bit_unsafe", "very_unsafe"]), weights=out["weight"]
    ),
    "never_out": np.average(never, weights=people["weight"]),
}

# %% task 1 wrong: took all three years
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
never = people["safe_after_dark"] == "never_out"
out = people[~never]
five_numbers = {
    "crime": len(incidents),
    "violence": int(incidents["iccs"].str[:2].isin(["02", "04"]).sum()),
    "disorder": int((incidents["offence"] == "vandalism").sum()),
    "fear": np.average(
        out["safe_after_dark"].isin(["bit_unsafe", "very_unsafe"]), weights=out["weight"]
    ),
    "never_out": np.average(never, weights=people["weight"]),
}

# %% task 1 wrong: left people who never go out in the base of fear
year = incidents[incidents["occurred_at"].str[:4] == "2025"]
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
unsafe = people["safe_after_dark"].isin(["bit_unsafe", "very_unsafe"])
five_numbers = {
    "crime": len(year),
    "violence": int(year["iccs"].str[:2].isin(["02", "04"]).sum()),
    "disorder": int((year["offence"] == "vandalism").sum()),
    "fear": np.average(unsafe, weights=people["weight"]),
    "never_out": np.average(people["safe_after_dark"] == "never_out", weights=people["weight"]),
}

# %% task 1 wrong: mixed the two waves
year = incidents[incidents["occurred_at"].str[:4] == "2025"]
people = survey[survey["outcome"] == "interviewed"]
never = people["safe_after_dark"] == "never_out"
out = people[~never]
five_numbers = {
    "crime": len(year),
    "violence": int(year["iccs"].str[:2].isin(["02", "04"]).sum()),
    "disorder": int((year["offence"] == "vandalism").sum()),
    "fear": np.average(
        out["safe_after_dark"].isin(["bit_unsafe", "very_unsafe"]), weights=out["weight"]
    ),
    "never_out": np.average(never, weights=people["weight"]),
}

# %% task 2 right: plain Python
number = {place: 0 for place in neighbourhoods["neighbourhood_id"]}
for offence, place in zip(incidents["offence"], incidents["neighbourhood_id"]):
    if offence == "residential_burglary":
        number[place] += 1
homes = dict(zip(neighbourhoods["neighbourhood_id"], neighbourhoods["dwellings"]))
burglary_rate = pd.Series({place: 1000 * n / homes[place] / 3 for place, n in number.items()})

# %% task 2 right: a mean over the years, rounded
in_year = incidents.assign(year=incidents["occurred_at"].str[:4])
by_year = in_year.query("offence == 'residential_burglary'").pivot_table(
    index="neighbourhood_id", columns="year", values="incident_id", aggfunc="count", fill_value=0
)
table = neighbourhoods.set_index("neighbourhood_id").join(by_year.mean(axis=1).rename("a_year"))
burglary_rate = (table["a_year"].fillna(0) / (table["dwellings"] / 1000)).round(4)
burglary_rate = burglary_rate.sort_values()

# %% task 2 wrong: divided by residents
burglaries = incidents[incidents["offence"] == "residential_burglary"]
burglaries = burglaries.groupby("neighbourhood_id").size()
residents = neighbourhoods.set_index("neighbourhood_id")["population"]
burglary_rate = burglaries.reindex(residents.index, fill_value=0) / residents / 3 * 1000

# %% task 2 wrong: forgot that there are three years
burglaries = incidents[incidents["offence"] == "residential_burglary"]
burglaries = burglaries.groupby("neighbourhood_id").size()
homes = neighbourhoods.set_index("neighbourhood_id")["dwellings"]
burglary_rate = burglaries.reindex(homes.index, fill_value=0) / homes * 1000

# %% task 2 wrong: added the burglaries of shops
burglaries = incidents[incidents["offence"].str.endswith("burglary")]
burglaries = burglaries.groupby("neighbourhood_id").size()
homes = neighbourhoods.set_index("neighbourhood_id")["dwellings"]
burglary_rate = burglaries.reindex(homes.index, fill_value=0) / homes / 3 * 1000

# %% task 2 wrong: turned the rate upside down
burglaries = incidents[incidents["offence"] == "residential_burglary"]
burglaries = burglaries.groupby("neighbourhood_id").size()
homes = neighbourhoods.set_index("neighbourhood_id")["dwellings"]
burglary_rate = homes / burglaries.reindex(homes.index, fill_value=0).clip(lower=1) / 3 * 1000

# %% task 3 right: a weighted mean with numpy
place = footfall["neighbourhood_id"]
weight = np.select([footfall["day_type"] == "weekday"], [5], default=1)
present = {
    name: np.average(footfall.loc[place == name, "people"], weights=weight[place == name])
    for name in place.unique()
}
robbed = incidents.loc[incidents["offence"] == "street_robbery", "neighbourhood_id"]
rows = {}
for row in neighbourhoods.itertuples():
    a_year = (robbed == row.neighbourhood_id).sum() / 3
    rows[row.neighbourhood_id] = {
        "per_present": a_year / present[row.neighbourhood_id] * 1e5,
        "per_resident": a_year / row.population * 1e5,
    }
robbery_rates = pd.DataFrame.from_dict(rows, orient="index").sort_values("per_present")

# %% task 3 right: a pivot table of days, rounded
days = footfall.pivot_table(
    index="neighbourhood_id", columns="day_type", values="people", aggfunc="sum"
)
person_hours = days @ pd.Series({"weekday": 5, "saturday": 1, "sunday": 1}).reindex(days.columns)
table = neighbourhoods.set_index("neighbourhood_id")[["population"]].join(
    person_hours.rename("person_hours")
)
table["count"] = (
    incidents.query("offence == 'street_robbery'").value_counts("neighbourhood_id").astype(int)
)
table = table.fillna({"count": 0})
table["per_resident"] = (table["count"] / (3 * table["population"]) * 100_000).round(1)
table["per_present"] = (table["count"] / (3 * table["person_hours"] / 168) * 100_000).round(1)
robbery_rates = table

# %% task 3 wrong: gave the three types of day the same weight
places = neighbourhoods.set_index("neighbourhood_id")
a_year = incidents[incidents["offence"] == "street_robbery"].groupby("neighbourhood_id").size() / 3
a_year = a_year.reindex(places.index, fill_value=0)
present = footfall.groupby("neighbourhood_id")["people"].mean()
robbery_rates = pd.DataFrame(
    {"per_resident": a_year / places["population"] * 1e5, "per_present": a_year / present * 1e5}
)

# %% task 3 wrong: took the people of the busiest hour
places = neighbourhoods.set_index("neighbourhood_id")
a_year = incidents[incidents["offence"] == "street_robbery"].groupby("neighbourhood_id").size() / 3
a_year = a_year.reindex(places.index, fill_value=0)
present = footfall.groupby("neighbourhood_id")["people"].max()
robbery_rates = pd.DataFrame(
    {"per_resident": a_year / places["population"] * 1e5, "per_present": a_year / present * 1e5}
)

# %% task 3 wrong: counted theft from the person as robbery
places = neighbourhoods.set_index("neighbourhood_id")
robbed = incidents[incidents["offence"].isin(["street_robbery", "theft_from_person"])]
a_year = robbed.groupby("neighbourhood_id").size().reindex(places.index, fill_value=0) / 3
days = footfall["day_type"].map({"weekday": 5, "saturday": 1, "sunday": 1})
present = (footfall["people"] * days).groupby(footfall["neighbourhood_id"]).sum() / 168
robbery_rates = pd.DataFrame(
    {"per_resident": a_year / places["population"] * 1e5, "per_present": a_year / present * 1e5}
)

# %% task 3 wrong: exchanged the two columns
places = neighbourhoods.set_index("neighbourhood_id")
a_year = incidents[incidents["offence"] == "street_robbery"].groupby("neighbourhood_id").size() / 3
a_year = a_year.reindex(places.index, fill_value=0)
days = footfall["day_type"].map({"weekday": 5, "saturday": 1, "sunday": 1})
present = (footfall["people"] * days).groupby(footfall["neighbourhood_id"]).sum() / 168
robbery_rates = pd.DataFrame(
    {"per_present": a_year / places["population"] * 1e5, "per_resident": a_year / present * 1e5}
)


# %% task 4 right: halving an interval
def mean_where(number, chance):
    below, above = 0.0, 100.0
    while above - below > 1e-6:
        middle = (below + above) / 2
        if chance_of_at_most(number, middle) > chance:
            below = middle
        else:
            above = middle
    return below


low = mean_where(count - 1, 0.975) if count > 0 else 0
return low, mean_where(count, 0.025)

# %% task 4 right: walking in small steps
low = 0.0
while count > 0 and 1 - chance_of_at_most(count - 1, low) < 0.025:
    low += 0.005
high = float(count)
while chance_of_at_most(count, high) > 0.025:
    high += 0.005
return [low, high]

# %% task 4 wrong: took the simple normal interval
half = 1.96 * count**0.5
return count - half, count + half

# %% task 4 wrong: took the quick rule with the square root
root = count**0.5
return max(root - 1, 0) ** 2, (root + 1) ** 2

# %% task 4 wrong: left 5 % on each side
means = np.arange(0, 60, 0.01)
or_fewer = np.array([chance_of_at_most(count, mean) for mean in means])
or_more = np.array([1 - chance_of_at_most(count - 1, mean) for mean in means])
low = 0.0 if count == 0 else means[or_more >= 0.05][0]
return low, means[or_fewer >= 0.05][-1]

# %% task 4 wrong: counted the observed number on one side only
means = np.arange(0, 60, 0.01)
or_fewer = np.array([chance_of_at_most(count, mean) for mean in means])
more = np.array([1 - chance_of_at_most(count, mean) for mean in means])
return means[more >= 0.025][0], means[or_fewer >= 0.025][-1]

# %% task 5 right: neighbourhood by neighbourhood
burglaries = incidents.query("offence == 'residential_burglary' and occurred_at >= '2025'")
per_home = len(burglaries) / neighbourhoods["dwellings"].sum()
rows = []
for row in neighbourhoods.itertuples():
    mean = per_home * row.dwellings
    count = (burglaries["neighbourhood_id"] == row.neighbourhood_id).sum()
    low_side = chance_of_at_most(count, mean)
    high_side = 1 - chance_of_at_most(count - 1, mean)
    rows.append((row.neighbourhood_id, round(mean, 2), min(low_side, high_side) < 0.025))
beyond_chance = pd.DataFrame(rows, columns=["id", "expected", "beyond"]).set_index("id")

# %% task 5 right: the band of counts that chance allows
year = incidents["occurred_at"].str[:4].astype(int)
chosen = incidents[(incidents["offence"] == "residential_burglary") & (year == 2025)]
table = neighbourhoods.set_index("neighbourhood_id")[["dwellings"]].copy()
table["count"] = chosen["neighbourhood_id"].value_counts()
table["count"] = table["count"].fillna(0)
table["expected"] = table["dwellings"] * table["count"].sum() / table["dwellings"].sum()


def allowed(mean):
    fits = [
        n
        for n in range(int(mean + 12 * mean**0.5 + 12))
        if chance_of_at_most(n, mean) >= 0.025 and 1 - chance_of_at_most(n - 1, mean) >= 0.025
    ]
    return min(fits), max(fits)


bands = table["expected"].map(allowed)
table["beyond"] = [not low <= count <= high for count, (low, high) in zip(table["count"], bands)]
beyond_chance = table.sort_values("beyond")

# %% task 5 wrong: expected the same count everywhere
in_2025 = incidents[incidents["occurred_at"].str[:4] == "2025"]
counts = in_2025[in_2025["offence"] == "residential_burglary"].groupby("neighbourhood_id").size()
counts = counts.reindex(neighbourhoods["neighbourhood_id"], fill_value=0)
mean = counts.mean()
low_side = np.array([chance_of_at_most(n, mean) for n in counts])
high_side = np.array([1 - chance_of_at_most(n - 1, mean) for n in counts])
beyond_chance = pd.DataFrame(
    {"expected": mean, "beyond": (low_side < 0.025) | (high_side < 0.025)}, index=counts.index
)

# %% task 5 wrong: took all three years
counts = (
    incidents[incidents["offence"] == "residential_burglary"].groupby("neighbourhood_id").size()
)
homes = neighbourhoods.set_index("neighbourhood_id")["dwellings"]
counts = counts.reindex(homes.index, fill_value=0)
expected = counts.sum() / homes.sum() * homes
low_side = np.array([chance_of_at_most(n, m) for n, m in zip(counts, expected)])
high_side = np.array([1 - chance_of_at_most(n - 1, m) for n, m in zip(counts, expected)])
beyond_chance = pd.DataFrame(
    {"expected": expected, "beyond": (low_side < 0.025) | (high_side < 0.025)}
)

# %% task 5 wrong: looked at high counts only
in_2025 = incidents[incidents["occurred_at"].str[:4] == "2025"]
counts = in_2025[in_2025["offence"] == "residential_burglary"].groupby("neighbourhood_id").size()
homes = neighbourhoods.set_index("neighbourhood_id")["dwellings"]
counts = counts.reindex(homes.index, fill_value=0)
expected = counts.sum() / homes.sum() * homes
high_side = np.array([1 - chance_of_at_most(n - 1, m) for n, m in zip(counts, expected)])
beyond_chance = pd.DataFrame({"expected": expected, "beyond": high_side < 0.025})

# %% task 5 wrong: called every difference real
in_2025 = incidents[incidents["occurred_at"].str[:4] == "2025"]
counts = in_2025[in_2025["offence"] == "residential_burglary"].groupby("neighbourhood_id").size()
homes = neighbourhoods.set_index("neighbourhood_id")["dwellings"]
counts = counts.reindex(homes.index, fill_value=0)
expected = counts.sum() / homes.sum() * homes
beyond_chance = pd.DataFrame({"expected": expected, "beyond": (counts - expected).abs() > 1})

# %% task 6 right: sums of columns, and the roots of Wilson's equation
asked = survey.query("outcome == 'interviewed'")
long = []
for offence in OFFENCES:
    part = asked.loc[asked[offence] == "yes", ["weight", f"{offence}_reported"]]
    long.append(pd.DataFrame({"offence": offence, "w": part["weight"], "told": part.iloc[:, 1]}))
long = pd.concat(long)
long["wy"], long["ww"] = long["w"] * (long["told"] == "yes"), long["w"] ** 2
sums = long.groupby("offence")[["w", "wy", "ww"]].sum()
dark_figure = pd.DataFrame({"reported": sums["wy"] / sums["w"]})
dark_figure["recorded"] = incidents["offence"].value_counts() / 3
dark_figure["estimated"] = dark_figure["recorded"] / dark_figure["reported"]
for offence, row in sums.iterrows():
    p, n = row["wy"] / row["w"], row["w"] ** 2 / row["ww"]
    roots = sorted(np.roots([1 + 1.96**2 / n, -2 * p - 1.96**2 / n, p**2]).real)
    recorded = dark_figure.loc[offence, "recorded"]
    dark_figure.loc[offence, ["high", "low"]] = recorded / np.array(roots)
dark_figure["rank_recorded"] = dark_figure["recorded"].rank(ascending=False)
dark_figure["rank_estimated"] = dark_figure["estimated"].rank(ascending=False)

# %% task 6 right: one list of dictionaries, with the exact normal quantile
z = 1.959964
rows = []
for offence in OFFENCES:
    people = survey[survey[offence].eq("yes")]
    w = people["weight"].to_numpy()
    y = people[offence + "_reported"].eq("yes").to_numpy()
    p, n = np.average(y, weights=w), w.sum() ** 2 / (w * w).sum()
    root = z * np.sqrt(n * p * (1 - p) + z**2 / 4)
    low_share, high_share = (
        (n * p + z**2 / 2 - root) / (n + z**2),
        (n * p + z**2 / 2 + root) / (n + z**2),
    )
    a_year = incidents["offence"].eq(offence).sum() / 3
    rows.append(
        {
            "offence": offence,
            "recorded": round(a_year, 1),
            "reported": round(p, 4),
            "estimated": round(a_year / p),
            "low": round(a_year / high_share),
            "high": round(a_year / low_share),
        }
    )
rows.sort(key=lambda row: -row["estimated"])
for number, row in enumerate(rows, start=1):
    row["rank_estimated"] = number
    row["rank_recorded"] = 1 + sum(other["recorded"] > row["recorded"] for other in rows)
dark_figure = pd.DataFrame(rows).set_index("offence")

# %% task 6 wrong: multiplied by the reporting rate
Z = 1.96
asked = survey[survey["outcome"] == "interviewed"]
rows = []
for offence in OFFENCES:
    victims = asked[asked[offence] == "yes"]
    w, told = victims["weight"], victims[f"{offence}_reported"] == "yes"
    p, n = w[told].sum() / w.sum(), w.sum() ** 2 / (w**2).sum()
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    least, most = (
        (p + Z**2 / (2 * n) - half) / (1 + Z**2 / n),
        (p + Z**2 / (2 * n) + half) / (1 + Z**2 / n),
    )
    recorded = (incidents["offence"] == offence).sum() / 3
    rows.append((recorded, p, recorded * p, recorded * least, recorded * most))
dark_figure = pd.DataFrame(
    rows, columns=["recorded", "reported", "estimated", "low", "high"], index=OFFENCES
)
for number in ["recorded", "estimated"]:
    dark_figure[f"rank_{number}"] = dark_figure[number].rank(ascending=False)

# %% task 6 wrong: forgot the weights
Z = 1.96
asked = survey[survey["outcome"] == "interviewed"]
rows = []
for offence in OFFENCES:
    victims = asked[asked[offence] == "yes"]
    p, n = (victims[f"{offence}_reported"] == "yes").mean(), len(victims)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    least, most = (
        (p + Z**2 / (2 * n) - half) / (1 + Z**2 / n),
        (p + Z**2 / (2 * n) + half) / (1 + Z**2 / n),
    )
    recorded = (incidents["offence"] == offence).sum() / 3
    rows.append((recorded, p, recorded / p, recorded / most, recorded / least))
dark_figure = pd.DataFrame(
    rows, columns=["recorded", "reported", "estimated", "low", "high"], index=OFFENCES
)
for number in ["recorded", "estimated"]:
    dark_figure[f"rank_{number}"] = dark_figure[number].rank(ascending=False)

# %% task 6 wrong: took the number of victims for the effective number
Z = 1.96
asked = survey[survey["outcome"] == "interviewed"]
rows = []
for offence in OFFENCES:
    victims = asked[asked[offence] == "yes"]
    w, told = victims["weight"], victims[f"{offence}_reported"] == "yes"
    p, n = w[told].sum() / w.sum(), len(victims)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    least, most = (
        (p + Z**2 / (2 * n) - half) / (1 + Z**2 / n),
        (p + Z**2 / (2 * n) + half) / (1 + Z**2 / n),
    )
    recorded = (incidents["offence"] == offence).sum() / 3
    rows.append((recorded, p, recorded / p, recorded / most, recorded / least))
dark_figure = pd.DataFrame(
    rows, columns=["recorded", "reported", "estimated", "low", "high"], index=OFFENCES
)
for number in ["recorded", "estimated"]:
    dark_figure[f"rank_{number}"] = dark_figure[number].rank(ascending=False)

# %% task 6 wrong: divided by the share of all adults who were victims and told
Z = 1.96
asked = survey[survey["outcome"] == "interviewed"]
rows = []
for offence in OFFENCES:
    w, told = asked["weight"], asked[f"{offence}_reported"] == "yes"
    p, n = w[told].sum() / w.sum(), w.sum() ** 2 / (w**2).sum()
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    least, most = (
        (p + Z**2 / (2 * n) - half) / (1 + Z**2 / n),
        (p + Z**2 / (2 * n) + half) / (1 + Z**2 / n),
    )
    recorded = (incidents["offence"] == offence).sum() / 3
    rows.append((recorded, p, recorded / p, recorded / most, recorded / least))
dark_figure = pd.DataFrame(
    rows, columns=["recorded", "reported", "estimated", "low", "high"], index=OFFENCES
)
for number in ["recorded", "estimated"]:
    dark_figure[f"rank_{number}"] = dark_figure[number].rank(ascending=False)

# %% task 6 wrong: gave rank 1 to the smallest number
Z = 1.96
asked = survey[survey["outcome"] == "interviewed"]
rows = []
for offence in OFFENCES:
    victims = asked[asked[offence] == "yes"]
    w, told = victims["weight"], victims[f"{offence}_reported"] == "yes"
    p, n = w[told].sum() / w.sum(), w.sum() ** 2 / (w**2).sum()
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    least, most = (
        (p + Z**2 / (2 * n) - half) / (1 + Z**2 / n),
        (p + Z**2 / (2 * n) + half) / (1 + Z**2 / n),
    )
    recorded = (incidents["offence"] == offence).sum() / 3
    rows.append((recorded, p, recorded / p, recorded / most, recorded / least))
dark_figure = pd.DataFrame(
    rows, columns=["recorded", "reported", "estimated", "low", "high"], index=OFFENCES
)
for number in ["recorded", "estimated"]:
    dark_figure[f"rank_{number}"] = dark_figure[number].rank()

# %% task 7 right: groups as a column
places = neighbourhoods.copy()
places["group"] = places["kind"].map(
    {"hillside": "hills", "old_quarter": "hills", "apartments": "homes", "residential": "homes"}
)
places["group"] = places["group"].fillna("rest")
week = footfall.assign(hours=footfall["day_type"].replace({"weekday": "5"}).map({"5": 5}).fillna(1))
present = (week["people"] * week["hours"]).groupby(week["neighbourhood_id"]).sum() / 168
places["present"] = places["neighbourhood_id"].map(present)
sums = places.groupby("group")[["present", "dwellings"]].sum()
found = incidents.merge(places[["neighbourhood_id", "group"]], on="neighbourhood_id")
counts = found.groupby(["offence", "group"]).size()
robbed, broken = counts["street_robbery"], counts["residential_burglary"]
others = ["homes", "rest"]
cases = {
    "burglary_vs_homes": (
        broken["hills"],
        sums.loc["hills", "dwellings"],
        broken["homes"],
        sums.loc["homes", "dwellings"],
    ),
    "robbery_vs_homes": (
        robbed["hills"],
        sums.loc["hills", "present"],
        robbed["homes"],
        sums.loc["homes", "present"],
    ),
    "robbery_vs_all": (
        robbed["hills"],
        sums.loc["hills", "present"],
        robbed[others].sum(),
        sums.loc[others, "present"].sum(),
    ),
}
rows = []
for name, (a, x, b, y) in cases.items():
    log_ratio, error = np.log(a / x) - np.log(b / y), np.sqrt(1 / a + 1 / b)
    ends = np.exp(log_ratio + 1.959964 * error * np.array([0, -1, 1]))
    rows.append([name, *ends.round(4)])
exposure = pd.DataFrame(rows, columns=["name", "ratio", "low", "high"]).set_index("name")

# %% task 7 right: plain Python
kind = dict(zip(neighbourhoods["neighbourhood_id"], neighbourhoods["kind"]))
homes_of = dict(zip(neighbourhoods["neighbourhood_id"], neighbourhoods["dwellings"]))
present_of = dict.fromkeys(kind, 0.0)
for row in footfall.itertuples():
    present_of[row.neighbourhood_id] += row.people * (5 if row.day_type == "weekday" else 1) / 168
pairs = list(zip(incidents["offence"], incidents["neighbourhood_id"]))


def total(offence, kinds, exposed):
    count = sum(1 for what, where in pairs if what == offence and kind[where] in kinds)
    return count, sum(value for where, value in exposed.items() if kind[where] in kinds)


hills = {"hillside", "old_quarter"}
result = {}
for name, offence, kinds, exposed in [
    ("robbery_vs_all", "street_robbery", set(kind.values()) - hills, present_of),
    ("robbery_vs_homes", "street_robbery", {"apartments", "residential"}, present_of),
    ("burglary_vs_homes", "residential_burglary", {"apartments", "residential"}, homes_of),
]:
    a, x = total(offence, hills, exposed)
    b, y = total(offence, kinds, exposed)
    ratio, spread = a * y / (b * x), np.exp(1.96 * (1 / a + 1 / b) ** 0.5)
    result[name] = [ratio / spread, ratio, ratio * spread]
exposure = pd.DataFrame.from_dict(result, orient="index", columns=["low", "ratio", "high"])

# %% task 7 wrong: divided robberies by residents
places = neighbourhoods.set_index("neighbourhood_id")
for offence in ["street_robbery", "residential_burglary"]:
    found = incidents[incidents["offence"] == offence].groupby("neighbourhood_id").size()
    places[offence] = found.reindex(places.index, fill_value=0)
hills = places[places["kind"].isin(["hillside", "old_quarter"])]
homes = places[places["kind"].isin(["apartments", "residential"])]
rows = {}
for name, group, offence, exposed in [
    ("robbery_vs_all", places.drop(hills.index), "street_robbery", "population"),
    ("robbery_vs_homes", homes, "street_robbery", "population"),
    ("burglary_vs_homes", homes, "residential_burglary", "dwellings"),
]:
    a, b = hills[offence].sum(), group[offence].sum()
    ratio = (a / hills[exposed].sum()) / (b / group[exposed].sum())
    spread = np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
exposure = pd.DataFrame(rows).T

# %% task 7 wrong: averaged the rates of the neighbourhoods
places = neighbourhoods.set_index("neighbourhood_id")
days = footfall["day_type"].map({"weekday": 5, "saturday": 1, "sunday": 1})
places["present"] = (footfall["people"] * days).groupby(footfall["neighbourhood_id"]).sum() / 168
for offence in ["street_robbery", "residential_burglary"]:
    found = incidents[incidents["offence"] == offence].groupby("neighbourhood_id").size()
    places[offence] = found.reindex(places.index, fill_value=0)
hills = places[places["kind"].isin(["hillside", "old_quarter"])]
homes = places[places["kind"].isin(["apartments", "residential"])]
rows = {}
for name, group, offence, exposed in [
    ("robbery_vs_all", places.drop(hills.index), "street_robbery", "present"),
    ("robbery_vs_homes", homes, "street_robbery", "present"),
    ("burglary_vs_homes", homes, "residential_burglary", "dwellings"),
]:
    ratio = (hills[offence] / hills[exposed]).mean() / (group[offence] / group[exposed]).mean()
    spread = np.exp(1.96 * np.sqrt(1 / hills[offence].sum() + 1 / group[offence].sum()))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
exposure = pd.DataFrame(rows).T

# %% task 7 wrong: compared with the whole city instead of the other neighbourhoods
places = neighbourhoods.set_index("neighbourhood_id")
days = footfall["day_type"].map({"weekday": 5, "saturday": 1, "sunday": 1})
places["present"] = (footfall["people"] * days).groupby(footfall["neighbourhood_id"]).sum() / 168
for offence in ["street_robbery", "residential_burglary"]:
    found = incidents[incidents["offence"] == offence].groupby("neighbourhood_id").size()
    places[offence] = found.reindex(places.index, fill_value=0)
hills = places[places["kind"].isin(["hillside", "old_quarter"])]
homes = places[places["kind"].isin(["apartments", "residential"])]
rows = {}
for name, group, offence, exposed in [
    ("robbery_vs_all", places, "street_robbery", "present"),
    ("robbery_vs_homes", homes, "street_robbery", "present"),
    ("burglary_vs_homes", homes, "residential_burglary", "dwellings"),
]:
    a, b = hills[offence].sum(), group[offence].sum()
    ratio = (a / hills[exposed].sum()) / (b / group[exposed].sum())
    spread = np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
exposure = pd.DataFrame(rows).T

# %% task 7 wrong: turned the ratios upside down
places = neighbourhoods.set_index("neighbourhood_id")
days = footfall["day_type"].map({"weekday": 5, "saturday": 1, "sunday": 1})
places["present"] = (footfall["people"] * days).groupby(footfall["neighbourhood_id"]).sum() / 168
for offence in ["street_robbery", "residential_burglary"]:
    found = incidents[incidents["offence"] == offence].groupby("neighbourhood_id").size()
    places[offence] = found.reindex(places.index, fill_value=0)
hills = places[places["kind"].isin(["hillside", "old_quarter"])]
homes = places[places["kind"].isin(["apartments", "residential"])]
rows = {}
for name, group, offence, exposed in [
    ("robbery_vs_all", places.drop(hills.index), "street_robbery", "present"),
    ("robbery_vs_homes", homes, "street_robbery", "present"),
    ("burglary_vs_homes", homes, "residential_burglary", "dwellings"),
]:
    a, b = hills[offence].sum(), group[offence].sum()
    ratio = (b / group[exposed].sum()) / (a / hills[exposed].sum())
    spread = np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
exposure = pd.DataFrame(rows).T

# %% task 8 right: plain Python
sums = {
    sex: {"unsafe": 0.0, "out": 0.0, "harassed": 0.0, "attacked": 0.0, "all": 0.0}
    for sex in ("man", "woman")
}
for person in survey.itertuples():
    if person.wave != 2025 or person.outcome != "interviewed":
        continue
    own = sums[person.sex]
    own["all"] += person.weight
    own["out"] += person.weight * (person.safe_after_dark != "never_out")
    own["unsafe"] += person.weight * person.safe_after_dark.endswith("_unsafe")
    own["harassed"] += person.weight * (person.harassment == "yes")
    own["attacked"] += person.weight * ("yes" in (person.street_robbery, person.assault))
by_sex = pd.DataFrame(
    {
        sex: {
            "unsafe": own["unsafe"] / own["out"],
            "harassed": own["harassed"] / own["all"],
            "attacked": own["attacked"] / own["all"],
        }
        for sex, own in sums.items()
    }
).T

# %% task 8 right: numpy averages, rounded
rows = {}
for sex in ["woman", "man"]:
    people = survey[(survey["sex"] == sex) & (survey["wave"] == 2025) & (survey["weight"] > 0)]
    out = people[people["goes_out_after_dark"] != "never"]
    either = people[["street_robbery", "assault"]].eq("yes").any(axis=1)
    rows[sex] = [
        np.average(
            out["safe_after_dark"].isin(["bit_unsafe", "very_unsafe"]), weights=out["weight"]
        ),
        np.average(people["harassment"].eq("yes"), weights=people["weight"]),
        np.average(either, weights=people["weight"]),
    ]
by_sex = pd.DataFrame(rows, index=["unsafe", "harassed", "attacked"]).T.round(4)

# %% task 8 wrong: counted people instead of weights
adults = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
out = adults[adults["safe_after_dark"] != "never_out"]
either = (adults["street_robbery"] == "yes") | (adults["assault"] == "yes")
by_sex = pd.DataFrame(
    {
        "unsafe": out["safe_after_dark"].str.contains("unsafe").groupby(out["sex"]).mean(),
        "harassed": (adults["harassment"] == "yes").groupby(adults["sex"]).mean(),
        "attacked": either.groupby(adults["sex"]).mean(),
    }
)

# %% task 8 wrong: mixed the two waves
rows = {}
for sex in ["woman", "man"]:
    people = survey[(survey["sex"] == sex) & (survey["outcome"] == "interviewed")]
    out = people[people["safe_after_dark"] != "never_out"]
    either = people[["street_robbery", "assault"]].eq("yes").any(axis=1)
    rows[sex] = {
        "unsafe": np.average(out["safe_after_dark"].str.contains("unsafe"), weights=out["weight"]),
        "harassed": np.average(people["harassment"].eq("yes"), weights=people["weight"]),
        "attacked": np.average(either, weights=people["weight"]),
    }
by_sex = pd.DataFrame(rows).T

# %% task 8 wrong: counted people who never go out as safe
rows = {}
for sex in ["woman", "man"]:
    people = survey[(survey["sex"] == sex) & (survey["wave"] == 2025) & (survey["weight"] > 0)]
    either = people[["street_robbery", "assault"]].eq("yes").any(axis=1)
    rows[sex] = {
        "unsafe": np.average(
            people["safe_after_dark"].str.contains("unsafe"), weights=people["weight"]
        ),
        "harassed": np.average(people["harassment"].eq("yes"), weights=people["weight"]),
        "attacked": np.average(either, weights=people["weight"]),
    }
by_sex = pd.DataFrame(rows).T

# %% task 8 wrong: took the share of women among victims
adults = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
out = adults[adults["safe_after_dark"] != "never_out"]
groups = {
    "unsafe": out[out["safe_after_dark"].str.contains("unsafe")],
    "harassed": adults[adults["harassment"] == "yes"],
    "attacked": adults[(adults["street_robbery"] == "yes") | (adults["assault"] == "yes")],
}
by_sex = pd.DataFrame(
    {name: g.groupby("sex")["weight"].sum() / g["weight"].sum() for name, g in groups.items()}
)
