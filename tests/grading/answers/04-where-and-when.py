# ruff: noqa
"""Known answers to the assignment on places and times, read as text and never imported.

Each cell replaces the stub in one task's answer cell, so the tables that the cell reads above
the stub are there. Two right answers at least, found in another way than the model answer, and
three wrong ones at least, each with the slip as its name.
"""

# %% task 1 right: numpy on the counts of all streets
chosen = incidents.loc[(incidents["offence"] == "residential_burglary") & (year == 2024)]
counts = chosen.groupby("street_id").size().reindex(streets["street_id"]).fillna(0).to_numpy()
running = np.cumsum(-np.sort(-counts))
half_share = float((np.argmax(running >= counts.sum() / 2) + 1) / counts.size)

# %% task 1 right: plain Python
number = {street_id: 0 for street_id in streets["street_id"]}
for row in incidents.itertuples():
    if row.offence == "residential_burglary" and row.occurred_at[:4] == "2024":
        number[row.street_id] += 1
total, found, needed = sum(number.values()), 0, 0
for count in sorted(number.values(), reverse=True):
    if 2 * found >= total:
        break
    found, needed = found + count, needed + 1
half_share = round(needed / len(number), 4)

# %% task 1 wrong: left out the streets without a record
chosen = incidents[(incidents["offence"] == "residential_burglary") & (year == 2024)]
counts = chosen["street_id"].value_counts()
half_share = ((counts.cumsum() / counts.sum() < 0.5).sum() + 1) / len(counts)

# %% task 1 wrong: took all three years
counts = incidents.loc[incidents["offence"] == "residential_burglary", "street_id"].value_counts()
half_share = ((counts.cumsum() / counts.sum() < 0.5).sum() + 1) / len(streets)

# %% task 1 wrong: took all offences
counts = incidents.loc[year == 2024, "street_id"].value_counts()
half_share = ((counts.cumsum() / counts.sum() < 0.5).sum() + 1) / len(streets)

# %% task 1 wrong: began with the streets that have few records
chosen = incidents[(incidents["offence"] == "residential_burglary") & (year == 2024)]
counts = chosen["street_id"].value_counts(ascending=True)
half_share = ((counts.cumsum() / counts.sum() < 0.5).sum() + 1) / len(streets)

# %% task 2 right: the area under the Lorenz curve
robbery = incidents[(incidents["offence"] == "street_robbery") & (year == 2024)]
counts = robbery.groupby("street_id").size().reindex(streets["street_id"]).fillna(0)
lorenz = np.concatenate([[0], np.cumsum(np.sort(counts)) / counts.sum()])
area = ((lorenz[1:] + lorenz[:-1]) / 2).sum() / len(counts)
gini = 1 - 2 * area
factor = max(1, len(counts) / counts.sum())
two_ginis = pd.Series([factor * (gini - 1) + 1, gini], index=["generalised", "gini"]).round(3)

# %% task 2 right: the mean difference of two streets, from the counts of counts
robbery = incidents[(incidents["offence"] == "street_robbery") & (year == 2024)]
sizes = robbery["street_id"].value_counts().value_counts()
sizes[0] = len(streets) - sizes.sum()
values, weights = np.array(sizes.index, dtype=float), sizes.to_numpy(dtype=float)
gaps = np.abs(values[:, None] - values[None, :]) * weights[:, None] * weights[None, :]
n, c = weights.sum(), (values * weights).sum()
g = gaps.sum() / (2 * n**2 * (c / n))
two_ginis = pd.Series({"gini": g, "generalised": 1 - (n / c if n > c else 1) * (1 - g)})

# %% task 2 wrong: left out the streets without a record
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2024)]
x = np.sort(chosen["street_id"].value_counts().to_numpy())
n = len(x)
i = np.arange(1, n + 1)
gini = 2 * (i * x).sum() / (n * x.sum()) - (n + 1) / n
two_ginis = pd.Series({"gini": gini, "generalised": max(1, n / x.sum()) * (gini - 1) + 1})

