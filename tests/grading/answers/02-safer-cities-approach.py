# ruff: noqa
"""Known answers to the assignment on the safer cities approach, read as text by the harness.

Each cell replaces the stub in one task's answer cell, so the tables that the cell reads above
the stub are there. Two right answers at least, found in another way than the model answer, and
three wrong ones at least, each with the slip as its name.
"""

# %% task 1 right: a cross table
table = pd.crosstab([survey["wave"], survey["sex"]], survey["outcome"])
response = pd.DataFrame({"rate": table["interviewed"] / table.sum(axis=1)})

# %% task 1 right: plain Python
asked, met = {}, {}
for wave, sex, outcome in zip(survey["wave"], survey["sex"], survey["outcome"]):
    asked[wave, sex] = asked.get((wave, sex), 0) + 1
    met[wave, sex] = met.get((wave, sex), 0) + (outcome == "interviewed")
rows = [{"sex": s, "wave": w, "rate": round(met[w, s] / n, 3)} for (w, s), n in asked.items()]
response = pd.DataFrame(rows[::-1])

# %% task 1 wrong: left out the people who were not met
reached = survey[survey["outcome"] != "no_contact"]
response = (
    reached.assign(rate=reached["outcome"] == "interviewed")
    .groupby(["wave", "sex"])["rate"]
    .mean()
    .reset_index()
)

# %% task 1 wrong: shared out the interviews between the groups
met = survey[survey["outcome"] == "interviewed"]
response = (met.groupby(["wave", "sex"]).size() / len(met)).rename("rate").reset_index()

# %% task 1 wrong: gave the share who refused
response = (
    survey.assign(rate=survey["outcome"] == "refused")
    .groupby(["wave", "sex"])["rate"]
    .mean()
    .reset_index()
)

# %% task 1 wrong: divided by twice the number asked of one sex
table = survey[survey["outcome"] == "interviewed"].groupby(["wave", "sex"]).size()
response = (table / survey.groupby("wave").size()).rename("rate").reset_index()

# %% task 2 right: numpy's weighted average
harassment_share = pd.Series(
    {
        wave: np.average(people["harassment"] == "yes", weights=people["weight"])
        for wave, people in answered.groupby("wave")
    }
)

# %% task 2 right: a pivot table of weights
sums = survey.pivot_table(index="wave", columns="harassment", values="weight", aggfunc="sum")
harassment_share = (sums["yes"] / (sums["yes"] + sums["no"])).round(4)

# %% task 2 wrong: forgot the weights
harassment_share = (answered["harassment"] == "yes").groupby(answered["wave"]).mean()

# %% task 2 wrong: counted people without an interview as not harassed
harassment_share = (survey["harassment"] == "yes").groupby(survey["wave"]).mean()

# %% task 2 wrong: took sexual harassment alone
sexual = answered["weight"].where(answered["harassment_kind"] == "sexual", 0)
harassment_share = sexual.groupby(answered["wave"]).sum()
harassment_share = harassment_share / answered.groupby("wave")["weight"].sum()

# %% task 2 wrong: swapped the waves
harassment_share = pd.Series(
    {
        4048 - wave: np.average(people["harassment"] == "yes", weights=people["weight"])
        for wave, people in answered.groupby("wave")
    }
)

# %% task 3 right: from the mean and the spread of the weights
spread = answered.groupby("wave")["weight"].agg(["size", "mean", lambda w: w.std(ddof=0)])
spread.columns = ["interviews", "mean", "sd"]
spread["deff"] = 1 + (spread["sd"] / spread["mean"]) ** 2
spread["n_eff"] = spread["interviews"] / spread["deff"]
worth = spread[["deff", "n_eff", "interviews"]]

# %% task 3 right: one wave at a time
rows = []
for wave in [2025, 2023]:
    w = survey.query("wave == @wave and outcome == 'interviewed'")["weight"].to_numpy()
    size = w.sum() ** 2 / (w @ w)
    rows.append({"wave": wave, "interviews": len(w), "n_eff": size, "deff": len(w) / size})
