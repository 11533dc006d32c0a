# ruff: noqa
"""Known answers to the lighting assignment, read as text by the harness and never imported.

Each cell replaces the stub in one task's answer cell, so the tables that the cell reads above
the stub are there. Two right answers at least, found in another way than the model answer, and
three wrong ones at least, each with the slip as its name.
"""

# %% task 1 right: street by street, without a merge
class_of = streets.set_index("street_id")["road_class"]
counts = lamps["street_id"].map(class_of).value_counts()
lamps_per_km = (1000 * counts / streets.groupby("road_class")["length_m"].sum()).round(2)

# %% task 1 right: plain Python
lamps_on = {}
for street_id in lamps["street_id"]:
    lamps_on[street_id] = lamps_on.get(street_id, 0) + 1
number, metres = {}, {}
for street in streets.to_dict("records"):
    road_class = street["road_class"]
    metres[road_class] = metres.get(road_class, 0) + street["length_m"]
    number[road_class] = number.get(road_class, 0) + lamps_on.get(street["street_id"], 0)
lamps_per_km = pd.Series({name: number[name] / (metres[name] / 1000) for name in number})

# %% task 1 wrong: averaged the streets
on_street = lamps.groupby("street_id").size().rename("lamps")
table = streets.merge(on_street, on="street_id")
table["per_km"] = table["lamps"] / (table["length_m"] / 1000)
lamps_per_km = table.groupby("road_class")["per_km"].mean()

# %% task 1 wrong: left the length in metres
lamps_per_km = (
    lamps.merge(streets, on="street_id").groupby("road_class").size()
    / streets.groupby("road_class")["length_m"].sum()
)

# %% task 1 wrong: counted the length of a street once for each lamp
merged = lamps.merge(streets, on="street_id")
lamps_per_km = merged.groupby("road_class").size() / (
    merged.groupby("road_class")["length_m"].sum() / 1000
)

# %% task 2 right: a pivot table with points as columns
points = lux.assign(number=lux.groupby("street_id").cumcount())
wide = points.pivot(index="street_id", columns="number", values="horizontal_lx")
street_light = pd.DataFrame({"uniformity": wide.min(axis=1) / wide.mean(axis=1)})
street_light["min_lx"] = wide.min(axis=1)
street_light["mean_lx"] = wide.mean(axis=1)
street_light = street_light.round(2).reset_index()

# %% task 2 right: numpy on sorted readings
readings = lux.sort_values("street_id", ascending=False)
ids, where = np.unique(readings["street_id"].to_numpy(dtype=str), return_inverse=True)
values = readings["horizontal_lx"].to_numpy()
mean = np.bincount(where, weights=values) / np.bincount(where)
minimum = np.full(len(ids), np.inf)
np.minimum.at(minimum, where, values)
street_light = pd.DataFrame(
    {"street_id": ids, "mean_lx": mean, "min_lx": minimum, "uniformity": minimum / mean}
).sample(frac=1, random_state=1)

# %% task 2 wrong: used the vertical light
street_light = lux.groupby("street_id")["vertical_lx"].agg(mean_lx="mean", min_lx="min")
street_light["uniformity"] = street_light["min_lx"] / street_light["mean_lx"]

# %% task 2 wrong: turned the uniformity upside down
street_light = lux.groupby("street_id")["horizontal_lx"].agg(mean_lx="mean", min_lx="min")
street_light["uniformity"] = street_light["mean_lx"] / street_light["min_lx"]

# %% task 2 wrong: divided the minimum by the maximum
street_light = lux.groupby("street_id")["horizontal_lx"].agg(["mean", "min", "max"])
street_light["uniformity"] = street_light["min"] / street_light["max"]
street_light = street_light.rename(columns={"mean": "mean_lx", "min": "min_lx"})

# %% task 2 wrong: left out the streets with a lamp out
lit = lux[lux["lamps_out"] == 0]
street_light = lit.groupby("street_id")["horizontal_lx"].agg(mean_lx="mean", min_lx="min")
street_light["uniformity"] = street_light["min_lx"] / street_light["mean_lx"]

# %% task 3 right: the worse of the two ranks
mean_rank = sum(mean_lx >= limit for limit in (2, 3, 5, 7.5, 10, 15))
min_rank = sum(min_lx >= limit for limit in (0.4, 0.6, 1, 1.5, 2, 3))
return ["below P6", "P6", "P5", "P4", "P3", "P2", "P1"][min(mean_rank, min_rank)]

# %% task 3 right: from a table
table = pd.DataFrame(
    {"mean": [15, 10, 7.5, 5, 3, 2], "minimum": [3, 2, 1.5, 1, 0.6, 0.4]},
    index=["P1", "P2", "P3", "P4", "P5", "P6"],
)
met = table[(table["mean"] <= mean_lx) & (table["minimum"] <= min_lx)]
return met.index[0] if len(met) else "below P6"

# %% task 3 wrong: looked at the mean only
for number, limit in enumerate((15, 10, 7.5, 5, 3, 2), start=1):
    if mean_lx >= limit:
        return f"P{number}"
return "below P6"

# %% task 3 wrong: let the limit itself fail
limits = [(15, 3), (10, 2), (7.5, 1.5), (5, 1), (3, 0.6), (2, 0.4)]
for number, (mean_limit, min_limit) in enumerate(limits, start=1):
    if mean_lx > mean_limit and min_lx > min_limit:
        return f"P{number}"