# %% task 2 wrong: turned records per street upside down
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2024)]
counts = chosen["street_id"].value_counts().reindex(streets["street_id"], fill_value=0)
x = np.sort(counts.to_numpy())
n = len(x)
i = np.arange(1, n + 1)
gini = 2 * (i * x).sum() / (n * x.sum()) - (n + 1) / n
two_ginis = pd.Series({"gini": gini, "generalised": max(1, x.sum() / n) * (gini - 1) + 1})

# %% task 2 wrong: sorted from high to low
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2024)]
counts = chosen["street_id"].value_counts().reindex(streets["street_id"], fill_value=0)
x = np.sort(counts.to_numpy())[::-1]
n = len(x)
i = np.arange(1, n + 1)
gini = 2 * (i * x).sum() / (n * x.sum()) - (n + 1) / n
two_ginis = pd.Series({"gini": gini, "generalised": max(1, n / x.sum()) * (gini - 1) + 1})

# %% task 2 wrong: took all three years
counts = incidents.loc[incidents["offence"] == "street_robbery", "street_id"].value_counts()
x = np.sort(counts.reindex(streets["street_id"], fill_value=0).to_numpy())
n = len(x)
i = np.arange(1, n + 1)
gini = 2 * (i * x).sum() / (n * x.sum()) - (n + 1) / n
two_ginis = pd.Series({"gini": gini, "generalised": max(1, n / x.sum()) * (gini - 1) + 1})

# %% task 3 right: a multinomial draw, and another seed
rng = np.random.default_rng(99)
draws = -np.sort(-rng.multinomial(events, np.full(n, 1 / n), size=400), axis=1)
needed = (draws.cumsum(axis=1) < events / 2).sum(axis=1) + 1
chance_share = round(float(needed.mean() / n), 4)

# %% task 3 right: names of streets drawn with replacement
rng = np.random.default_rng()
names = streets["street_id"].to_numpy(dtype=str)
shares = []
for turn in range(200):
    hits = pd.Series(rng.choice(names, size=events)).value_counts()
    shares.append(((hits.cumsum() < hits.sum() / 2).sum() + 1) / len(names))
chance_share = float(np.median(shares))

# %% task 3 wrong: never let a street be hit again
shares = []
for turn in range(200):
    counts = np.bincount(rng.choice(n, size=events, replace=False), minlength=n)
    counts = np.sort(counts)[::-1]
    shares.append(((counts.cumsum() < events / 2).sum() + 1) / n)
chance_share = np.mean(shares)

# %% task 3 wrong: gave long streets a larger chance
shares = []
length = streets["length_m"] / streets["length_m"].sum()
for turn in range(200):
    counts = np.bincount(rng.choice(n, size=events, p=length), minlength=n)
    counts = np.sort(counts)[::-1]
    shares.append(((counts.cumsum() < events / 2).sum() + 1) / n)
chance_share = np.mean(shares)

# %% task 3 wrong: threw the burglaries of all three years
events = (incidents["offence"] == "residential_burglary").sum()
shares = []
for turn in range(200):
    counts = np.sort(np.bincount(rng.integers(0, n, size=events), minlength=n))[::-1]
    shares.append(((counts.cumsum() < events / 2).sum() + 1) / n)
chance_share = np.mean(shares)

# %% task 3 wrong: gave the share of streets that were hit at all
hit = [len(np.unique(rng.integers(0, n, size=events))) / n for turn in range(200)]
chance_share = np.mean(hit)

# %% task 4 right: a table of distances in kilometres
theft = incidents.loc[(incidents["offence"] == "theft_from_vehicle") & (year == 2024)]
dx = centres["x_m"].to_numpy()[:, None] - theft["x_m"].to_numpy()
dy = centres["y_m"].to_numpy()[:, None] - theft["y_m"].to_numpy()
u = np.hypot(dx, dy) / 1000 / 0.4
kernel = np.where(u < 1, 3 / np.pi * (1 - u**2) ** 2, 0) / 0.4**2
density = pd.Series(kernel.sum(axis=1), index=centres.index).round(2)