worth = pd.DataFrame(rows).round(3)

# %% task 3 wrong: counted everybody who was asked
by_wave = survey.groupby("wave")["weight"]
worth = pd.DataFrame({"interviews": by_wave.size()})
worth["n_eff"] = by_wave.sum() ** 2 / (survey["weight"] ** 2).groupby(survey["wave"]).sum()
worth["deff"] = worth["interviews"] / worth["n_eff"]

# %% task 3 wrong: turned the design effect over
by_wave = answered.groupby("wave")["weight"]
worth = pd.DataFrame({"interviews": by_wave.size()})
worth["n_eff"] = by_wave.sum() ** 2 / (answered["weight"] ** 2).groupby(answered["wave"]).sum()
worth["deff"] = worth["n_eff"] / worth["interviews"]

# %% task 3 wrong: did not square the sum of the weights
by_wave = answered.groupby("wave")["weight"]
worth = pd.DataFrame({"interviews": by_wave.size()})
worth["n_eff"] = by_wave.sum() / (answered["weight"] ** 2).groupby(answered["wave"]).sum()
worth["deff"] = worth["interviews"] / worth["n_eff"]

# %% task 3 wrong: put both waves together
everyone = answered["weight"]
size = everyone.sum() ** 2 / (everyone**2).sum()
worth = pd.DataFrame({"interviews": len(everyone), "n_eff": size}, index=[2023, 2025])
worth["deff"] = worth["interviews"] / worth["n_eff"]
worth.index.name = "wave"

# %% task 4 right: the interval as the roots of a quadratic
rows = []
wave = survey[(survey["wave"] == 2025) & (survey["outcome"] == "interviewed")]
for (sex, age), group in wave.groupby(["sex", "age_group"]):
    p = np.average(group["harassment"] == "yes", weights=group["weight"])
    n = group["weight"].sum() ** 2 / (group["weight"] ** 2).sum()
    # Wilson: all q with (p - q)^2 <= z^2 q (1 - q) / n
    a, b, c = 1 + 1.96**2 / n, -(2 * p + 1.96**2 / n), p**2
    low, high = sorted(np.roots([a, b, c]).real)
    rows.append({"age_group": age, "sex": sex, "share": p, "low": low, "high": high})
harassment_by_group = pd.DataFrame(rows[::-1])


# %% task 4 right: a function and apply
def wilson(group):
    w = group["weight"] / group["weight"].sum()
    p, n = w[group["harassment"] == "yes"].sum(), 1 / (w**2).sum()
    k = 1.959964**2
    middle, half = p * n + k / 2, (k * (p * (1 - p) * n + k / 4)) ** 0.5
    return pd.Series(
        {"share": p, "low": (middle - half) / (n + k), "high": (middle + half) / (n + k)}
    )


chosen = survey.query("wave == 2025 and outcome == 'interviewed'")
harassment_by_group = (
    chosen.groupby(["sex", "age_group"])[["weight", "harassment"]].apply(wilson).round(3)
)

# %% task 4 wrong: used the number of interviews as the size
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)].copy()
people["yes"] = people["weight"].where(people["harassment"] == "yes", 0)
sums = people.groupby(["sex", "age_group"])[["yes", "weight"]].sum()
p, z = sums["yes"] / sums["weight"], 1.96
n = people.groupby(["sex", "age_group"]).size()
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
harassment_by_group = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})
harassment_by_group = harassment_by_group.reset_index()

# %% task 4 wrong: took p plus and minus 1.96 standard errors
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)].copy()
people["yes"] = people["weight"].where(people["harassment"] == "yes", 0)
people["square"] = people["weight"] ** 2
sums = people.groupby(["sex", "age_group"])[["yes", "weight", "square"]].sum()
p = sums["yes"] / sums["weight"]
n = sums["weight"] ** 2 / sums["square"]
half = 1.96 * np.sqrt(p * (1 - p) / n)
harassment_by_group = pd.DataFrame({"share": p, "low": p - half, "high": p + half}).reset_index()

