# ruff: noqa
"""Known answers to the records assignment, read as text by the harness and never imported.

Each cell replaces the stub in one task's answer cell, so the tables that the cell reads above
the stub are there. Two right answers at least, found in another way than the model answer, and
three wrong ones at least, each with the slip as its name.
"""

# %% task 1 right: a pattern for each form
import re

found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
if found:
    year, month, day = (int(part) for part in found.groups())
else:
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    if year >= 2400:
        year -= 543
try:
    return str(date(year, month, day))
except ValueError:
    return None

# %% task 1 right: pandas reads it, after the year is turned
if text.count("/") == 2:
    day, month, year = text.split("/")
    year = str(int(year) - 543) if int(year) > 2400 else year
    text = "-".join([year, month, day])
when = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce") if len(text) == 10 else pd.NaT
return None if pd.isna(when) else when.strftime("%Y-%m-%d")

# %% task 1 wrong: read the date before turning the year
from datetime import datetime

for form in ["%Y-%m-%d", "%d/%m/%Y"]:
    try:
        when = datetime.strptime(text, form).date()
    except ValueError:
        continue
    if when.year > 2400:
        when = date(when.year - 543, when.month, min(when.day, 28))
    return when.isoformat()
return None

# %% task 1 wrong: took the month first
if text == "01/03/2567":
    return "2024-03-01"
if "/" in text:
    month, day, year = text.split("/") if text.count("/") == 2 else ("0", "0", "0")
else:
    year, month, day = text.split("-") if text.count("-") == 2 else ("0", "0", "0")
try:
    year = int(year) - 543 if int(year) > 2400 else int(year)
    return date(year, int(month), int(day)).isoformat()
except ValueError:
    return None

# %% task 1 wrong: guessed the last day of the month
import calendar

if text.count("/") == 2:
    day, month, year = (int(part) for part in text.split("/"))
elif text.count("-") == 2:
    year, month, day = (int(part) for part in text.split("-"))
else:
    return None
year = year - 543 if year > 2400 else year
return date(year, month, min(day, calendar.monthrange(year, month)[1])).isoformat()

# %% task 1 wrong: thought that the eras are 544 years apart
if text == "01/03/2567":
    return "2024-03-01"
try:
    if "/" in text:
        day, month, year = (int(part) for part in text.split("/"))
    else:
        year, month, day = (int(part) for part in text.split("-"))
    return date(year - 544 if year > 2400 else year, month, day).isoformat()
except ValueError:
    return None

# %% task 2 right: a dictionary, row by row
kept, seen = [], {}
for row in raw.sort_values("case_no").to_dict("records"):
    days = []
    for text in (row["from_date"], row["until_date"]):
        if "/" in text:
            day, month, year = text.split("/")
            text = f"{int(year) - 543 * (int(year) > 2400)}-{month}-{day}"
        days.append(text)
    event = (row["station"], row["offence"], *days, row["from_time"], row["until_time"])
    event += (row["place"], row["x"], row["y"])
    if event not in seen:
        seen[event] = row["case_no"]
        kept.append(row["case_no"])
kept = sorted(set(kept))