# %% task 4 right: pairs from a cross join
theft = incidents[incidents["occurred_at"].str.startswith("2024")]
theft = theft[theft["offence"] == "theft_from_vehicle"][["x_m", "y_m"]]
pairs = centres.reset_index()[["neighbourhood_id", "x_m", "y_m"]].merge(
    theft, how="cross", suffixes=("_c", "_e")
)
pairs["part"] = (pairs["x_m_c"] - pairs["x_m_e"]) ** 2 + (pairs["y_m_c"] - pairs["y_m_e"]) ** 2
pairs["part"] = (1 - pairs["part"] / 160_000).clip(lower=0) ** 2
density = pairs.groupby("neighbourhood_id")["part"].sum() * 3e6 / (pi * 160_000)
density = density.sort_values(ascending=False)

# %% task 4 wrong: left the unit at square metres
h = 400
events = incidents[(incidents["offence"] == "theft_from_vehicle") & (year == 2024)]
density = pd.Series(0.0, index=centres.index)
for place, centre in centres.iterrows():
    d2 = (events["x_m"] - centre["x_m"]) ** 2 + (events["y_m"] - centre["y_m"]) ** 2
    density[place] = (3 / (pi * h**2) * (1 - d2[d2 < h**2] / h**2) ** 2).sum()

# %% task 4 wrong: divided by the number of events
h = 400
events = incidents[(incidents["offence"] == "theft_from_vehicle") & (year == 2024)]
density = pd.Series(0.0, index=centres.index)
for place, centre in centres.iterrows():
    d2 = (events["x_m"] - centre["x_m"]) ** 2 + (events["y_m"] - centre["y_m"]) ** 2
    weight = 3 / (pi * h**2) * (1 - d2[d2 < h**2] / h**2) ** 2
    density[place] = weight.sum() * 1_000_000 / len(events)

# %% task 4 wrong: gave every event inside the circle the same weight
h = 400
events = incidents[(incidents["offence"] == "theft_from_vehicle") & (year == 2024)]
density = pd.Series(0.0, index=centres.index)
for place, centre in centres.iterrows():
    d2 = (events["x_m"] - centre["x_m"]) ** 2 + (events["y_m"] - centre["y_m"]) ** 2
    density[place] = (d2 < h**2).sum() / (pi * h**2) * 1_000_000

# %% task 4 wrong: counted three years
h = 400
events = incidents[incidents["offence"] == "theft_from_vehicle"]
density = pd.Series(0.0, index=centres.index)
for place, centre in centres.iterrows():
    d2 = (events["x_m"] - centre["x_m"]) ** 2 + (events["y_m"] - centre["y_m"]) ** 2
    density[place] = (3 / (pi * h**2) * (1 - d2[d2 < h**2] / h**2) ** 2).sum() * 1_000_000

# %% task 5 right: a pivot table, sorted by two columns
theft = incidents[incidents["offence"] == "theft_from_vehicle"].assign(year=year)
wide = theft.pivot_table(index="street_id", columns="year", values="incident_id", aggfunc="count")
wide = wide.reindex(streets["street_id"]).fillna(0)
wide["metres"] = streets["length_m"].to_numpy()
wide = wide.reset_index().sort_values([2024, "street_id"], ascending=[False, True])
top = wide.iloc[: round(0.02 * len(wide))]
share = top[2025].sum() / wide[2025].sum()
best = wide.sort_values(2025, ascending=False).iloc[: len(top)][2025].sum()
forecast = pd.Series(
    {
        "pei": top[2025].sum() / best,
        "pai": share * wide["metres"].sum() / top["metres"].sum(),
        "share": share,
    }
).round(4)

# %% task 5 right: plain Python
before, after = {}, {}
for row in incidents[incidents["offence"] == "theft_from_vehicle"].itertuples():
    if row.occurred_at.startswith("2024"):
        before[row.street_id] = before.get(row.street_id, 0) + 1
    elif row.occurred_at.startswith("2025"):
        after[row.street_id] = after.get(row.street_id, 0) + 1