# %% task 4 wrong: put both waves together
people = survey[survey["outcome"] == "interviewed"].copy()
people["yes"] = people["weight"].where(people["harassment"] == "yes", 0)
people["square"] = people["weight"] ** 2
sums = people.groupby(["sex", "age_group"])[["yes", "weight", "square"]].sum()
p = sums["yes"] / sums["weight"]
n, z = sums["weight"] ** 2 / sums["square"], 1.96
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
harassment_by_group = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})
harassment_by_group = harassment_by_group.reset_index()

# %% task 4 wrong: one effective size for the whole wave
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)].copy()
people["yes"] = people["weight"].where(people["harassment"] == "yes", 0)
sums = people.groupby(["sex", "age_group"])[["yes", "weight"]].sum()
p, z = sums["yes"] / sums["weight"], 1.96
n = people["weight"].sum() ** 2 / (people["weight"] ** 2).sum()
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
harassment_by_group = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})
harassment_by_group = harassment_by_group.reset_index()

# %% task 5 right: one kind after the other
rows = {}
wave = survey.loc[(survey["wave"] == 2025) & (survey["outcome"] == "interviewed")]
w = wave["weight"] / wave["weight"].sum()
n, k = 1 / (w**2).sum(), 1.96**2
kinds = {"physical": "assault", "psychological": "psychological_violence"}
kinds["sexual"] = "sexual_violence"
nobody = pd.Series(True, index=wave.index)
for kind, column in kinds.items():
    nobody &= wave[column] == "no"
    rows[kind] = w[wave[column] == "yes"].sum()
rows["any"] = 1 - w[nobody].sum()
violence = pd.DataFrame({"share": rows})
middle = violence["share"] * n + k / 2
half = np.sqrt(k * (violence["share"] * (1 - violence["share"]) * n + k / 4))
violence["low"], violence["high"] = (middle - half) / (n + k), (middle + half) / (n + k)

# %% task 5 right: matrix arithmetic, in another order
wave = survey[survey["outcome"].eq("interviewed") & survey["wave"].eq(2025)]
yes = wave[["sexual_violence", "assault", "psychological_violence"]].eq("yes").to_numpy()
yes = np.column_stack([yes, yes.max(axis=1)])
w = wave["weight"].to_numpy()
p, n = w @ yes / w.sum(), w.sum() ** 2 / (w @ w)
bounds = [np.sort(np.roots([1 + 3.8416 / n, -(2 * q + 3.8416 / n), q**2]).real) for q in p]
violence = pd.DataFrame(
    bounds, index=["sexual", "physical", "psychological", "any"], columns=["low", "high"]
)
violence["share"] = p
violence = violence.round(5)

# %% task 5 wrong: added the three kinds
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
hit = people[["assault", "psychological_violence", "sexual_violence"]] == "yes"
hit.columns = ["physical", "psychological", "sexual"]
weight = people["weight"]
p = hit.mul(weight, axis=0).sum() / weight.sum()
p["any"] = p.sum()
n, z = weight.sum() ** 2 / (weight**2).sum(), 1.96
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
violence = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})

# %% task 5 wrong: physical violence from the records of the police
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
hit = people[["assault", "psychological_violence", "sexual_violence"]] == "yes"
hit.columns = ["physical", "psychological", "sexual"]
hit["any"] = hit.any(axis=1)
weight = people["weight"]
p = hit.mul(weight, axis=0).sum() / weight.sum()
records = pd.read_csv(DATA / "incidents.csv")
in_2025 = records["occurred_at"].str.startswith("2025") & (records["offence"] == "assault")
p["physical"] = in_2025.sum() / weight.sum()
n, z = weight.sum() ** 2 / (weight**2).sum(), 1.96
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
violence = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})

# %% task 5 wrong: forgot the weights
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)]
hit = people[["assault", "psychological_violence", "sexual_violence"]] == "yes"
hit.columns = ["physical", "psychological", "sexual"]
hit["any"] = hit.any(axis=1)
weight = people["weight"]
p = hit.mean()
n, z = weight.sum() ** 2 / (weight**2).sum(), 1.96
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
violence = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})