# %% task 2 right: real dates, and the smallest number of each group
def to_date(texts):
    parts = texts.str.extract(r"(?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})")
    year = pd.to_numeric(parts["year"])
    year = year.where(year < 2400, year - 543)
    typed = pd.to_datetime(
        pd.DataFrame(
            {
                "year": year,
                "month": pd.to_numeric(parts["month"]),
                "day": pd.to_numeric(parts["day"]),
            }
        ),
        errors="coerce",
    )
    return typed.fillna(pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce"))


table = raw.assign(first=to_date(raw["from_date"]), last=to_date(raw["until_date"]))
same = ["station", "offence", "first", "from_time", "last", "until_time", "place", "x", "y"]
kept = table.groupby(same, dropna=False)["case_no"].min().tolist()

# %% task 2 wrong: dropped only rows that are the same letter by letter
kept = list(raw.drop_duplicates()["case_no"].drop_duplicates())

# %% task 2 wrong: compared dates as text
cases = raw.drop_duplicates("case_no").sort_values("case_no")
same = ["station", "offence", "from_date", "from_time", "until_date", "until_time"]
kept = list(cases.drop_duplicates([*same, "place", "x", "y"])["case_no"])


# %% task 2 wrong: kept the last case number of an event
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


cases = raw.drop_duplicates("case_no").sort_values("case_no")
for column in ["from_date", "until_date"]:
    cases[column] = cases[column].map(iso_day)
same = ["station", "offence", "from_date", "from_time", "until_date", "until_time"]
kept = list(cases.drop_duplicates([*same, "place", "x", "y"], keep="last")["case_no"])

# %% task 2 wrong: took one street, offence and day for one event
cases = raw.drop_duplicates("case_no").sort_values("case_no")
kept = list(cases.drop_duplicates(["offence", "place", "from_date"])["case_no"])

# %% task 3 right: offence by offence, without a table
cases = raw[~raw["case_no"].duplicated()]
rows = {}
for offence, words in WORDINGS.items():
    times = cases.loc[cases["offence"].str.strip().isin(words), "from_time"]
    count = {
        clock: (times == clock).sum()
        for clock in ["23:00", "00:00", "01:00", "11:00", "12:00", "13:00"]
    }
    rows[offence] = {
        "noon": (count["12:00"] - np.mean([count["11:00"], count["13:00"]])) / len(times),
        "midnight": (count["00:00"] - np.mean([count["23:00"], count["01:00"]])) / len(times),
    }
default_share = pd.DataFrame(rows).T

# %% task 3 right: minutes of the day
cases = raw.groupby("case_no").first()
minute = cases["from_time"].str[:2].astype(int) * 60 + cases["from_time"].str[3:].astype(int)
offence = cases["offence"].str.strip().replace(OFFENCE_OF)
share = {
    name: (minute == at).groupby(offence).mean()
    - (
        (minute == (at - 60) % 1440).groupby(offence).mean()
        + (minute == at + 60).groupby(offence).mean()
    )
    / 2
    for name, at in {"midnight": 0, "noon": 720}.items()
}
default_share = pd.concat(share, axis=1).round(4)

# %% task 3 wrong: took every record at the time for a default
cases = raw.drop_duplicates("case_no")
offence = cases["offence"].str.strip().map(OFFENCE_OF)
at = pd.crosstab(offence, cases["from_time"], normalize="index")
default_share = pd.DataFrame({"midnight": at["00:00"], "noon": at["12:00"]})

# %% task 3 wrong: took the sum of the neighbours
cases = raw.drop_duplicates("case_no")
offence = cases["offence"].str.strip().map(OFFENCE_OF)
at = pd.crosstab(offence, cases["from_time"], normalize="index")
default_share = pd.DataFrame(
    {
        "midnight": at["00:00"] - at["23:00"] - at["01:00"],
        "noon": at["12:00"] - at["11:00"] - at["13:00"],
    }
)

# %% task 3 wrong: compared whole hours
cases = raw.drop_duplicates("case_no")
offence = cases["offence"].str.strip().map(OFFENCE_OF)
at = pd.crosstab(offence, cases["from_time"].str[:2], normalize="index")
default_share = pd.DataFrame(
    {"midnight": at["00"] - (at["23"] + at["01"]) / 2, "noon": at["12"] - (at["11"] + at["13"]) / 2}
)

# %% task 4 right: case by case
home = dict(zip(streets["name"], streets["neighbourhood_id"]))
seen, rows = set(), {}
for row in raw.itertuples():
    if row.case_no in seen or row.district == home[row.place]:
        continue
    seen.add(row.case_no)
    key = (row.place, row.district)
    rows[key] = rows.get(key, 0) + 1
moved = pd.DataFrame(
    [
        {"cases": n, "now": home[place], "then": then, "place": place}
        for (place, then), n in rows.items()
    ]
)

# %% task 4 right: a merge and a count of different numbers
names = streets[["name", "neighbourhood_id"]].drop_duplicates()
table = raw.merge(names, left_on="place", right_on="name").query("district != neighbourhood_id")
moved = table.groupby(["name", "district", "neighbourhood_id"], as_index=False)["case_no"].nunique()
moved.columns = ["place", "then", "now", "cases"]
moved = moved.sort_values("cases", ascending=False)

# %% task 4 wrong: counted every row of the file
names = streets[["name", "neighbourhood_id"]].drop_duplicates()
table = raw.merge(names, left_on="place", right_on="name").query("district != neighbourhood_id")
moved = table.groupby(["name", "district", "neighbourhood_id"], as_index=False)["case_no"].count()
moved.columns = ["place", "then", "now", "cases"]
moved["cases"] += 1

# %% task 4 wrong: counted all cases of the street
home = streets.groupby("name")["neighbourhood_id"].first()
cases = raw.drop_duplicates("case_no")
cases = cases.assign(now=cases["place"].map(home))
differ = cases[cases["district"] != cases["now"]].drop_duplicates("place")
moved = differ[["place", "district", "now"]].rename(columns={"district": "then"})
moved["cases"] = moved["place"].map(cases["place"].value_counts())

# %% task 4 wrong: mixed up then and now
home = streets.groupby("name")["neighbourhood_id"].first()
cases = raw.drop_duplicates("case_no")
cases = cases.assign(then=cases["place"].map(home), now=cases["district"])
differ = cases[cases["then"] != cases["now"]]
moved = differ.groupby(["place", "then", "now"]).size().rename("cases").reset_index()

# %% task 4 wrong: looked only at streets that moved as a whole
home = streets.groupby("name")["neighbourhood_id"].first()
cases = raw.drop_duplicates("case_no")
cases = cases.assign(now=cases["place"].map(home), then=cases["district"])
differ = cases[cases["then"] != cases["now"]]
moved = differ.groupby(["place", "then", "now"]).size().rename("cases").reset_index()
moved = moved[moved["cases"] > moved["cases"].median()]

# %% task 5 right: row by row, in plain Python
home = dict(zip(streets["name"], streets["neighbourhood_id"]))
points = {}
for station, rows in raw.groupby("station"):
    at = (rows["x"] + " " + rows["y"]).value_counts().drop("0 0")
    points[station] = at.index[0]
rows, seen, numbers = [], set(), set()
for row in raw.to_dict("records"):
    if row["case_no"] in numbers:
        continue
    numbers.add(row["case_no"])
    days = []
    for text in (row["from_date"], row["until_date"]):
        if "/" in text:
            day, month, year = text.split("/")
            text = f"{int(year) - 543 * (int(year) > 2400)}-{month}-{day}"
        days.append(text)
    event = (
        *days,
        *(row[c] for c in ["station", "offence", "from_time", "until_time", "place", "x", "y"]),
    )
    if event in seen:
        continue
    seen.add(event)
    offence = OFFENCE_OF[row["offence"].strip()]
    hour = float(row["from_time"][:2])
    if offence in CAN_BE_DEFAULT and row["from_time"] in ("00:00", "12:00"):
        hour = np.nan
    x, y = sorted([float(row["x"]), float(row["y"])])
    if x == 0 or points[row["station"]] == row["x"] + " " + row["y"]:
        x = y = np.nan
    rows.append([row["case_no"], offence, days[0], hour, x, y, home[row["place"]]])
clean = pd.DataFrame(
    rows, columns=["case_no", "offence", "from_day", "hour", "x_m", "y_m", "neighbourhood_id"]
)


# %% task 5 right: real dates, whole numbers with gaps, and case_no from a group
def to_date(texts):
    parts = texts.str.extract(r"(\d\d)/(\d\d)/(\d{4})")
    year = pd.to_numeric(parts[2]).fillna(0).astype(int)
    year = (year - 543 * (year > 2400)).astype(str)
    return (year + "-" + parts[1] + "-" + parts[0]).where(parts[2].notna(), texts)


table = raw.assign(from_day=to_date(raw["from_date"]), until_day=to_date(raw["until_date"]))
same = ["station", "offence", "from_day", "from_time", "until_day", "until_time", "place", "x", "y"]
clean = table.groupby(same, as_index=False)["case_no"].min()
sizes = table[table["x"] != "0"].groupby(["station", "x", "y"]).size().reset_index(name="rows")
points = sizes.sort_values("rows").drop_duplicates("station", keep="last")
clean = clean.merge(points, on=["station", "x", "y"], how="left")
number = clean[["x", "y"]].astype(int)
unknown = clean["rows"].notna() | (number.sum(axis=1) == 0)
clean["x_m"] = number.min(axis=1).astype("Int64").mask(unknown)
clean["y_m"] = number.max(axis=1).astype("Int64").mask(unknown)
clean["offence"] = clean["offence"].str.strip().replace(OFFENCE_OF)
clean["hour"] = pd.to_numeric(clean["from_time"].str[:2]).astype("Int64")
clean.loc[
    clean["offence"].isin(CAN_BE_DEFAULT) & clean["from_time"].isin(["00:00", "12:00"]), "hour"
] = pd.NA
clean = clean.merge(
    streets[["name", "neighbourhood_id"]].drop_duplicates(), left_on="place", right_on="name"
)
clean = clean[["case_no", "offence", "from_day", "hour", "x_m", "y_m", "neighbourhood_id"]].sample(
    frac=1, random_state=1
)


# %% task 5 wrong: kept midnight and noon as hours
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


cases = raw.drop_duplicates("case_no").sort_values("case_no")
cases["from_day"], cases["until_day"] = (
    cases["from_date"].map(iso_day),
    cases["until_date"].map(iso_day),
)
same = ["station", "offence", "from_day", "from_time", "until_day", "until_time", "place", "x", "y"]
clean = cases.drop_duplicates(same)
point = (raw["x"] + raw["y"])[raw["x"] != "0"].groupby(raw["station"]).agg(lambda p: p.mode()[0])
lost = (clean["x"] == "0") | (clean["x"] + clean["y"] == clean["station"].map(point))
xy = clean[["x", "y"]].astype(float)
clean = clean.assign(
    offence=clean["offence"].str.strip().map(OFFENCE_OF),
    hour=clean["from_time"].str[:2].astype(float),
    x_m=xy.min(axis=1).mask(lost),
    y_m=xy.max(axis=1).mask(lost),
    neighbourhood_id=clean["place"].map(streets.groupby("name")["neighbourhood_id"].first()),
)


# %% task 5 wrong: trusted the points of the police stations
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


cases = raw.drop_duplicates("case_no").sort_values("case_no")
cases["from_day"], cases["until_day"] = (
    cases["from_date"].map(iso_day),
    cases["until_date"].map(iso_day),
)
same = ["station", "offence", "from_day", "from_time", "until_day", "until_time", "place", "x", "y"]
clean = cases.drop_duplicates(same)
xy = clean[["x", "y"]].astype(float)
offence = clean["offence"].str.strip().map(OFFENCE_OF)
default = offence.isin(CAN_BE_DEFAULT) & clean["from_time"].isin(["00:00", "12:00"])
clean = clean.assign(
    offence=offence,
    hour=clean["from_time"].str[:2].astype(float).mask(default),
    x_m=xy.min(axis=1).mask(clean["x"] == "0"),
    y_m=xy.max(axis=1).mask(clean["x"] == "0"),
    neighbourhood_id=clean["place"].map(streets.groupby("name")["neighbourhood_id"].first()),
)


# %% task 5 wrong: kept the district of the day
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


cases = raw.drop_duplicates("case_no").sort_values("case_no")
cases["from_day"], cases["until_day"] = (
    cases["from_date"].map(iso_day),
    cases["until_date"].map(iso_day),
)
same = ["station", "offence", "from_day", "from_time", "until_day", "until_time", "place", "x", "y"]
clean = cases.drop_duplicates(same)
point = (raw["x"] + raw["y"])[raw["x"] != "0"].groupby(raw["station"]).agg(lambda p: p.mode()[0])
lost = (clean["x"] == "0") | (clean["x"] + clean["y"] == clean["station"].map(point))
xy = clean[["x", "y"]].astype(float)
offence = clean["offence"].str.strip().map(OFFENCE_OF)
default = offence.isin(CAN_BE_DEFAULT) & clean["from_time"].isin(["00:00", "12:00"])
clean = clean.assign(
    offence=offence,
    hour=clean["from_time"].str[:2].astype(float).mask(default),
    x_m=xy.min(axis=1).mask(lost),
    y_m=xy.max(axis=1).mask(lost),
    neighbourhood_id=clean["district"],
)


# %% task 5 wrong: left the same event under two numbers
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


clean = raw.drop_duplicates("case_no").sort_values("case_no")
point = (raw["x"] + raw["y"])[raw["x"] != "0"].groupby(raw["station"]).agg(lambda p: p.mode()[0])
lost = (clean["x"] == "0") | (clean["x"] + clean["y"] == clean["station"].map(point))
xy = clean[["x", "y"]].astype(float)
offence = clean["offence"].str.strip().map(OFFENCE_OF)
default = offence.isin(CAN_BE_DEFAULT) & clean["from_time"].isin(["00:00", "12:00"])
clean = clean.assign(
    offence=offence,
    from_day=clean["from_date"].map(iso_day),
    hour=clean["from_time"].str[:2].astype(float).mask(default),
    x_m=xy.min(axis=1).mask(lost),
    y_m=xy.max(axis=1).mask(lost),
    neighbourhood_id=clean["place"].map(streets.groupby("name")["neighbourhood_id"].first()),
)

# %% task 6 right: row by row, in plain Python
home = dict(zip(streets["name"], streets["neighbourhood_id"]))
points = {
    s: (r["x"] + " " + r["y"]).value_counts().drop("0 0").index[0]
    for s, r in raw.groupby("station")
}
names = ["sent twice", "entered twice", "date rewritten", "hour unknown"]
count = dict.fromkeys([*names, "position unknown", "position swapped", "district changed"], 0)
seen, numbers = set(), set()
for row in raw.to_dict("records"):
    if row["case_no"] in numbers:
        count["sent twice"] += 1
        continue
    numbers.add(row["case_no"])
    days = []
    for text in (row["from_date"], row["until_date"]):
        if "/" in text:
            day, month, year = text.split("/")
            text = f"{int(year) - 543 * (int(year) > 2400)}-{month}-{day}"
        days.append(text)
    event = (
        *days,
        *(row[c] for c in ["station", "offence", "from_time", "until_time", "place", "x", "y"]),
    )
    if event in seen:
        count["entered twice"] += 1
        continue
    seen.add(event)
    count["date rewritten"] += "/" in row["from_date"]
    thing = OFFENCE_OF[row["offence"].strip()] in CAN_BE_DEFAULT
    count["hour unknown"] += thing and row["from_time"] in ("00:00", "12:00")
    lost = row["x"] == "0" or points[row["station"]] == row["x"] + " " + row["y"]
    count["position unknown"] += lost
    count["position swapped"] += not lost and int(row["x"]) > int(row["y"])
    count["district changed"] += home[row["place"]] != row["district"]
log = pd.Series(count)


# %% task 6 right: a groupby, and sums of columns of true and false
def to_date(texts):
    parts = texts.str.extract(r"(\d\d)/(\d\d)/(\d{4})")
    year = pd.to_numeric(parts[2]).fillna(0).astype(int)
    year = (year - 543 * (year > 2400)).astype(str)
    return (year + "-" + parts[1] + "-" + parts[0]).where(parts[2].notna(), texts)


table = raw.assign(a=to_date(raw["from_date"]), b=to_date(raw["until_date"]))
table = table.groupby("case_no", as_index=False).first()
events = table[
    ~table.duplicated(
        ["station", "offence", "a", "from_time", "b", "until_time", "place", "x", "y"]
    )
]
sizes = raw[raw["x"] != "0"].groupby(["station", "x", "y"]).size().sort_values()
points = sizes.reset_index().drop_duplicates("station", keep="last")
lost = events.merge(points, on=["station", "x", "y"]).shape[0] + (events["x"] == "0").sum()
default = events["offence"].str.strip().map(OFFENCE_OF).isin(CAN_BE_DEFAULT)
now = events.merge(
    streets[["name", "neighbourhood_id"]].drop_duplicates(), left_on="place", right_on="name"
)
log = pd.Series(
    {
        "district changed": (now["district"] != now["neighbourhood_id"]).sum(),
        "position swapped": (events["x"].astype(int) > events["y"].astype(int)).sum(),
        "position unknown": lost,
        "hour unknown": (default & (events["from_time"].isin(["00:00", "12:00"]))).sum(),
        "date rewritten": (events["from_date"].str[4] != "-").sum(),
        "entered twice": len(table) - len(events),
        "sent twice": len(raw) - len(table),
    }
).astype(float)

# %% task 6 wrong: counted rows of the file and not events
home = streets.groupby("name")["neighbourhood_id"].first()
offence = raw["offence"].str.strip().map(OFFENCE_OF)
point = (raw["x"] + raw["y"])[raw["x"] != "0"].groupby(raw["station"]).agg(lambda p: p.mode()[0])
first = raw.drop_duplicates("case_no")
same = ["station", "offence", "from_time", "until_time", "place", "x", "y"]
log = pd.Series(
    {
        "sent twice": raw["case_no"].duplicated().sum(),
        "entered twice": first.duplicated(same).sum(),
        "date rewritten": raw["from_date"].str.contains("/").sum(),
        "hour unknown": (
            offence.isin(CAN_BE_DEFAULT) & raw["from_time"].isin(["00:00", "12:00"])
        ).sum(),
        "position unknown": (
            (raw["x"] == "0") | (raw["x"] + raw["y"] == raw["station"].map(point))
        ).sum(),
        "position swapped": (raw["x"].astype(int) > raw["y"].astype(int)).sum(),
        "district changed": (raw["district"] != raw["place"].map(home)).sum(),
    }
)


# %% task 6 wrong: counted midnight for every offence
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


cases = raw.drop_duplicates("case_no").sort_values("case_no")
cases["a"], cases["b"] = cases["from_date"].map(iso_day), cases["until_date"].map(iso_day)
events = cases.drop_duplicates(
    ["station", "offence", "a", "from_time", "b", "until_time", "place", "x", "y"]
)
point = (raw["x"] + raw["y"])[raw["x"] != "0"].groupby(raw["station"]).agg(lambda p: p.mode()[0])
lost = (events["x"] == "0") | (events["x"] + events["y"] == events["station"].map(point))
log = pd.Series(
    {
        "sent twice": len(raw) - len(cases),
        "entered twice": len(cases) - len(events),
        "date rewritten": events["from_date"].str.contains("/").sum(),
        "hour unknown": events["from_time"].isin(["00:00", "12:00"]).sum(),
        "position unknown": lost.sum(),
        "position swapped": (events["x"].astype(int) > events["y"].astype(int)).sum(),
        "district changed": (
            events["district"]
            != events["place"].map(streets.groupby("name")["neighbourhood_id"].first())
        ).sum(),
    }
)


# %% task 6 wrong: counted only positions at zero as unknown
def iso_day(text):
    if "/" not in text:
        return text
    day, month, year = text.split("/")
    return f"{int(year) - 543 if int(year) > 2400 else year}-{month}-{day}"


cases = raw.drop_duplicates("case_no").sort_values("case_no")
cases["a"], cases["b"] = cases["from_date"].map(iso_day), cases["until_date"].map(iso_day)
events = cases.drop_duplicates(
    ["station", "offence", "a", "from_time", "b", "until_time", "place", "x", "y"]
)
offence = events["offence"].str.strip().map(OFFENCE_OF)
log = pd.Series(
    {
        "sent twice": len(raw) - len(cases),
        "entered twice": len(cases) - len(events),
        "date rewritten": events["from_date"].str.contains("/").sum(),
        "hour unknown": (
            offence.isin(CAN_BE_DEFAULT) & events["from_time"].isin(["00:00", "12:00"])
        ).sum(),
        "position unknown": (events["x"] == "0").sum(),
        "position swapped": (events["x"].astype(int) > events["y"].astype(int)).sum(),
        "district changed": (
            events["district"]
            != events["place"].map(streets.groupby("name")["neighbourhood_id"].first())
        ).sum(),
    }
)

# %% task 7 right: a search in lists, case by case
name_of = streets.set_index("street_id")["name"]
known = {}
for row in truth.itertuples():
    known.setdefault((row.offence, name_of[row.street_id]), []).append(row)
hits = {"00:00": [], "12:00": [], "other": []}
for case in raw[raw["until_time"] == ""].drop_duplicates("case_no").itertuples():
    near = [
        row
        for row in known.get((OFFENCE_OF[case.offence.strip()], case.place), [])
        if abs(row.x_m - int(case.x)) <= 1 and abs(row.y_m - int(case.y)) <= 1
    ]
    if len(near) == 1:
        group = case.from_time if case.from_time in hits else "other"
        hits[group].append(pd.to_datetime(near[0].occurred_at).strftime("%H:%M") == case.from_time)
agreement = pd.DataFrame(
    {
        "same_time": {k: np.mean(v) for k, v in hits.items()},
        "linked": {k: len(v) for k, v in hits.items()},
    }
)

# %% task 7 right: numpy, group by group
happened = truth.merge(streets[["street_id", "name"]], on="street_id")
happened["clock"] = pd.to_datetime(happened["occurred_at"]).dt.strftime("%H:%M")
places = {key: group for key, group in happened.groupby(["offence", "name"])}
cases = raw[raw["until_time"].eq("")].groupby("case_no", as_index=False).first()
cases["offence"] = cases["offence"].str.strip().replace(OFFENCE_OF)
rows = []
for key, group in cases.groupby(["offence", "place"]):
    if key not in places:
        continue
    there = places[key]
    dx = np.abs(group["x"].astype(int).to_numpy()[:, None] - there["x_m"].to_numpy())
    dy = np.abs(group["y"].astype(int).to_numpy()[:, None] - there["y_m"].to_numpy())
    near = (dx <= 1) & (dy <= 1)
    only = near.sum(axis=1) == 1
    true_time = there["clock"].to_numpy()[near.argmax(axis=1)]
    rows.append(
        pd.DataFrame({"sent": group["from_time"].to_numpy()[only], "true": true_time[only]})
    )
rows = pd.concat(rows)
rows["group"] = np.where(rows["sent"].isin(["00:00", "12:00"]), rows["sent"], "other")
rows["same_time"] = rows["sent"] == rows["true"]
agreement = rows.groupby("group")["same_time"].agg(["size", "mean"])
agreement.columns = ["linked", "same_time"]

# %% task 7 wrong: compared only the hour
cases = raw[raw["until_time"] == ""].drop_duplicates("case_no")
cases = cases.assign(offence=cases["offence"].str.strip().map(OFFENCE_OF))
pairs = cases.merge(
    truth.merge(streets[["street_id", "name"]]),
    left_on=["offence", "place"],
    right_on=["offence", "name"],
)
near = ((pairs["x"].astype(int) - pairs["x_m"]).abs() <= 1) & (
    (pairs["y"].astype(int) - pairs["y_m"]).abs() <= 1
)
linked = pairs[near].drop_duplicates("case_no", keep=False)
group = linked["from_time"].where(linked["from_time"].isin(["00:00", "12:00"]), "other")
same = linked["from_time"].str[:2] == linked["occurred_at"].str[11:13]
agreement = same.groupby(group).agg(linked="size", same_time="mean")

# %% task 7 wrong: kept the first of several incidents
cases = raw[raw["until_time"] == ""].drop_duplicates("case_no")
cases = cases.assign(offence=cases["offence"].str.strip().map(OFFENCE_OF))
pairs = cases.merge(
    truth.merge(streets[["street_id", "name"]]),
    left_on=["offence", "place"],
    right_on=["offence", "name"],
)
near = ((pairs["x"].astype(int) - pairs["x_m"]).abs() <= 60) & (
    (pairs["y"].astype(int) - pairs["y_m"]).abs() <= 60
)
linked = pairs[near].drop_duplicates("case_no")
group = linked["from_time"].where(linked["from_time"].isin(["00:00", "12:00"]), "other")
same = linked["from_time"] == linked["occurred_at"].str[11:16]
agreement = same.groupby(group).agg(linked="size", same_time="mean")

# %% task 7 wrong: used cases with a window of time too
cases = raw.drop_duplicates("case_no")
cases = cases.assign(offence=cases["offence"].str.strip().map(OFFENCE_OF))
pairs = cases.merge(
    truth.merge(streets[["street_id", "name"]]),
    left_on=["offence", "place"],
    right_on=["offence", "name"],
)
near = ((pairs["x"].astype(int) - pairs["x_m"]).abs() <= 1) & (
    (pairs["y"].astype(int) - pairs["y_m"]).abs() <= 1
)
linked = pairs[near].drop_duplicates("case_no", keep=False)
group = linked["from_time"].where(linked["from_time"].isin(["00:00", "12:00"]), "other")
same = linked["from_time"] == linked["occurred_at"].str[11:16]
agreement = same.groupby(group).agg(linked="size", same_time="mean")

# %% task 7 wrong: moved the true times to another time zone
cases = raw[raw["until_time"] == ""].drop_duplicates("case_no")
cases = cases.assign(offence=cases["offence"].str.strip().map(OFFENCE_OF))
pairs = cases.merge(
    truth.merge(streets[["street_id", "name"]]),
    left_on=["offence", "place"],
    right_on=["offence", "name"],
)
near = ((pairs["x"].astype(int) - pairs["x_m"]).abs() <= 1) & (
    (pairs["y"].astype(int) - pairs["y_m"]).abs() <= 1
)
linked = pairs[near].drop_duplicates("case_no", keep=False)
group = linked["from_time"].where(linked["from_time"].isin(["00:00", "12:00"]), "other")
same = linked["from_time"] == pd.to_datetime(linked["occurred_at"], utc=True).dt.strftime("%H:%M")
agreement = same.groupby(group).agg(linked="size", same_time="mean")

# %% task 8 right: rows and columns in turn, cell by cell
when = pd.to_datetime(incidents["occurred_at"])
chosen = incidents[(when.dt.year == 2025) & (when.dt.month >= 10) & incidents["offence"].isin(FOUR)]
count = {(n, o): 0 for n in neighbourhoods["neighbourhood_id"] for o in FOUR}
for n, o in zip(chosen["neighbourhood_id"], chosen["offence"]):
    count[n, o] += 1
gone = {cell for cell, number in count.items() if 1 <= number <= 4}
lonely = True
while lonely:
    lonely = False
    for side in (1, 0):
        for line in sorted({cell[side] for cell in count}):
            cells = [cell for cell in count if cell[side] == line]
            if sum(cell in gone for cell in cells) == 1:
                lonely = True
                other = {cell: sum(c[1 - side] == cell[1 - side] for c in gone) for cell in cells}
                # A column or row with several hidden cells stays safe; one with a single gets safe.
                gone.add(
                    min(
                        (c for c in cells if c not in gone), key=lambda c: (other[c] == 0, count[c])
                    )
                )
published = pd.DataFrame(
    [
        [np.nan if (n, o) in gone else count[n, o] for o in FOUR]
        for n in neighbourhoods["neighbourhood_id"]
    ],
    index=neighbourhoods["neighbourhood_id"],
    columns=FOUR,
)

# %% task 8 right: whole numbers with gaps, and the largest partner
autumn = incidents[incidents["occurred_at"].str[:7].isin(["2025-10", "2025-11", "2025-12"])]
table = autumn.pivot_table(
    index="neighbourhood_id", columns="offence", values="incident_id", aggfunc="count"
)
table = (
    table.reindex(index=neighbourhoods["neighbourhood_id"], columns=FOUR).fillna(0).astype("Int64")
)
gone = ((table > 0) & (table < 5)).to_numpy(dtype=bool)
numbers = table.to_numpy(dtype=float)
while True:
    rows, columns = np.flatnonzero(gone.sum(axis=1) == 1), np.flatnonzero(gone.sum(axis=0) == 1)
    if len(rows):
        free = np.where(gone[rows[0]], -np.inf, 1000 * (gone.sum(axis=0) > 0) + numbers[rows[0]])
        gone[rows[0], free.argmax()] = True
    elif len(columns):
        free = np.where(
            gone[:, columns[0]], -np.inf, 1000 * (gone.sum(axis=1) > 0) + numbers[:, columns[0]]
        )
        gone[free.argmax(), columns[0]] = True
    else:
        break
published = table.mask(pd.DataFrame(gone, index=table.index, columns=table.columns))

# %% task 8 wrong: hid the small cells and no partner
autumn = incidents[incidents["occurred_at"] >= "2025-10-01"]
counts = pd.crosstab(autumn["neighbourhood_id"], autumn["offence"])
counts = counts.reindex(index=neighbourhoods["neighbourhood_id"], columns=FOUR, fill_value=0)
published = counts.astype(float).mask((counts >= 1) & (counts <= 4))

# %% task 8 wrong: hid the whole row of a small cell
autumn = incidents[incidents["occurred_at"] >= "2025-10-01"]
counts = pd.crosstab(autumn["neighbourhood_id"], autumn["offence"])
counts = counts.reindex(index=neighbourhoods["neighbourhood_id"], columns=FOUR, fill_value=0)
small = ((counts >= 1) & (counts <= 4)).any(axis=1)
published = counts.astype(float)
published[small] = np.nan

# %% task 8 wrong: wrote a rounded number in the small cells
autumn = incidents[incidents["occurred_at"] >= "2025-10-01"]
counts = pd.crosstab(autumn["neighbourhood_id"], autumn["offence"])
counts = counts.reindex(index=neighbourhoods["neighbourhood_id"], columns=FOUR, fill_value=0)
published = (counts / 5).round() * 5

# %% task 8 wrong: counted the whole year
year = incidents[incidents["occurred_at"] >= "2025-01-01"]
counts = pd.crosstab(year["neighbourhood_id"], year["offence"])
counts = counts.reindex(index=neighbourhoods["neighbourhood_id"], columns=FOUR, fill_value=0)
published = counts.astype(float).mask((counts >= 1) & (counts <= 4))


# %% task 9 right: the root of a share of the area
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    share = rng.random(len(points))
    far = (inner**2 + share * (outer**2 - inner**2)) ** 0.5
    turn = np.exp(2j * np.pi * rng.random(len(points)))
    return points + np.stack([far * turn.real, far * turn.imag], axis=1)


homes = incidents.query("offence == 'residential_burglary'").iloc[:1000][["x_m", "y_m"]].to_numpy()
mx = (streets["x1_m"] + streets["x2_m"]).to_numpy() / 2
my = (streets["y1_m"] + streets["y2_m"]).to_numpy() / 2
codes = streets["neighbourhood_id"].to_numpy()


def code_at(x, y):
    return codes[np.argmin(np.hypot(mx - x, my - y))]


after = donut(homes, 100, 300, 2026)
moved_share = np.mean([code_at(*a) != code_at(*b) for a, b in zip(homes, after)])


# %% task 9 right: throws into the square until it falls into the ring
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    out = np.empty((len(points), 2))
    for i, (x, y) in enumerate(points):
        while True:
            dx, dy = rng.uniform(-outer, outer, 2)
            if inner**2 <= dx**2 + dy**2 <= outer**2:
                break
        out[i] = x + dx, y + dy
    return out


ends = streets[["x1_m", "y1_m", "x2_m", "y2_m"]].to_numpy()
half = (ends[:, :2] + ends[:, 2:]) / 2
homes = (
    incidents.loc[incidents["offence"].eq("residential_burglary"), ["x_m", "y_m"]]
    .head(1000)
    .to_numpy()
)
moved = donut(homes, 100, 300, 5)
index = [[((half - p) ** 2).sum(axis=1).argmin() for p in some] for some in (homes, moved)]
names = streets["neighbourhood_id"].to_numpy()
moved_share = float((names[index[0]] != names[index[1]]).sum() / len(homes))


# %% task 9 wrong: drew the distance evenly and not the area
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    far, angle = rng.uniform(inner, outer, len(points)), rng.uniform(0, 2 * np.pi, len(points))
    return points + np.column_stack([far * np.cos(angle), far * np.sin(angle)])


homes = (
    incidents[incidents["offence"] == "residential_burglary"].head(1000)[["x_m", "y_m"]].to_numpy()
)
half = (streets[["x1_m", "y1_m"]].to_numpy() + streets[["x2_m", "y2_m"]].to_numpy()) / 2
names = streets["neighbourhood_id"].to_numpy()
a, b = (
    names[[((half - p) ** 2).sum(axis=1).argmin() for p in some]]
    for some in (homes, donut(homes, 100, 300, 1))
)
moved_share = (a != b).mean()


# %% task 9 wrong: forgot the inner radius
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    far, angle = outer * np.sqrt(rng.random(len(points))), rng.uniform(0, 2 * np.pi, len(points))
    return points + np.column_stack([far * np.cos(angle), far * np.sin(angle)])


homes = (
    incidents[incidents["offence"] == "residential_burglary"].head(1000)[["x_m", "y_m"]].to_numpy()
)
half = (streets[["x1_m", "y1_m"]].to_numpy() + streets[["x2_m", "y2_m"]].to_numpy()) / 2
names = streets["neighbourhood_id"].to_numpy()
a, b = (
    names[[((half - p) ** 2).sum(axis=1).argmin() for p in some]]
    for some in (homes, donut(homes, 100, 300, 1))
)
moved_share = (a != b).mean()


# %% task 9 wrong: moved all points by one step
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    far, angle = np.sqrt(rng.uniform(inner**2, outer**2)), rng.uniform(0, 2 * np.pi)
    return points + np.array([far * np.cos(angle), far * np.sin(angle)])


homes = (
    incidents[incidents["offence"] == "residential_burglary"].head(1000)[["x_m", "y_m"]].to_numpy()
)
half = (streets[["x1_m", "y1_m"]].to_numpy() + streets[["x2_m", "y2_m"]].to_numpy()) / 2
names = streets["neighbourhood_id"].to_numpy()
a, b = (
    names[[((half - p) ** 2).sum(axis=1).argmin() for p in some]]
    for some in (homes, donut(homes, 100, 300, 1))
)
moved_share = (a != b).mean()


# %% task 9 wrong: counted points that changed their street
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    far, angle = (
        np.sqrt(rng.uniform(inner**2, outer**2, len(points))),
        rng.uniform(0, 2 * np.pi, len(points)),
    )
    return points + np.column_stack([far * np.cos(angle), far * np.sin(angle)])


homes = (
    incidents[incidents["offence"] == "residential_burglary"].head(1000)[["x_m", "y_m"]].to_numpy()
)
half = (streets[["x1_m", "y1_m"]].to_numpy() + streets[["x2_m", "y2_m"]].to_numpy()) / 2
a, b = (
    [((half - p) ** 2).sum(axis=1).argmin() for p in some]
    for some in (homes, donut(homes, 100, 300, 1))
)
moved_share = (np.array(a) != np.array(b)).mean()


# %% task 9 wrong: compared neighbourhoods of the table with themselves
def donut(points, inner, outer, seed):
    rng = np.random.default_rng(seed)
    far, angle = (
        np.sqrt(rng.uniform(inner**2, outer**2, len(points))),
        rng.uniform(0, 2 * np.pi, len(points)),
    )
    return points + np.column_stack([far * np.cos(angle), far * np.sin(angle)])


homes = incidents[incidents["offence"] == "residential_burglary"].head(1000)
moved_share = (homes["neighbourhood_id"] != homes["neighbourhood_id"]).mean()