metres = dict(zip(streets["street_id"], streets["length_m"]))
ranked = sorted(metres, key=lambda street: (-before.get(street, 0), street))
chosen = ranked[: round(0.02 * len(ranked))]
hits = sum(after.get(street, 0) for street in chosen)
best = sum(sorted(after.values(), reverse=True)[: len(chosen)])
share = hits / sum(after.values())
length = sum(metres[street] for street in chosen) / sum(metres.values())
forecast = pd.Series([share, share / length, hits / best], index=["share", "pai", "pei"])

# %% task 5 wrong: judged the map on its own year
counts = incidents.loc[(incidents["offence"] == "theft_from_vehicle") & (year == 2024), "street_id"]
counts = counts.value_counts().reindex(streets["street_id"], fill_value=0)
counts = counts.sort_index().sort_values(ascending=False, kind="stable")
number = round(0.02 * len(counts))
metres = streets.set_index("street_id")["length_m"]
share = counts.iloc[:number].sum() / counts.sum()
area = metres[counts.index[:number]].sum() / metres.sum()
forecast = pd.Series({"share": share, "pai": share / area, "pei": 1.0})

# %% task 5 wrong: divided by the share of streets and not of length
of_type = incidents["offence"] == "theft_from_vehicle"
table = streets.sort_values("street_id").set_index("street_id")[["length_m"]]
for when in (2024, 2025):
    table[when] = incidents.loc[of_type & (year == when), "street_id"].value_counts()
table = table.fillna({2024: 0, 2025: 0})
number = round(0.02 * len(table))
hot = table.sort_values(2024, ascending=False, kind="stable").head(number)
hits, best = hot[2025].sum(), table[2025].nlargest(number).sum()
share = hits / table[2025].sum()
forecast = pd.Series({"share": share, "pai": share / 0.02, "pei": hits / best})

# %% task 5 wrong: compared with the best hits of the year before
of_type = incidents["offence"] == "theft_from_vehicle"
table = streets.sort_values("street_id").set_index("street_id")[["length_m"]]
for when in (2024, 2025):
    table[when] = incidents.loc[of_type & (year == when), "street_id"].value_counts()
table = table.fillna({2024: 0, 2025: 0})
number = round(0.02 * len(table))
hot = table.sort_values(2024, ascending=False, kind="stable").head(number)
hits = hot[2025].sum()
share = hits / table[2025].sum()
area = hot["length_m"].sum() / table["length_m"].sum()
forecast = pd.Series({"share": share, "pai": share / area, "pei": hits / hot[2024].sum()})

# %% task 5 wrong: took 2 per cent of the streets with a record
of_type = incidents["offence"] == "theft_from_vehicle"
table = streets.sort_values("street_id").set_index("street_id")[["length_m"]]
for when in (2024, 2025):
    table[when] = incidents.loc[of_type & (year == when), "street_id"].value_counts()
table = table.fillna({2024: 0, 2025: 0})
number = round(0.02 * (table[2024] > 0).sum())
hot = table.sort_values(2024, ascending=False, kind="stable").head(number)
hits, best = hot[2025].sum(), table[2025].nlargest(number).sum()
share = hits / table[2025].sum()
area = hot["length_m"].sum() / table["length_m"].sum()
forecast = pd.Series({"share": share, "pai": share / area, "pei": hits / best})