# %% task 5 wrong: took the wave of 2023
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2023)]
hit = people[["assault", "psychological_violence", "sexual_violence"]] == "yes"
hit.columns = ["physical", "psychological", "sexual"]
hit["any"] = hit.any(axis=1)
weight = people["weight"]
p = hit.mul(weight, axis=0).sum() / weight.sum()
n, z = weight.sum() ** 2 / (weight**2).sum(), 1.96
centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
violence = pd.DataFrame({"share": p, "low": centre - half, "high": centre + half})

# %% task 6 right: weighted averages, sex by sex
rows = {}
for sex in ["man", "woman"]:
    chosen = survey.query("wave == 2025 and outcome == 'interviewed' and sex == @sex")
    said, w = chosen["safe_after_dark"], chosen["weight"]
    safe = np.average(said.isin(["very_safe", "fairly_safe"]), weights=w)
    never = np.average(said == "never_out", weights=w)
    rows[sex] = [never, safe, 1 - safe - never, safe / (1 - never)]
after_dark = pd.DataFrame(rows, index=["never_out", "safe", "unsafe", "safe_if_out"]).T

# %% task 6 right: a cross table with weights
chosen = survey[(survey["wave"] == 2025) & (survey["outcome"] == "interviewed")]
shares = pd.crosstab(
    chosen["sex"],
    chosen["safe_after_dark"],
    values=chosen["weight"],
    aggfunc="sum",
    normalize="index",
)
after_dark = pd.DataFrame(
    {
        "safe": shares["very_safe"] + shares["fairly_safe"],
        "unsafe": shares["bit_unsafe"] + shares["very_unsafe"],
        "never_out": shares["never_out"],
    }
)
after_dark["safe_if_out"] = after_dark["safe"] / after_dark[["safe", "unsafe"]].sum(axis=1)
after_dark = after_dark.round(3)

# %% task 6 wrong: dropped the people who never go out
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)].copy()
words = {
    "very_safe": "safe",
    "fairly_safe": "safe",
    "bit_unsafe": "unsafe",
    "very_unsafe": "unsafe",
}
people["feels"] = people["safe_after_dark"].map(words)
sums = people.pivot_table(index="sex", columns="feels", values="weight", aggfunc="sum")
after_dark = sums.div(sums.sum(axis=1), axis=0)
after_dark["never_out"] = 0.0
after_dark["safe_if_out"] = after_dark["safe"]

# %% task 6 wrong: counted those who never go out as unsafe
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)].copy()
people["feels"] = np.where(people["safe_after_dark"].str.endswith("_safe"), "safe", "unsafe")
sums = people.pivot_table(index="sex", columns="feels", values="weight", aggfunc="sum")
after_dark = sums.div(sums.sum(axis=1), axis=0)
never = people["weight"].where(people["safe_after_dark"] == "never_out", 0)
after_dark["never_out"] = never.groupby(people["sex"]).sum() / sums.sum(axis=1)
after_dark["safe_if_out"] = after_dark["safe"] / (1 - after_dark["never_out"])

# %% task 6 wrong: took only very safe as safe
people = survey[(survey["outcome"] == "interviewed") & (survey["wave"] == 2025)].copy()
words = {"very_safe": "safe", "never_out": "never_out"}
people["feels"] = people["safe_after_dark"].map(words).fillna("unsafe")
sums = people.pivot_table(index="sex", columns="feels", values="weight", aggfunc="sum")
after_dark = sums.div(sums.sum(axis=1), axis=0)
after_dark["safe_if_out"] = sums["safe"] / (sums["safe"] + sums["unsafe"])

# %% task 6 wrong: mixed the two wordings of the question
people = survey[survey["outcome"] == "interviewed"].copy()
words = {"very_safe": "safe", "fairly_safe": "safe", "never_out": "never_out"}
people["feels"] = people["safe_after_dark"].map(words).fillna("unsafe")
sums = people.pivot_table(index="sex", columns="feels", values="weight", aggfunc="sum")
after_dark = sums.div(sums.sum(axis=1), axis=0)
after_dark["safe_if_out"] = sums["safe"] / (sums["safe"] + sums["unsafe"])