return "below P6"

# %% task 3 wrong: let one of the two be enough
limits = [(15, 3), (10, 2), (7.5, 1.5), (5, 1), (3, 0.6), (2, 0.4)]
for number, (mean_limit, min_limit) in enumerate(limits, start=1):
    if mean_lx >= mean_limit or min_lx >= min_limit:
        return f"P{number}"
return "below P6"

# %% task 3 wrong: called everything else P7
limits = [(15, 3), (10, 2), (7.5, 1.5), (5, 1), (3, 0.6), (2, 0.4)]
for number, (mean_limit, min_limit) in enumerate(limits, start=1):
    if mean_lx >= mean_limit and min_lx >= min_limit:
        return f"P{number}"
return "P7"

# %% task 4 right: sums of columns, and the roots of Wilson's equation
home = streets.merge(neighbourhoods, on="neighbourhood_id", suffixes=("", "_of_place"))
street = lux.pivot_table(index="street_id", values=["horizontal_lx", "weight"]).reset_index()
street = street.merge(home[["street_id", "kind"]], on="street_id")
street = pd.concat([street, street.assign(kind="city")])
street["wy"] = street["weight"] * (street["horizontal_lx"] < 3)
street["ww"] = street["weight"] ** 2
sums = street.groupby("kind")[["weight", "wy", "ww"]].sum()
low_light_share = pd.DataFrame({"share": sums["wy"] / sums["weight"]})
for kind, row in sums.iterrows():
    p, n = row["wy"] / row["weight"], row["weight"] ** 2 / row["ww"]
    roots = np.roots([1 + 1.96**2 / n, -2 * p - 1.96**2 / n, p**2])
    low_light_share.loc[kind, ["low", "high"]] = sorted(roots.real)
low_light_share = low_light_share.reset_index()

# %% task 4 right: one list of rows, with the exact normal quantile
z = 1.959964
kind_of = neighbourhoods.set_index("neighbourhood_id")["kind"]
place_of = streets.set_index("street_id")["neighbourhood_id"]
light = lux.groupby("street_id")["horizontal_lx"].mean()
weight = lux.drop_duplicates("street_id").set_index("street_id")["weight"]
rows = []
for kind in ["city", *kind_of.unique()]:
    here = [s for s in light.index if kind in ("city", kind_of[place_of[s]])]
    w = np.array([weight[street] for street in here])
    y = np.array([light[street] < 3 for street in here])
    p, n = np.average(y, weights=w), w.sum() ** 2 / (w**2).sum()
    half = z * np.sqrt(n * p * (1 - p) + z**2 / 4)
    low, high = (n * p + z**2 / 2 - half) / (n + z**2), (n * p + z**2 / 2 + half) / (n + z**2)
    rows.append((kind, p, low, high))
low_light_share = pd.DataFrame(rows, columns=["kind", "share", "low", "high"]).set_index("kind")

# %% task 4 wrong: forgot the weights
street = lux.groupby("street_id", as_index=False)["horizontal_lx"].mean()
street = street.merge(streets, on="street_id")[["neighbourhood_id", "horizontal_lx"]]
street = street.merge(neighbourhoods[["neighbourhood_id", "kind"]], on="neighbourhood_id")
street = pd.concat([street, street.assign(kind="city")], ignore_index=True)
table = (street["horizontal_lx"] < 3).groupby(street["kind"]).agg(["mean", "size"])
p, n = table["mean"], table["size"]
middle, scale = p + 1.96**2 / (2 * n), 1 + 1.96**2 / n
half = 1.96 * np.sqrt(p * (1 - p) / n + 1.96**2 / (4 * n**2))
low_light_share = pd.DataFrame(
    {"share": p, "low": (middle - half) / scale, "high": (middle + half) / scale}
)

# %% task 4 wrong: took the number of streets for the effective sample size
street = lux.groupby("street_id", as_index=False)[["horizontal_lx", "weight"]].mean()
street = street.merge(streets[["street_id", "neighbourhood_id"]], on="street_id")
street = street.merge(neighbourhoods[["neighbourhood_id", "kind"]], on="neighbourhood_id")
street = pd.concat([street, street.assign(kind="city")], ignore_index=True)
street["wy"] = street["weight"] * (street["horizontal_lx"] < 3)
groups = street.groupby("kind")
p, n = groups["wy"].sum() / groups["weight"].sum(), groups.size()
middle, scale = p + 1.96**2 / (2 * n), 1 + 1.96**2 / n
half = 1.96 * np.sqrt(p * (1 - p) / n + 1.96**2 / (4 * n**2))
low_light_share = pd.DataFrame(
    {"share": p, "low": (middle - half) / scale, "high": (middle + half) / scale}
)

# %% task 4 wrong: judged each point instead of each street
points = lux.merge(streets[["street_id", "neighbourhood_id"]], on="street_id")
points = points.merge(neighbourhoods[["neighbourhood_id", "kind"]], on="neighbourhood_id")
points = pd.concat([points, points.assign(kind="city")], ignore_index=True)
points["wy"], points["ww"] = points["weight"] * (points["horizontal_lx"] < 3), points["weight"] ** 2
sums = points.groupby("kind")[["weight", "wy", "ww"]].sum()
p, n = sums["wy"] / sums["weight"], sums["weight"] ** 2 / sums["ww"]
middle, scale = p + 1.96**2 / (2 * n), 1 + 1.96**2 / n
half = 1.96 * np.sqrt(p * (1 - p) / n + 1.96**2 / (4 * n**2))
low_light_share = pd.DataFrame(
    {"share": p, "low": (middle - half) / scale, "high": (middle + half) / scale}
)