# %% task 6 right: neighbours from square cells, and adjusted p-values
counts = incidents.loc[
    incidents["offence"].eq("street_robbery") & year.eq(2025), "street_id"
].value_counts()
values = streets["street_id"].isin(counts.index).astype(float).to_numpy()
cells = {}
for row, (a, b) in enumerate(zip(x_mid, y_mid)):
    cells.setdefault((int(a // 300), int(b // 300)), []).append(row)
n = len(values)
z = np.zeros(n)
for row, (a, b) in enumerate(zip(x_mid, y_mid)):
    ca, cb = int(a // 300), int(b // 300)
    around = [k for u in (-1, 0, 1) for v in (-1, 0, 1) for k in cells.get((ca + u, cb + v), [])]
    around = [k for k in around if (x_mid[k] - a) ** 2 + (y_mid[k] - b) ** 2 <= 90_000]
    size = len(around)
    spread = np.sqrt((values**2).mean() - values.mean() ** 2)
    z[row] = (values[around].sum() - values.mean() * size) / (
        spread * np.sqrt((n * size - size**2) / (n - 1))
    )
p = pd.Series([erfc(value / 2**0.5) / 2 for value in z], index=streets["street_id"])
p = p.sort_values(ascending=False)
adjusted = (p * n / np.arange(n, 0, -1)).cummin()
clusters = list(adjusted.index[adjusted <= 0.05])

# %% task 6 right: the normal distribution of the standard library, counted down from the end
from statistics import NormalDist

counts = (
    incidents[(incidents["offence"] == "street_robbery") & (year == 2025)]
    .groupby("street_id")
    .size()
)
x = np.minimum(counts.reindex(streets["street_id"], fill_value=0).to_numpy(dtype=float), 1)
n = len(x)
p_of = {}
for row, street_id in enumerate(streets["street_id"]):
    near = np.hypot(x_mid - x_mid[row], y_mid - y_mid[row]) <= 300
    w = float(near.sum())
    z = (x @ near - x.mean() * w) / (x.std() * sqrt((n * w - w * w) / (n - 1)))
    p_of[street_id] = NormalDist().cdf(-z)
ranked = sorted(p_of, key=p_of.get)
k = n
while k > 0 and p_of[ranked[k - 1]] > 0.05 * k / n:
    k -= 1
clusters = sorted(ranked[:k])

# %% task 6 wrong: did not correct for many tests
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2025)]
counts = chosen["street_id"].value_counts().reindex(streets["street_id"], fill_value=0)
x = counts.gt(0).to_numpy(dtype=float)
n, m, s = len(x), x.mean(), x.std()
clusters = []
for row in range(n):
    near = (x_mid - x_mid[row]) ** 2 + (y_mid - y_mid[row]) ** 2 <= 300**2
    w = near.sum()
    z = (x[near].sum() - m * w) / (s * sqrt((n * w - w**2) / (n - 1)))
    if 0.5 * erfc(z / sqrt(2)) <= 0.05:
        clusters.append(streets["street_id"].iloc[row])

# %% task 6 wrong: left the street itself out
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2025)]
counts = chosen["street_id"].value_counts().reindex(streets["street_id"], fill_value=0)
x = counts.gt(0).to_numpy(dtype=float)
n, m, s = len(x), x.mean(), x.std()
p = np.ones(n)
for row in range(n):
    near = (x_mid - x_mid[row]) ** 2 + (y_mid - y_mid[row]) ** 2 <= 300**2
    near[row] = False
    w = near.sum()
    if w:
        z = (x[near].sum() - m * w) / (s * sqrt((n * w - w**2) / (n - 1)))
        p[row] = 0.5 * erfc(z / sqrt(2))
order = np.argsort(p)
passes = np.flatnonzero(p[order] <= 0.05 * np.arange(1, n + 1) / n)
clusters = streets["street_id"].to_numpy()[order[: passes[-1] + 1]].tolist()

# %% task 6 wrong: divided the level by the number of tests
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2025)]
counts = chosen["street_id"].value_counts().reindex(streets["street_id"], fill_value=0)
x = counts.gt(0).to_numpy(dtype=float)
n, m, s = len(x), x.mean(), x.std()
clusters = []
for row in range(n):
    near = (x_mid - x_mid[row]) ** 2 + (y_mid - y_mid[row]) ** 2 <= 300**2
    w = near.sum()
    z = (x[near].sum() - m * w) / (s * sqrt((n * w - w**2) / (n - 1)))
    if 0.5 * erfc(z / sqrt(2)) <= 0.05 / n:
        clusters.append(streets["street_id"].iloc[row])