# %% task 7 right: from standard errors
def share_and_error(wave):
    people = survey[(survey["wave"] == wave) & survey["harassment"].notna()]
    w = (people["weight"] / people["weight"].sum()).to_numpy()
    p = w[people["harassment"].to_numpy() == "yes"].sum()
    return p, (p * (1 - p) * (w @ w)) ** 0.5


(p_1, error_1), (p_2, error_2) = share_and_error(2023), share_and_error(2025)
half = 1.959964 * np.hypot(error_1, error_2)
harassment_change = pd.Series(
    {"low": p_2 - p_1 - half, "high": p_2 - p_1 + half, "difference": p_2 - p_1}
)

# %% task 7 right: grouped sums
answered = survey[survey["outcome"] == "interviewed"].copy()
answered["yes"] = answered["weight"] * (answered["harassment"] == "yes")
answered["square"] = answered["weight"] ** 2
sums = answered.groupby("wave")[["yes", "weight", "square"]].sum()
p = sums["yes"] / sums["weight"]
half = 1.96 * (p * (1 - p) * sums["square"] / sums["weight"] ** 2).sum() ** 0.5
change = p.diff().iloc[-1]
harassment_change = {
    "difference": round(change, 4),
    "low": round(change - half, 4),
    "high": round(change + half, 4),
}

# %% task 7 wrong: added the two margins
answered = survey[survey["outcome"] == "interviewed"]
share, half = {}, 0
for wave, people in answered.groupby("wave"):
    weight = people["weight"]
    share[wave] = weight[people["harassment"] == "yes"].sum() / weight.sum()
    n_eff = weight.sum() ** 2 / (weight**2).sum()
    half += 1.96 * np.sqrt(share[wave] * (1 - share[wave]) / n_eff)
difference = share[2025] - share[2023]
harassment_change = {"difference": difference, "low": difference - half, "high": difference + half}

# %% task 7 wrong: subtracted the later wave from the earlier
answered = survey[survey["outcome"] == "interviewed"]
share, variance = {}, 0
for wave, people in answered.groupby("wave"):
    weight = people["weight"]
    share[wave] = weight[people["harassment"] == "yes"].sum() / weight.sum()
    variance += share[wave] * (1 - share[wave]) * (weight**2).sum() / weight.sum() ** 2
difference, half = share[2023] - share[2025], 1.96 * np.sqrt(variance)
harassment_change = {"difference": difference, "low": difference - half, "high": difference + half}

# %% task 7 wrong: used the number of interviews
answered = survey[survey["outcome"] == "interviewed"]
share, variance = {}, 0
for wave, people in answered.groupby("wave"):
    weight = people["weight"]
    share[wave] = weight[people["harassment"] == "yes"].sum() / weight.sum()
    variance += share[wave] * (1 - share[wave]) / len(people)
difference, half = share[2025] - share[2023], 1.96 * np.sqrt(variance)
harassment_change = {"difference": difference, "low": difference - half, "high": difference + half}

# %% task 7 wrong: gave the change in per cent of the first wave
answered = survey[survey["outcome"] == "interviewed"]
share, variance = {}, 0
for wave, people in answered.groupby("wave"):
    weight = people["weight"]
    share[wave] = weight[people["harassment"] == "yes"].sum() / weight.sum()
    variance += share[wave] * (1 - share[wave]) * (weight**2).sum() / weight.sum() ** 2
difference, half = share[2025] / share[2023] - 1, 1.96 * np.sqrt(variance) / share[2023]
harassment_change = {"difference": difference, "low": difference - half, "high": difference + half}

# %% task 8 right: dates as text
start = projects.set_index("project").loc["campaign", "starts_on"]
year = int(start[:4])
rows = {}
for offence in ["assault", "harassment"]:
    day = incidents.loc[incidents["offence"] == offence, "occurred_at"].str.slice(0, 10)
    a = sum(f"{year - 1}{start[4:]}" <= d < start for d in day)
    b = sum(start <= d < f"{year + 1}{start[4:]}" for d in day)
    f = np.exp(1.96 * (1 / a + 1 / b) ** 0.5)
    rows[offence] = {"after": b, "before": a, "ratio": b / a, "low": b / a / f, "high": b / a * f}