# %% task 4 wrong: took the simple normal interval
street = lux.groupby("street_id", as_index=False)[["horizontal_lx", "weight"]].mean()
street = street.merge(streets[["street_id", "neighbourhood_id"]], on="street_id")
street = street.merge(neighbourhoods[["neighbourhood_id", "kind"]], on="neighbourhood_id")
street = pd.concat([street, street.assign(kind="city")], ignore_index=True)
street["wy"] = street["weight"] * (street["horizontal_lx"] < 3)
street["ww"] = street["weight"] ** 2
sums = street.groupby("kind")[["weight", "wy", "ww"]].sum()
p, n = sums["wy"] / sums["weight"], sums["weight"] ** 2 / sums["ww"]
half = 1.96 * np.sqrt(p * (1 - p) / n)
low_light_share = pd.DataFrame({"share": p, "low": p - half, "high": p + half})

# %% task 5 right: plain Python and sorted times
from datetime import datetime

days, still_open = [], 0
for row in tickets[tickets["fault_type"] == "lamp_out"].itertuples():
    if row.status == "open":
        still_open += 1
    elif row.status == "completed":
        taken = datetime.fromisoformat(row.closed_at) - datetime.fromisoformat(row.reported_at)
        days.append(taken.total_seconds() / 86400)
days.sort()
half = len(days) // 2
repair_kpis = {
    "mean_days": round(sum(days) / len(days), 2),
    "median_days": days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2,
    "share_within_7": round(sum(day <= 7 for day in days) / len(days), 3),
    "open": still_open,
    "closed": len(days),
}

# %% task 5 right: one pandas summary
lamp_out = tickets.query("fault_type == 'lamp_out' and status in ['completed', 'open']").copy()
for column in ["reported_at", "closed_at"]:
    lamp_out[column] = pd.to_datetime(lamp_out[column], utc=True)
lamp_out["hours"] = (lamp_out["closed_at"] - lamp_out["reported_at"]).dt.total_seconds() / 3600
summary = lamp_out["hours"].agg(["count", "median", "mean"])
repair_kpis = {
    "closed": summary["count"],
    "open": lamp_out["closed_at"].isna().sum(),
    "median_days": summary["median"] / 24,
    "mean_days": summary["mean"] / 24,
    "share_within_7": (lamp_out["hours"] <= 168).sum() / summary["count"],
}

# %% task 5 wrong: forgot to drop duplicates
faults = tickets[tickets["fault_type"] == "lamp_out"]
closed = faults[faults["closed_at"].notna() | (faults["status"] == "duplicate")]
days = pd.to_datetime(closed["closed_at"]) - pd.to_datetime(closed["reported_at"])
days = days / pd.Timedelta(days=1)
repair_kpis = {
    "closed": len(closed),
    "open": int((faults["status"] == "open").sum()),
    "median_days": days.median(),
    "mean_days": days.mean(),
    "share_within_7": (days <= 7).mean(),
}

# %% task 5 wrong: kept every type of fault
faults = tickets[tickets["status"] != "duplicate"]
closed = faults[faults["status"] == "completed"]
days = pd.to_datetime(closed["closed_at"]) - pd.to_datetime(closed["reported_at"])
days = days / pd.Timedelta(days=1)
repair_kpis = {
    "closed": len(closed),
    "open": int((faults["status"] == "open").sum()),
    "median_days": days.median(),
    "mean_days": days.mean(),
    "share_within_7": (days <= 7).mean(),
}

# %% task 5 wrong: closed the open tickets on the last day
faults = tickets[(tickets["fault_type"] == "lamp_out") & (tickets["status"] != "duplicate")]
end = pd.to_datetime(faults["closed_at"]).fillna(pd.Timestamp("2026-01-01T00:00:00+09:00"))
days = (end - pd.to_datetime(faults["reported_at"])) / pd.Timedelta(days=1)
repair_kpis = {
    "closed": len(faults),
    "open": 0,
    "median_days": days.median(),
    "mean_days": days.mean(),
    "share_within_7": (days <= 7).mean(),
}

# %% task 5 wrong: counted whole days only
faults = tickets[(tickets["fault_type"] == "lamp_out") & (tickets["status"] == "completed")]
days = (pd.to_datetime(faults["closed_at"]) - pd.to_datetime(faults["reported_at"])).dt.days
repair_kpis = {
    "closed": len(faults),
    "open": int(tickets.query("fault_type == 'lamp_out'")["status"].eq("open").sum()),
    "median_days": days.median(),
    "mean_days": days.mean(),
    "share_within_7": (days <= 7).mean(),
}

# %% task 6 right: a running balance of reports and repairs
faults = tickets.query("fault_type == 'lamp_out' and status != 'duplicate'")
reported = pd.to_datetime(faults["reported_at"]).dt.tz_localize(None)
closed = pd.to_datetime(faults["closed_at"]).dt.tz_localize(None)
month_in, month_out = reported.dt.to_period("M"), closed.dt.to_period("M")
balance = month_in.value_counts().sub(month_out.value_counts(), fill_value=0).sort_index().cumsum()
days = (closed - reported).dt.total_seconds() / 86400
per_month = days.groupby(month_in).agg(["size", "mean"])
open_faults = pd.DataFrame(
    {"open_direct": balance, "open_little": per_month["size"] * per_month["mean"]}
)
open_faults["open_little"] /= open_faults.index.days_in_month
open_faults = open_faults.loc["2024-01":"2024-12"].rename_axis("month")