# %% task 6 wrong: took the counts themselves
chosen = incidents[(incidents["offence"] == "street_robbery") & (year == 2025)]
counts = chosen["street_id"].value_counts().reindex(streets["street_id"], fill_value=0)
x = counts.to_numpy(dtype=float)
n, m, s = len(x), x.mean(), x.std()
p = np.empty(n)
for row in range(n):
    near = (x_mid - x_mid[row]) ** 2 + (y_mid - y_mid[row]) ** 2 <= 300**2
    w = near.sum()
    z = (x[near].sum() - m * w) / (s * sqrt((n * w - w**2) / (n - 1)))
    p[row] = 0.5 * erfc(z / sqrt(2))
order = np.argsort(p)
passes = np.flatnonzero(p[order] <= 0.05 * np.arange(1, n + 1) / n)
clusters = streets["street_id"].to_numpy()[order[: passes[-1] + 1]].tolist()

# %% task 7 right: minutes as numbers
kept = raw[raw["offence"].isin({"Burglary, dwelling", "BURG DWELLING", "House break-in"})]
kept = kept.groupby("case_no").first()
minute = kept["from_time"].str[:2].astype(int) * 60 + kept["from_time"].str[3:].astype(int)
number = np.bincount(minute, minlength=1440)
default_times = pd.Series(
    {
        "12:00": number[720] - (number[690] + number[750]) / 2,
        "00:00": number[0] - (number[1410] + number[30]) / 2,
    }
)

# %% task 7 right: plain Python
seen, count = set(), {}
for row in raw.itertuples():
    name = row.offence.lower()
    dwelling = "dwelling" in name or name == "house break-in"
    if dwelling and row.case_no not in seen:
        seen.add(row.case_no)
        count[row.from_time] = count.get(row.from_time, 0) + 1
midnight = count["00:00"] - 0.5 * count["23:30"] - 0.5 * count["00:30"]
noon = count["12:00"] - 0.5 * count["11:30"] - 0.5 * count["12:30"]
default_times = pd.Series([midnight, noon], index=["00:00", "12:00"])

# %% task 7 wrong: counted the cases that were sent twice
at = raw.loc[
    raw["offence"].isin(["Burglary, dwelling", "BURG DWELLING", "House break-in"]), "from_time"
].value_counts()
default_times = pd.Series(
    {
        "00:00": at["00:00"] - (at["23:30"] + at["00:30"]) / 2,
        "12:00": at["12:00"] - (at["11:30"] + at["12:30"]) / 2,
    }
)

# %% task 7 wrong: did not subtract the neighbours
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
at = raw[raw["offence"].isin(spellings)].drop_duplicates("case_no")["from_time"].value_counts()
default_times = at[["00:00", "12:00"]]

# %% task 7 wrong: found one spelling only
at = raw[raw["offence"] == "Burglary, dwelling"].drop_duplicates("case_no")
at = at["from_time"].value_counts()
default_times = pd.Series(
    {
        "00:00": at["00:00"] - (at["23:30"] + at["00:30"]) / 2,
        "12:00": at["12:00"] - (at["11:30"] + at["12:30"]) / 2,
    }
)

# %% task 7 wrong: subtracted the sum of the neighbours
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
at = raw[raw["offence"].isin(spellings)].drop_duplicates("case_no")["from_time"].value_counts()
default_times = pd.Series(
    {
        "00:00": at["00:00"] - (at["23:30"] + at["00:30"]),
        "12:00": at["12:00"] - (at["11:30"] + at["12:30"]),
    }
)