recorded_break = pd.DataFrame.from_dict(rows, orient="index").round(3)

# %% task 8 right: whole months and a pivot table
start = pd.Period(projects.query("project == 'campaign'")["starts_on"].iloc[0], "M")
month = pd.PeriodIndex(incidents["occurred_at"].str[:7], freq="M")
steps = (month.year - start.year) * 12 + month.month - start.month
incidents["window"] = np.select(
    [(steps >= -12) & (steps < 0), (steps >= 0) & (steps < 12)], ["before", "after"], "other"
)
recorded_break = incidents.pivot_table(
    index="offence", columns="window", values="incident_id", aggfunc="count"
).loc[["harassment", "assault"]]
logarithm = np.log(recorded_break["after"] / recorded_break["before"])
half = 1.96 * np.sqrt(1 / recorded_break["after"] + 1 / recorded_break["before"])
recorded_break = recorded_break.assign(
    ratio=np.exp(logarithm), low=np.exp(logarithm - half), high=np.exp(logarithm + half)
)

# %% task 8 wrong: compared two calendar years
year = incidents["occurred_at"].str[:4]
chosen = incidents[incidents["offence"].isin(["harassment", "assault"])]
recorded_break = pd.crosstab(chosen["offence"], year[chosen.index])[["2023", "2025"]]
recorded_break.columns = ["before", "after"]
ratio = recorded_break["after"] / recorded_break["before"]
factor = np.exp(1.96 * np.sqrt(1 / recorded_break["before"] + 1 / recorded_break["after"]))
recorded_break = recorded_break.assign(ratio=ratio, low=ratio / factor, high=ratio * factor)

# %% task 8 wrong: took all months before and all months after
start = projects.set_index("project").loc["campaign", "starts_on"]
chosen = incidents[incidents["offence"].isin(["harassment", "assault"])]
later = chosen["occurred_at"].str[:10] >= start
recorded_break = pd.crosstab(chosen["offence"], later)
recorded_break.columns = ["before", "after"]
ratio = recorded_break["after"] / recorded_break["before"]
factor = np.exp(1.96 * np.sqrt(1 / recorded_break["before"] + 1 / recorded_break["after"]))
recorded_break = recorded_break.assign(ratio=ratio, low=ratio / factor, high=ratio * factor)

# %% task 8 wrong: turned the ratio over
start = pd.Timestamp(projects.set_index("project").loc["campaign", "starts_on"])
day = pd.to_datetime(incidents["occurred_at"].str[:10])
year = pd.DateOffset(years=1)
chosen = incidents["offence"].isin(["harassment", "assault"])
before = incidents.loc[chosen & (day >= start - year) & (day < start), "offence"].value_counts()
after = incidents.loc[chosen & (day >= start) & (day < start + year), "offence"].value_counts()
recorded_break = pd.DataFrame({"before": before, "after": after})
ratio = before / after
factor = np.exp(1.96 * np.sqrt(1 / before + 1 / after))
recorded_break = recorded_break.assign(ratio=ratio, low=ratio / factor, high=ratio * factor)

# %% task 8 wrong: gave the interval of the difference of counts
start = pd.Timestamp(projects.set_index("project").loc["campaign", "starts_on"])
day = pd.to_datetime(incidents["occurred_at"].str[:10])
year = pd.DateOffset(years=1)
chosen = incidents["offence"].isin(["harassment", "assault"])
before = incidents.loc[chosen & (day >= start - year) & (day < start), "offence"].value_counts()
after = incidents.loc[chosen & (day >= start) & (day < start + year), "offence"].value_counts()
recorded_break = pd.DataFrame({"before": before, "after": after, "ratio": after / before})
half = 1.96 * np.sqrt(before + after)
recorded_break = recorded_break.assign(low=after - before - half, high=after - before + half)