# %% task 6 right: plain Python
from calendar import monthrange
from datetime import datetime, timedelta, timezone

rows = []
kept = tickets[(tickets["fault_type"] == "lamp_out") & (tickets["status"] != "duplicate")]
spans = [
    (
        datetime.fromisoformat(r.reported_at),
        datetime.fromisoformat(r.closed_at) if r.status == "completed" else None,
    )
    for r in kept.itertuples()
]
city = timezone(timedelta(hours=9))
for month in range(12, 0, -1):
    length = monthrange(2024, month)[1]
    start = datetime(2024, month, 1, tzinfo=city)
    end = start + timedelta(days=length)
    new = [(a, b) for a, b in spans if start <= a < end]
    waits = [(b - a) / timedelta(days=1) for a, b in new if b is not None]
    still = sum(a < end and (b is None or b > end) for a, b in spans)
    rows.append([f"2024-{month:02d}", round(len(new) / length * np.mean(waits), 2), still])
open_faults = pd.DataFrame(rows, columns=["month", "open_little", "open_direct"])

# %% task 6 wrong: read the times in UTC
faults = tickets[(tickets["fault_type"] == "lamp_out") & (tickets["status"] != "duplicate")]
reported = pd.to_datetime(faults["reported_at"], utc=True).dt.tz_localize(None)
closed = pd.to_datetime(faults["closed_at"], utc=True).dt.tz_localize(None)
days = (closed - reported) / pd.Timedelta(days=1)
rows = []
for month in pd.period_range("2024-01", "2024-12", freq="M"):
    start, end = month.start_time, (month + 1).start_time
    new = (reported >= start) & (reported < end)
    direct = ((reported < end) & ~(closed <= end)).sum()
    rows.append((str(month), direct, new.sum() / month.days_in_month * days[new].mean()))
open_faults = pd.DataFrame(rows, columns=["month", "open_direct", "open_little"])

# %% task 6 wrong: forgot to drop duplicates
faults = tickets[tickets["fault_type"] == "lamp_out"]
reported = pd.to_datetime(faults["reported_at"]).dt.tz_localize(None)
closed = pd.to_datetime(faults["closed_at"]).dt.tz_localize(None)
days = (closed - reported) / pd.Timedelta(days=1)
rows = []
for month in pd.period_range("2024-01", "2024-12", freq="M"):
    start, end = month.start_time, (month + 1).start_time
    new = (reported >= start) & (reported < end)
    direct = ((reported < end) & ~(closed <= end)).sum()
    rows.append((str(month), direct, new.sum() / month.days_in_month * days[new].mean()))
open_faults = pd.DataFrame(rows, columns=["month", "open_direct", "open_little"])

# %% task 6 wrong: used the median in Little's law
faults = tickets[(tickets["fault_type"] == "lamp_out") & (tickets["status"] != "duplicate")]
reported = pd.to_datetime(faults["reported_at"]).dt.tz_localize(None)
closed = pd.to_datetime(faults["closed_at"]).dt.tz_localize(None)
days = (closed - reported) / pd.Timedelta(days=1)
rows = []
for month in pd.period_range("2024-01", "2024-12", freq="M"):
    start, end = month.start_time, (month + 1).start_time
    new = (reported >= start) & (reported < end)
    direct = ((reported < end) & ~(closed <= end)).sum()
    rows.append((str(month), direct, new.sum() / month.days_in_month * days[new].median()))
open_faults = pd.DataFrame(rows, columns=["month", "open_direct", "open_little"])

# %% task 6 wrong: counted only the tickets of the month itself
faults = tickets[(tickets["fault_type"] == "lamp_out") & (tickets["status"] != "duplicate")]
reported = pd.to_datetime(faults["reported_at"]).dt.tz_localize(None)
closed = pd.to_datetime(faults["closed_at"]).dt.tz_localize(None)
days = (closed - reported) / pd.Timedelta(days=1)
rows = []
for month in pd.period_range("2024-01", "2024-12", freq="M"):
    start, end = month.start_time, (month + 1).start_time
    new = (reported >= start) & (reported < end)
    rows.append(
        (
            str(month),
            (new & ~(closed <= end)).sum(),
            new.sum() / month.days_in_month * days[new].mean(),
        )
    )
open_faults = pd.DataFrame(rows, columns=["month", "open_direct", "open_little"])

# %% task 7 right: text of the clock and a cross table
events = incidents[incidents["offence"] == "vandalism"].copy()
events["date"], events["hour"] = events["occurred_at"].str[:10], events["occurred_at"].str[11:13]
events = events.merge(sun[["date", "sunset", "dusk"]], on="date", how="left")
events["moment"] = events["date"] + "T18" + events["occurred_at"].str[13:]
events["sky"] = np.select(
    [events["moment"] >= events["dusk"], events["moment"] < events["sunset"]],
    ["dark", "light"],
    default="twilight",
)
control_hours = ["10", "11", "12", "13", "14", "15", "21", "22", "23"]
events["role"] = events["hour"].map({"18": "case"} | dict.fromkeys(control_hours, "control"))
table = pd.crosstab(events["role"], events["sky"])
darkness = {f"{r}_{s}": table.loc[r, s] for r in ["case", "control"] for s in ["dark", "light"]}
logarithm = np.log(list(darkness.values())) @ [1, -1, -1, 1]
half = 1.96 * np.sqrt((1 / np.array(list(darkness.values()))).sum())
for name, value in {"odds_ratio": 0, "low": -half, "high": half}.items():
    darkness[name] = round(float(np.exp(logarithm + value)), 3)