# %% task 8 right: a loop over windows and half hours
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
total, cases = dict.fromkeys(range(24), 0.0), 0
for row in raw[raw["offence"].isin(spellings)].drop_duplicates("case_no").itertuples():
    if "/" in row.from_date or "/" in str(row.until_date):
        continue
    if row.from_time in ("00:00", "12:00"):
        continue
    begin = np.datetime64(f"{row.from_date}T{row.from_time}")
    finish = np.datetime64(f"{row.until_date}T{row.until_time}")
    slots = int((finish - begin) / np.timedelta64(30, "m"))
    if slots <= 0:
        continue
    cases += 1
    half_hour = int(row.from_time[:2]) * 2 + int(row.from_time[3:]) // 30
    for step in range(slots):
        total[(half_hour + step) // 2 % 24] += 1 / slots
clock = pd.Series({hour: value / cases for hour, value in total.items()}).round(4)

# %% task 8 right: the overlap of each window with each hour of each day
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
kept = raw[raw["offence"].isin(spellings)].groupby("case_no").first()
kept = kept[kept["from_date"].str.contains("-") & kept["until_date"].str.contains("-")]
kept = kept[~kept["from_time"].isin(["00:00", "12:00"])]
begin = pd.to_timedelta(kept["from_time"] + ":00") / pd.Timedelta(hours=1)
days = (pd.to_datetime(kept["until_date"]) - pd.to_datetime(kept["from_date"])).dt.days
finish = 24 * days + pd.to_timedelta(kept["until_time"] + ":00") / pd.Timedelta(hours=1)
begin, finish = begin[finish > begin].to_numpy(), finish[finish > begin].to_numpy()
clock = pd.Series(0.0, index=range(23, -1, -1))
for hour in range(24):
    for day in range(int(finish.max() // 24) + 1):
        low, high = np.maximum(begin, 24 * day + hour), np.minimum(finish, 24 * day + hour + 1)
        clock[hour] += (np.clip(high - low, 0, None) / (finish - begin)).mean()

# %% task 8 wrong: counted the beginnings of the windows
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
known = raw[raw["offence"].isin(spellings)].drop_duplicates("case_no")
known = known[known["from_date"].str.contains("-") & ~known["from_time"].isin(["00:00", "12:00"])]
clock = known["from_time"].str[:2].astype(int).value_counts(normalize=True)
clock = clock.reindex(range(24), fill_value=0)

# %% task 8 wrong: kept the unknown times
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
known = raw[raw["offence"].isin(spellings)].drop_duplicates("case_no")
known = known[known["from_date"].str.contains("-") & known["until_date"].str.contains("-")]
start = pd.to_datetime(known["from_date"] + " " + known["from_time"])
end = pd.to_datetime(known["until_date"] + " " + known["until_time"])
slots = ((end - start) / pd.Timedelta(minutes=30)).astype(int)
start, slots = start[slots > 0], slots[slots > 0]
first = start.dt.hour * 2 + start.dt.minute // 30
slot = np.repeat(first.to_numpy(), slots) + np.concatenate([np.arange(k) for k in slots])
weight = np.repeat(1 / slots.to_numpy(), slots)
clock = pd.Series(np.bincount(slot % 48 // 2, weights=weight, minlength=24) / len(start))

# %% task 8 wrong: took the middle of each window
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
known = raw[raw["offence"].isin(spellings)].drop_duplicates("case_no")
known = known[known["from_date"].str.contains("-") & known["until_date"].str.contains("-")]
known = known[~known["from_time"].isin(["00:00", "12:00"])]
start = pd.to_datetime(known["from_date"] + " " + known["from_time"])
end = pd.to_datetime(known["until_date"] + " " + known["until_time"])
middle = start + (end - start) / 2
clock = middle.dt.hour.value_counts(normalize=True).reindex(range(24), fill_value=0)

# %% task 8 wrong: let long windows count more
spellings = ["Burglary, dwelling", "BURG DWELLING", "House break-in"]
known = raw[raw["offence"].isin(spellings)].drop_duplicates("case_no")
known = known[known["from_date"].str.contains("-") & known["until_date"].str.contains("-")]
known = known[~known["from_time"].isin(["00:00", "12:00"])]
start = pd.to_datetime(known["from_date"] + " " + known["from_time"])
end = pd.to_datetime(known["until_date"] + " " + known["until_time"])
slots = ((end - start) / pd.Timedelta(minutes=30)).astype(int)
start, slots = start[slots > 0], slots[slots > 0]
first = start.dt.hour * 2 + start.dt.minute // 30
slot = np.repeat(first.to_numpy(), slots) + np.concatenate([np.arange(k) for k in slots])
clock = pd.Series(np.bincount(slot % 48 // 2, minlength=24) / len(slot))

# %% task 9 right: row by row, with another seed
rng = np.random.default_rng(77)
n = len(day)
pairs, soon = [], 0
for row in range(n):
    later = np.arange(row + 1, n)
    pairs += [(row, k) for k in later[np.hypot(x[later] - x[row], y[later] - y[row]) <= 200]]
    soon += int((abs(day[later] - day[row]) <= 14).sum())
pairs = np.array(pairs)
observed = int((abs(day[pairs[:, 0]] - day[pairs[:, 1]]) <= 14).sum())
expected = len(pairs) * soon / (n * (n - 1) // 2)
reached = 0
for turn in range(499):
    mixed = rng.permutation(day)
    reached += int((abs(mixed[pairs[:, 0]] - mixed[pairs[:, 1]]) <= 14).sum() >= observed)
knox = pd.Series(
    {
        "p": (reached + 1) / 500,
        "ratio": round(observed / expected, 3),
        "expected": round(expected, 1),
        "observed": observed,
    }
)

# %% task 9 right: full tables, and the places shuffled against the times
rng = np.random.default_rng()
near = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y)) <= 200
np.fill_diagonal(near, False)
soon = np.abs(np.subtract.outer(day, day)) <= 14
np.fill_diagonal(soon, False)
observed = (near & soon).sum() / 2
expected = (near.sum() / 2) * (soon.sum() / 2) / (len(day) * (len(day) - 1) / 2)
at_least = 0
a, b = np.nonzero(np.triu(near))
for turn in range(199):
    order = rng.permutation(len(day))
    at_least += soon[order[a], order[b]].sum() >= observed
p = (1 + at_least) / (1 + 199)
knox = pd.Series([observed, expected, observed / expected, p])
knox.index = ["observed", "expected", "ratio", "p"]

# %% task 9 wrong: counted each pair twice
i, j = np.triu_indices(len(day), k=1)
near = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= 200**2
soon = np.abs(day[i] - day[j]) <= 14
observed, expected = (near & soon).sum(), near.sum() * soon.sum() / len(i)
knox = pd.Series(
    {
        "observed": 2 * observed,
        "expected": 2 * expected,
        "ratio": observed / expected,
        "p": 0.005,
    }
)

# %% task 9 wrong: let a pair be near or soon
i, j = np.triu_indices(len(day), k=1)
near = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= 200**2
soon = np.abs(day[i] - day[j]) <= 14
observed, expected = (near | soon).sum(), near.sum() * soon.sum() / len(i)
knox = pd.Series(
    {"observed": observed, "expected": expected, "ratio": observed / expected, "p": 0.005}
)

# %% task 9 wrong: measured the distance along one axis
i, j = np.triu_indices(len(day), k=1)
near = np.abs(x[i] - x[j]) <= 200
soon = np.abs(day[i] - day[j]) <= 14
observed, expected = (near & soon).sum(), near.sum() * soon.sum() / len(i)
knox = pd.Series(
    {"observed": observed, "expected": expected, "ratio": observed / expected, "p": 0.005}
)

# %% task 9 wrong: turned p around
i, j = np.triu_indices(len(day), k=1)
near = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= 200**2
soon = np.abs(day[i] - day[j]) <= 14
observed, expected = (near & soon).sum(), near.sum() * soon.sum() / len(i)
first, second = i[near], j[near]
fewer = 0
for turn in range(199):
    shuffled = rng.permutation(day)
    fewer += (np.abs(shuffled[first] - shuffled[second]) <= 14).sum() <= observed
knox = pd.Series(
    {
        "observed": observed,
        "expected": expected,
        "ratio": observed / expected,
        "p": (1 + fewer) / 200,
    }
)