# %% task 7 right: a loop over the records
from datetime import datetime
from math import exp, log, sqrt

sky = {day.date: (day.sunset, day.dusk) for day in sun.itertuples()}
count = {"case_dark": 0, "case_light": 0, "control_dark": 0, "control_light": 0}
for event in incidents[incidents["offence"] == "vandalism"].itertuples():
    time = datetime.fromisoformat(event.occurred_at)
    if time.hour == 18:
        role = "case"
    elif 10 <= time.hour <= 15 or time.hour >= 21:
        role = "control"
    else:
        continue
    sunset, dusk = map(datetime.fromisoformat, sky[event.occurred_at[:10]])
    moment = time.replace(hour=18)
    if moment >= dusk:
        count[f"{role}_dark"] += 1
    elif moment < sunset:
        count[f"{role}_light"] += 1
case = count["case_dark"] / count["case_light"]
control = count["control_dark"] / count["control_light"]
error = sqrt(sum(1 / n for n in count.values()))
darkness = {
    **count,
    "odds_ratio": case / control,
    "low": exp(log(case / control) - 1.96 * error),
    "high": exp(log(case / control) + 1.96 * error),
}

# %% task 7 wrong: counted twilight as dark
events = incidents[incidents["offence"] == "vandalism"].copy()
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
moment, hour = "18" + events["occurred_at"].str[13:19], events["occurred_at"].str[11:13].astype(int)
light = moment < events["sunset"].str[11:19]
case, control = hour == 18, hour.between(10, 15) | hour.between(21, 23)
a, b, c, d = (
    (case & ~light).sum(),
    (case & light).sum(),
    (control & ~light).sum(),
    (control & light).sum(),
)
ratio, spread = a / b / (c / d), np.exp(1.96 * np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
darkness = {"case_dark": a, "case_light": b, "control_dark": c, "control_light": d}
darkness |= {"odds_ratio": ratio, "low": ratio / spread, "high": ratio * spread}

# %% task 7 wrong: forgot the control hours in the ratio
events = incidents[incidents["offence"] == "vandalism"].copy()
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
moment, hour = "18" + events["occurred_at"].str[13:19], events["occurred_at"].str[11:13].astype(int)
dark, light = moment >= events["dusk"].str[11:19], moment < events["sunset"].str[11:19]
case, control = hour == 18, hour.between(10, 15) | hour.between(21, 23)
a, b, c, d = (
    (case & dark).sum(),
    (case & light).sum(),
    (control & dark).sum(),
    (control & light).sum(),
)
ratio, spread = a / b, np.exp(1.96 * np.sqrt(1 / a + 1 / b))
darkness = {"case_dark": a, "case_light": b, "control_dark": c, "control_light": d}
darkness |= {"odds_ratio": ratio, "low": ratio / spread, "high": ratio * spread}

# %% task 7 wrong: put the interval on the ratio and not on its logarithm
events = incidents[incidents["offence"] == "vandalism"].copy()
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
moment, hour = "18" + events["occurred_at"].str[13:19], events["occurred_at"].str[11:13].astype(int)
dark, light = moment >= events["dusk"].str[11:19], moment < events["sunset"].str[11:19]
case, control = hour == 18, hour.between(10, 15) | hour.between(21, 23)
a, b, c, d = (
    (case & dark).sum(),
    (case & light).sum(),
    (control & dark).sum(),
    (control & light).sum(),
)
ratio, half = a / b / (c / d), 1.96 * np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
darkness = {"case_dark": a, "case_light": b, "control_dark": c, "control_light": d}
darkness |= {"odds_ratio": ratio, "low": ratio - half, "high": ratio + half}

# %% task 7 wrong: sorted each incident by the light at its own time
events = incidents[incidents["offence"] == "vandalism"].copy()
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
clock, hour = events["occurred_at"].str[11:19], events["occurred_at"].str[11:13].astype(int)
dark, light = clock >= events["dusk"].str[11:19], clock < events["sunset"].str[11:19]
case, control = hour == 18, hour.between(10, 15) | hour.between(21, 23)
a, b, c, d = (
    (case & dark).sum(),
    (case & light).sum(),
    (control & dark).sum(),
    (control & light).sum(),
)
ratio, spread = a / b / (c / d), np.exp(1.96 * np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
darkness = {"case_dark": a, "case_light": b, "control_dark": c, "control_light": d}
darkness |= {"odds_ratio": ratio, "low": ratio / spread, "high": ratio * spread}

# %% task 8 right: nights of each street, searched in sorted times
sun = sun.set_index("date")
chosen = incidents[
    incidents["offence"].isin(["street_robbery", "theft_from_vehicle", "theft_of_vehicle"])
]
date = chosen["occurred_at"].str[:10]
dark = (chosen["occurred_at"] < date.map(sun["dawn"])) | (
    chosen["occurred_at"] >= date.map(sun["dusk"])
)
chosen = chosen[dark]
seconds = pd.to_datetime(chosen["occurred_at"]).map(pd.Timestamp.timestamp)
times = {
    street: np.sort(found.to_numpy()) for street, found in seconds.groupby(chosen["street_id"])
}
near = next_door.groupby("street_id")["neighbour_id"].agg(list).to_dict()
out = tickets.query("fault_type == 'street_out' and status == 'completed'")
records_begin = pd.Timestamp("2023-01-01T00:00:00+09:00").timestamp()
total = {"dark street": np.zeros(4), "next door": np.zeros(4)}
for row in out.itertuples():
    start = pd.Timestamp(row.reported_at).timestamp()
    end = pd.Timestamp(row.closed_at).timestamp()
    earlier = start - 3 * (end - start)
    if earlier < records_begin:
        continue
    for name, places in {
        "dark street": [row.street_id],
        "next door": near.get(row.street_id, []),
    }.items():
        for place in places:
            found = times.get(place, np.array([]))
            first, middle, last = np.searchsorted(found, [earlier, start, end])
            total[name] += [last - middle, end - start, middle - first, start - earlier]
rows = {}
for name, (a, time_a, b, time_b) in total.items():
    logarithm, half = np.log(a / time_a * time_b / b), 1.96 * (1 / a + 1 / b) ** 0.5
    rows[name] = {
        "low": np.exp(logarithm - half),
        "high": np.exp(logarithm + half),
        "ratio": np.exp(logarithm),
    }
outage_effect = (
    pd.DataFrame.from_dict(rows, orient="index").loc[["next door", "dark street"]].round(3)
)

# %% task 8 right: its own neighbours, and one merge for both rows
half_way = streets_table = pd.read_csv(DATA / "streets.csv")
half_way = half_way.assign(
    x=half_way[["x1_m", "x2_m"]].mean(axis=1), y=half_way[["y1_m", "y2_m"]].mean(axis=1)
)[["street_id", "x", "y"]]
out = tickets[(tickets["fault_type"] == "street_out") & tickets["closed_at"].notna()]
out = out[out["status"] == "completed"]
age = pd.to_datetime(out["reported_at"]) - pd.Timestamp("2023-01-01T00:00:00+09:00")
out = out[3 * (pd.to_datetime(out["closed_at"]) - pd.to_datetime(out["reported_at"])) <= age]
dark_places = half_way[half_way["street_id"].isin(out["street_id"])]
half_way["cell_x"], half_way["cell_y"] = half_way["x"] // 100, half_way["y"] // 100
around = []
for step_x in (-1, 0, 1):
    for step_y in (-1, 0, 1):
        shifted = dark_places.assign(
            cell_x=dark_places["x"] // 100 + step_x, cell_y=dark_places["y"] // 100 + step_y
        )
        around.append(shifted.merge(half_way, on=["cell_x", "cell_y"], suffixes=("", "_2")))
around = pd.concat(around)
around = around[(around["x"] - around["x_2"]) ** 2 + (around["y"] - around["y_2"]) ** 2 <= 100**2]
around["group"] = np.where(around["street_id"] == around["street_id_2"], "dark street", "next door")
watch = out.merge(around[["street_id", "street_id_2", "group"]], on="street_id")
watch["begin"], watch["finish"] = (
    pd.to_datetime(watch["reported_at"]),
    pd.to_datetime(watch["closed_at"]),
)
exposure = (
    ((watch["finish"] - watch["begin"]).dt.total_seconds() / 86400).groupby(watch["group"]).sum()
)
crime = incidents.query("offence in ['street_robbery', 'theft_from_vehicle', 'theft_of_vehicle']")
crime = crime.assign(date=crime["occurred_at"].str[:10]).merge(sun, on="date")
crime["t"] = pd.to_datetime(crime["occurred_at"])
crime = crime[
    ~((crime["t"] >= pd.to_datetime(crime["dawn"])) & (crime["t"] < pd.to_datetime(crime["dusk"])))
]
hits = watch.merge(crime[["street_id", "t"]], left_on="street_id_2", right_on="street_id")
lag = (hits["t"] - hits["begin"]).dt.total_seconds() / 86400
length = (hits["finish"] - hits["begin"]).dt.total_seconds() / 86400
a = ((lag >= 0) & (lag < length)).groupby(hits["group"]).sum()
b = ((lag >= -3 * length) & (lag < 0)).groupby(hits["group"]).sum()
outage_effect = pd.DataFrame({"ratio": (a / exposure) / (b / (3 * exposure))})
factor = np.exp(1.96 * np.sqrt(1 / a + 1 / b))
outage_effect["low"], outage_effect["high"] = (
    outage_effect["ratio"] / factor,
    outage_effect["ratio"] * factor,
)

# %% task 8 wrong: counted the daylight hours too
outages = tickets[
    (tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")
].copy()
outages["start"], outages["end"] = (
    pd.to_datetime(outages["reported_at"]),
    pd.to_datetime(outages["closed_at"]),
)
outages["before"] = outages["start"] - 3 * (outages["end"] - outages["start"])
outages = outages[outages["before"] >= pd.Timestamp("2023-01-01T00:00:00+09:00")]
outages = outages[["street_id", "before", "start", "end"]]
events = incidents[
    incidents["offence"].isin(["street_robbery", "theft_from_vehicle", "theft_of_vehicle"])
]
events = events.assign(when=pd.to_datetime(events["occurred_at"]))[["street_id", "when"]]
rows = {}
for name, places in {
    "dark street": outages.rename(columns={"street_id": "place"}),
    "next door": outages.merge(next_door)
    .rename(columns={"neighbour_id": "place"})
    .drop(columns="street_id"),
}.items():
    both = places.merge(events, left_on="place", right_on="street_id")
    a = ((both["when"] >= both["start"]) & (both["when"] < both["end"])).sum()
    b = ((both["when"] >= both["before"]) & (both["when"] < both["start"])).sum()
    days = ((places["end"] - places["start"]) / pd.Timedelta(days=1)).sum()
    ratio, spread = a / days / (b / (3 * days)), np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
outage_effect = pd.DataFrame(rows).T

# %% task 8 wrong: compared the counts and forgot the days
outages = tickets[
    (tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")
].copy()
outages["start"], outages["end"] = (
    pd.to_datetime(outages["reported_at"]),
    pd.to_datetime(outages["closed_at"]),
)
outages["before"] = outages["start"] - 3 * (outages["end"] - outages["start"])
outages = outages[outages["before"] >= pd.Timestamp("2023-01-01T00:00:00+09:00")]
outages = outages[["street_id", "before", "start", "end"]]
events = incidents[
    incidents["offence"].isin(["street_robbery", "theft_from_vehicle", "theft_of_vehicle"])
]
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
events = events[
    (events["occurred_at"] < events["dawn"]) | (events["occurred_at"] >= events["dusk"])
]
events = events.assign(when=pd.to_datetime(events["occurred_at"]))[["street_id", "when"]]
rows = {}
for name, places in {
    "dark street": outages.rename(columns={"street_id": "place"}),
    "next door": outages.merge(next_door)
    .rename(columns={"neighbour_id": "place"})
    .drop(columns="street_id"),
}.items():
    both = places.merge(events, left_on="place", right_on="street_id")
    a = ((both["when"] >= both["start"]) & (both["when"] < both["end"])).sum()
    b = ((both["when"] >= both["before"]) & (both["when"] < both["start"])).sum()
    spread = np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": a / b, "low": a / b / spread, "high": a / b * spread}
outage_effect = pd.DataFrame(rows).T

# %% task 8 wrong: counted the dark street as its own neighbour
outages = tickets[
    (tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")
].copy()
outages["start"], outages["end"] = (
    pd.to_datetime(outages["reported_at"]),
    pd.to_datetime(outages["closed_at"]),
)
outages["before"] = outages["start"] - 3 * (outages["end"] - outages["start"])
outages = outages[outages["before"] >= pd.Timestamp("2023-01-01T00:00:00+09:00")]
outages = outages[["street_id", "before", "start", "end"]]
events = incidents[
    incidents["offence"].isin(["street_robbery", "theft_from_vehicle", "theft_of_vehicle"])
]
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
events = events[
    (events["occurred_at"] < events["dawn"]) | (events["occurred_at"] >= events["dusk"])
]
events = events.assign(when=pd.to_datetime(events["occurred_at"]))[["street_id", "when"]]
same = outages.rename(columns={"street_id": "place"})
near = outages.merge(next_door).rename(columns={"neighbour_id": "place"}).drop(columns="street_id")
rows = {}
for name, places in {"dark street": same, "next door": pd.concat([same, near])}.items():
    both = places.merge(events, left_on="place", right_on="street_id")
    a = ((both["when"] >= both["start"]) & (both["when"] < both["end"])).sum()
    b = ((both["when"] >= both["before"]) & (both["when"] < both["start"])).sum()
    days = ((places["end"] - places["start"]) / pd.Timedelta(days=1)).sum()
    ratio, spread = a / days / (b / (3 * days)), np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
outage_effect = pd.DataFrame(rows).T

# %% task 8 wrong: took 28 days before every outage
outages = tickets[
    (tickets["fault_type"] == "street_out") & (tickets["status"] == "completed")
].copy()
outages["start"], outages["end"] = (
    pd.to_datetime(outages["reported_at"]),
    pd.to_datetime(outages["closed_at"]),
)
outages["before"] = outages["start"] - 3 * (outages["end"] - outages["start"])
outages = outages[outages["before"] >= pd.Timestamp("2023-01-01T00:00:00+09:00")]
outages = outages[["street_id", "before", "start", "end"]]
events = incidents[
    incidents["offence"].isin(["street_robbery", "theft_from_vehicle", "theft_of_vehicle"])
]
events = events.assign(date=events["occurred_at"].str[:10]).merge(sun, on="date")
events = events[
    (events["occurred_at"] < events["dawn"]) | (events["occurred_at"] >= events["dusk"])
]
events = events.assign(when=pd.to_datetime(events["occurred_at"]))[["street_id", "when"]]
same = outages.rename(columns={"street_id": "place"})
near = outages.merge(next_door).rename(columns={"neighbour_id": "place"}).drop(columns="street_id")
rows = {}
for name, places in {"dark street": same, "next door": near}.items():
    both = places.merge(events, left_on="place", right_on="street_id")
    a = ((both["when"] >= both["start"]) & (both["when"] < both["end"])).sum()
    earlier = both["start"] - pd.Timedelta(days=28)
    b = ((both["when"] >= earlier) & (both["when"] < both["start"])).sum()
    days = ((places["end"] - places["start"]) / pd.Timedelta(days=1)).sum()
    ratio, spread = a / days / (b / (28 * len(places))), np.exp(1.96 * np.sqrt(1 / a + 1 / b))
    rows[name] = {"ratio": ratio, "low": ratio / spread, "high": ratio * spread}
outage_effect = pd.DataFrame(rows).T

# %% task 9 right: new lamps only, and half of the money set aside
kind = streets.merge(neighbourhoods[["neighbourhood_id", "kind"]], on="neighbourhood_id")
kind = kind.set_index("street_id")[["neighbourhood_id", "kind"]]
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean()
dark = mean_lx[mean_lx < 3].sort_values().index
served, spent, chosen = set(), 0, []
for purse, limit in [("first", BUDGET), ("fair", 0.7 * BUDGET), ("all", BUDGET)]:
    for street_id in dark:
        place, where = kind.loc[street_id]
        wanted = {
            "first": place not in served,
            "fair": where in ("hillside", "old_quarter"),
            "all": True,
        }[purse]
        lamps = 1 if purse == "first" else 3
        if wanted and street_id not in chosen and spent + lamps * ADD <= limit:
            chosen.append(street_id)
            served.add(place)
            spent += lamps * ADD
            if purse == "first":
                first_round = len(chosen)
number = [1 if i < first_round else 3 for i in range(len(chosen))]
priority_list = pd.DataFrame({"street_id": chosen, "action": "add", "lamps": number})
priority_list["cost"] = priority_list["lamps"] * ADD

# %% task 9 right: one lamp at a time, in turn between neighbourhoods
kinds = neighbourhoods.set_index("neighbourhood_id")["kind"]
home = streets.set_index("street_id")["neighbourhood_id"]
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean()
queues = {}
for street_id in mean_lx[mean_lx < 3].sort_values(ascending=False).index:
    queues.setdefault(home[street_id], []).append(street_id)
under_served = [n for n in queues if kinds[n] in ("hillside", "old_quarter")]
others = [n for n in queues if n not in under_served]
added, left = {}, BUDGET - 20 * MEND
while left >= ADD:
    # Under-served neighbourhoods have three turns for one turn of the others.
    for place in [*others, *under_served, *under_served, *under_served]:
        waiting = [s for s in queues[place] if added.get(s, 0) < 3]
        if waiting and left >= ADD:
            street_id = min(waiting, key=lambda s: added.get(s, 0))
            added[street_id] = added.get(street_id, 0) + 1
            left -= ADD
rows = [[s, "add", float(n), float(n * ADD)] for s, n in added.items()]
is_open = tickets["fault_type"].eq("lamp_out") & tickets["status"].eq("open")
for street_id in tickets[is_open].drop_duplicates("street_id")["street_id"].head(20):
    rows.append([street_id, "mend", 1.0, float(MEND)])
priority_list = pd.DataFrame(rows, columns=["street_id", "action", "lamps", "cost"])

# %% task 9 wrong: spent more than the budget
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean()
dark = mean_lx[mean_lx < 3].index
priority_list = pd.DataFrame({"street_id": dark, "action": "add", "lamps": 3})
priority_list["cost"] = priority_list["lamps"] * ADD

# %% task 9 wrong: left out hillside and old quarter
kind = streets.merge(neighbourhoods, on="neighbourhood_id", suffixes=("", "_of_place"))
kind = kind.set_index("street_id")["kind"]
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean()
dark = [s for s in mean_lx[mean_lx < 3].index if kind[s] not in ("hillside", "old_quarter")]
priority_list = pd.DataFrame({"street_id": dark, "action": "add", "lamps": 3, "cost": 3 * ADD})
priority_list = priority_list.head(BUDGET // (3 * ADD))

# %% task 9 wrong: took the darkest streets and forgot some neighbourhoods
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean().sort_values()
priority_list = pd.DataFrame({"street_id": mean_lx.index[:41], "action": "add", "lamps": 3})
priority_list["cost"] = priority_list["lamps"] * ADD

# %% task 9 wrong: mended lamps that nobody reported as out
kind = streets.merge(neighbourhoods, on="neighbourhood_id", suffixes=("", "_of_place"))
kind["later"] = kind.groupby("neighbourhood_id").cumcount() > 0
kind["fair"] = kind["kind"].isin(["hillside", "old_quarter"])
kind = kind.sort_values(["later", "fair"], ascending=[True, False]).head(BUDGET // (4 * MEND))
priority_list = pd.DataFrame({"street_id": kind["street_id"], "action": "mend", "lamps": 4})
priority_list["cost"] = priority_list["lamps"] * MEND

# %% task 9 wrong: gave one lamp the price of another
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean()
dark = mean_lx[mean_lx < 3].sort_values().index
priority_list = pd.DataFrame({"street_id": dark, "action": "add", "lamps": 3, "cost": 3 * MEND})

# %% task 9 wrong: added lamps on streets that are bright enough
kind = streets.merge(neighbourhoods, on="neighbourhood_id", suffixes=("", "_of_place"))
mean_lx = lux.groupby("street_id")["horizontal_lx"].mean()
bright = kind[kind["street_id"].isin(mean_lx[mean_lx >= 3].index)].copy()
bright["turn"] = bright.groupby("neighbourhood_id").cumcount()
bright["fair"] = bright["kind"].isin(["hillside", "old_quarter"])
bright = bright.sort_values(["turn", "fair"], ascending=[True, False]).head(BUDGET // (3 * ADD))
priority_list = pd.DataFrame({"street_id": bright["street_id"], "action": "add", "lamps": 3})
priority_list["cost"] = priority_list["lamps"] * ADD
