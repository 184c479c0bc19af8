# %% [markdown]
# # My chats in numbers
#
# Messages, tokens, models, features, cost and value, read from the database's views into pandas and drawn with
# matplotlib. The file is opened for reading only, nothing leaves this machine, and no text of a chat is shown.

# %% tags=["parameters"]
DATABASE = "chats.duckdb"

# %%
import duckdb
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pyarrow as pa

# %matplotlib inline
COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#9aa0a6"]
plt.rcParams.update(
    {
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.prop_cycle": plt.cycler(color=COLOURS),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlelocation": "left",
        "axes.titlepad": 10,
        "axes.titleweight": "bold",
        "figure.dpi": 110,
        "figure.figsize": (9, 3.4),
        "figure.constrained_layout.use": True,
        "grid.alpha": 0.25,
        "legend.fontsize": 8,
        "legend.frameon": False,
    }
)

# %% [markdown]
# ## The tables
#
# Everything below is made of these tables; change a select, or write one of your own. What the columns of a view mean
# is told by `select column_name, comment from duckdb_columns() where schema_name = 'v1'`, and days are local days.

# %%
# Texts stay Arrow's: as Python's they would take several times the memory.
TEXTS = {pa.string(): pd.StringDtype("pyarrow")}.get


def read(select):
    """The answer to a select, as a table of pandas."""
    with duckdb.connect(DATABASE, read_only=True) as chats:
        return chats.sql(select).to_arrow_table().to_pandas(types_mapper=TEXTS, date_as_object=False)


# %%
# One row per message, on any branch, shown or hidden; create_ts is UTC, date and hour are local.
df_messages = read("""
    select node_id as msg_id, conversation_id as conv_id, role as author, text, created_at as create_ts,
        model_slug as model, tokens, branch_index as branch_idx, local_date as date, local_hour as hour,
        is_user_message, is_answer
    from v1.messages
""")
# One row per day and model: its answers, and the tokens of all it wrote, as billed where a log holds that.
df_days = read("""
    select day as date, model, conversations, answers as messages, billed_out as tokens
    from v1.daily_model_usage order by date, model
""")
# One row per day and model; where is_unpriced, the cost is unknown: NaN, never 0. Tokens and dollars are as the API
# reports them where a log holds that, which is_reported tells.
df_cost = read("""
    select day as date, model, is_unpriced, token_basis = 'reported' as is_reported, count(*) as requests,
        sum(input_capped)::bigint as prompt_tokens, sum(output_visible)::bigint as comp_tokens,
        sum(usd)::double as cost_usd, sum(usd_low)::double as low_usd, sum(usd_high)::double as high_usd
    from v1.request_costs group by all order by date, model
""")
# One row per day and provider; tokens are as billed where its logs hold that, else those of the texts, each once.
df_daily = read("""
    select day as date, conversations_started, user_messages, answers, billed_in as tokens_in, billed_out as tokens_out,
        bool_or(billed_in <> tokens_in or billed_out <> tokens_out) over (partition by provider) as is_billed
    from v1.daily_usage order by date, provider
""")
df_features = read("""
    select feature, sum(uses)::bigint as uses, sum(conversations)::bigint as conversations,
        min(first_used_at)::date as first_used, max(last_used_at)::date as last_used,
        bool_or(is_undercounted) as is_undercounted
    from v1.feature_usage group by all order by uses desc, feature
""")
df_value = read("""
    select vendor, month, plans, usd_fee::double as usd_fee, requests, requests_unpriced,
        usd_low::double as usd_low, usd::double as usd, usd_high::double as usd_high, verdict
    from v1.subscription_value order by vendor, month
""")
zone = read("select timezone from v1.about")["timezone"].get(0, "UTC")

tables = {"df_messages": df_messages, "df_days": df_days, "df_cost": df_cost, "df_features": df_features}
pd.DataFrame({"rows": {name: len(table) for name, table in tables.items()}})

# %% [markdown]
# Four helpers: months without chats keep their place, rare models become one colour, a picture without numbers becomes
# a sentence, and in tables numbers are as one reads them. Nothing in them is about chats.


# %%
def by_month(table, value, by=None):
    """Sum a column by month, with a column for each of the biggest seven of `by` and one for the others."""
    dated = table.dropna(subset=["date"])
    months = dated["date"].dt.to_period("M")
    if by is None:
        sums = dated.groupby(months)[value].sum()
    else:
        names = dated[by].fillna("(unknown)")
        biggest = dated.groupby(names)[value].sum().nlargest(7).index
        groups = names.where(names.isin(biggest), "others")
        sums = dated.groupby([months, groups])[value].sum().unstack(fill_value=0)
        sums = sums[[name for name in [*biggest, "others"] if name in sums]]
    if len(sums):
        sums = sums.reindex(pd.period_range(sums.index.min(), sums.index.max(), freq="M"), fill_value=0)
    return sums


def month_axis(axes, months):
    """Name the bars of a month each: every month of a short time, else the Januaries."""
    short = len(months) <= 14
    places = [place for place, month in enumerate(months) if short or month.month == 1]
    axes.set_xticks(places, [months[place].strftime("%b %y" if short else "%Y") for place in places], rotation=0)
    axes.set_xlim(-0.6, max(len(months), 10) - 0.4)
    axes.set_xlabel("")
    axes.yaxis.set_major_formatter("{x:,.12g}")


def bars(table, title, unit):
    """Draw months as bars, the columns one on the other."""
    if not table.to_numpy().any():
        print(f"{title}: there is nothing to draw.")
        return
    _, axes = plt.subplots()
    below = np.zeros(len(table))
    for name in table.columns:
        axes.bar(range(len(table)), table[name], bottom=below, width=0.85, label=name)
        below += table[name].to_numpy()
    axes.set(title=title, ylabel=unit)
    month_axis(axes, table.index)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    plt.show()


def plain(value):
    """A number or a day as one reads it, and nothing where nobody knows it."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:,.{2 if abs(value) >= 1 else 4}f}" if isinstance(value, float) else f"{value:,}"


# %% [markdown]
# ## Messages
#
# `my messages` are those you wrote; `answers` are what models wrote to you, without thoughts, calls of tools and hidden
# messages. A chat counts on the day it began, a message on its own day, so that a chat of a week fills the week.

# %%
totals = df_daily.drop(columns=["date", "is_billed"]).sum().astype(int)
totals.to_frame("in all").map(plain)

# %%
monthly = pd.DataFrame({"my messages": by_month(df_daily, "user_messages"), "answers": by_month(df_daily, "answers")})
bars(monthly, "Messages by month", "messages")

# %% [markdown]
# The same, day by day: the darker the day, the more you wrote. Grey days are without messages of yours.

# %%
days = df_daily.dropna(subset=["date"]).groupby("date")["user_messages"].sum()
years = sorted(set(days[days > 0].index.year), reverse=True)
if not years:
    print("My messages by day: there is nothing to draw.")
else:
    blues = plt.get_cmap("Blues").with_extremes(under="#eeeff1")
    figure, rows = plt.subplots(len(years), figsize=(9, 1.7 * len(years)), squeeze=False)
    for year, axes in zip(years, rows[:, 0], strict=True):
        calendar = pd.Series(days, index=pd.date_range(f"{year}-01-01", f"{year}-12-31")).fillna(0)
        first = calendar.index[0].day_of_week
        grid = np.full(54 * 7, np.nan)
        # The square root leaves a difference between quiet days where one day was very busy.
        grid[first : first + len(calendar)] = np.sqrt(calendar).where(calendar > 0, -1)
        axes.pcolormesh(grid.reshape(54, 7).T, cmap=blues, vmin=-0.3, vmax=days.max() ** 0.5, edgecolor="white")
        starts = pd.date_range(f"{year}-01-01", periods=12, freq="MS")
        axes.set_xticks([(first + start.day_of_year - 1) // 7 for start in starts], starts.strftime("%b"), ha="left")
        axes.set_yticks([0.5, 3.5, 6.5], ["Mon", "Thu", "Sun"])
        axes.set_title(f"{year} (messages: {calendar.sum():,.0f}, days: {(calendar > 0).sum()})", fontsize=10, pad=4)
        axes.set_aspect("equal")
        axes.invert_yaxis()
        axes.grid(visible=False)
        axes.tick_params(length=0, labelsize=8)
        axes.spines[:].set_visible(False)
    plt.show()

# %% [markdown]
# And by the hour of the week, in your own time zone. Rows of dark squares are habits; a lonely one is a deadline.

# %%
mine = df_messages.loc[df_messages["is_user_message"] & df_messages["date"].notna(), ["date", "hour"]]
if mine.empty:
    print("When I write: there is nothing to draw.")
else:
    week = pd.crosstab(mine["date"].dt.day_of_week, mine["hour"].astype(int)).reindex(
        index=range(7), columns=range(24), fill_value=0
    )
    figure, axes = plt.subplots(figsize=(9, 3))
    shown = axes.pcolormesh(week.where(week > 0), cmap="Blues", vmin=0, edgecolor="white")
    axes.set_xticks(np.arange(0.5, 24, 3), [f"{hour:02}:00" for hour in range(0, 24, 3)])
    axes.set_yticks(np.arange(0.5, 7), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    axes.set(aspect="equal", title=f"When I write ({zone})")
    axes.invert_yaxis()
    axes.grid(visible=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    figure.colorbar(shown, label="messages", shrink=0.8, ticks=plt.MaxNLocator(5, integer=True))
    plt.show()

# %% [markdown]
# ## Tokens
#
# Logs of agents hold what was billed: all that went in with every request, the prompt cache's included, and all that
# came out. Exports hold no such thing, and each text of theirs is counted once, with the encoding of its model; an API
# would have charged for more, as it gets the whole conversation again with every request (see Cost). The two are drawn
# apart, as the one would hide the other.

# %%
billed = df_daily["is_billed"].astype(bool)
for kind, some in (("as billed", df_daily[billed]), ("each text once", df_daily[~billed])):
    if len(some):
        monthly = pd.DataFrame({"in": by_month(some, "tokens_in"), "out": by_month(some, "tokens_out")})
        bars(monthly, f"Tokens by month, {kind}", "tokens")
if df_daily.empty:
    print("Tokens by month: there is nothing to draw.")

# %% [markdown]
# How long the text of a message is, whatever was sent beside it, on a scale on which each step is twice the one before.
# The two hills are questions and answers.

# %%
lengths = {
    "my messages": df_messages.loc[df_messages["is_user_message"], "tokens"],
    "answers": df_messages.loc[df_messages["is_answer"], "tokens"],
}
lengths = {name: tokens[tokens > 0] for name, tokens in lengths.items() if (tokens > 0).any()}
if not lengths:
    print("Length of messages: there is nothing to draw.")
else:
    figure, axes = plt.subplots()
    longest = max(tokens.max() for tokens in lengths.values())
    steps = 2.0 ** np.arange(0, np.ceil(np.log2(longest + 1)) + 0.5, 0.5)
    for name, tokens in lengths.items():
        axes.hist(tokens, bins=steps, alpha=0.7, label=f"{name}, half of them up to {tokens.median():,.0f} tokens")
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set(title="Length of messages", xlabel="tokens", ylabel="messages")
    axes.legend()
    plt.show()

# %% [markdown]
# ## Models
#
# Which models answered, under the names the product gives them. The favourite is the one with the most answers.

# %%
models = (
    df_days.assign(model=df_days["model"].fillna("(unknown)"))
    .groupby("model")
    .agg(messages=("messages", "sum"), tokens=("tokens", "sum"), first=("date", "min"), last=("date", "max"))
    .sort_values(["messages", "tokens"], ascending=False)
)
models.head(12).map(plain)

# %%
bars(by_month(df_days, "messages", by="model"), "Answers by month and model", "answers")

# %% [markdown]
# The same as shares of a month, which shows how one model takes over from another. Months with few answers jump about.

# %%
shares = by_month(df_days, "messages", by="model")
shares = shares.div(shares.sum(axis=1).replace(0, np.nan), axis=0).fillna(0) * 100
bars(shares, "Share of answers by month and model", "%")

# %% [markdown]
# ## Features
#
# How often you used more than plain chat: calls of a tool, or messages with pictures, files or voice. Uses that slim
# exports hide are not in it; features that they concern are marked with a plus.

# %%
df_features.drop(columns="is_undercounted")

# %%
if df_features.empty:
    print("Uses of features: there is nothing to draw.")
else:
    names = df_features["feature"] + np.where(df_features["is_undercounted"], " +", "")
    figure, axes = plt.subplots(figsize=(9, 0.28 * len(names) + 1.2))
    drawn = axes.barh(names, df_features["uses"], color=COLOURS[0])
    axes.bar_label(drawn, fmt="{:,.0f}", padding=3, fontsize=8)
    axes.set(title="Uses of features", xlabel="uses")
    axes.invert_yaxis()
    axes.grid(visible=False)
    plt.show()

# %% [markdown]
# ## Cost
#
# What the same requests would have cost on the vendor's API at the prices of their day: exactly, where a log holds the
# tokens that the API reported, else as is likeliest, with the prompt cache. Requests without a price are unknown, not
# free: they are in no sum of dollars, and are counted beside it.

# %%
priced, unpriced = df_cost[~df_cost["is_unpriced"]], df_cost[df_cost["is_unpriced"]]
tokens = unpriced["prompt_tokens"].sum() + unpriced["comp_tokens"].sum()
if len(priced):
    low, high = (priced[name].sum() for name in ("low_usd", "high_usd"))
    between = "" if low == high else f", ${low:,.2f} to ${high:,.2f}"
    print(f"${priced['cost_usd'].sum():,.2f} for {priced['requests'].sum():,} requests{between}")
    print(f"reported by the API: ${priced.loc[priced['is_reported'], 'cost_usd'].sum():,.2f}")
print(f"not priced: {unpriced['requests'].sum():,} requests, {tokens:,} tokens")

# %%
bars(by_month(priced, "cost_usd", by="model"), "Cost by month and model", "US dollars")

# %% [markdown]
# The dearest models, with the tokens that were sent to them and that they wrote. An empty cost is unknown, not nothing.

# %%
costs = df_cost.assign(model=df_cost["model"].fillna("(unknown)")).groupby("model")
costs = costs[["requests", "prompt_tokens", "comp_tokens", "cost_usd"]].sum(min_count=1)
costs.sort_values("cost_usd", ascending=False).map(plain)

# %% [markdown]
# ## Value
#
# The bars are what a month would have cost on the API, the thin lines how far off that may be, the steps what you paid.
# A bar above the step is a month in which the plan was worth it; state your plan with `etl plan add`.

# %%
for vendor, value in df_value.groupby("vendor"):
    if not value[["usd", "usd_fee"]].notna().any(axis=None):
        print(f"{vendor}: no request has a price, and no plan is stated.")
        continue
    months = pd.period_range(value["month"].min(), value["month"].max(), freq="M")
    value = value.set_index(value["month"].dt.to_period("M")).reindex(months)
    figure, axes = plt.subplots()
    places = np.arange(len(months))
    axes.bar(places, value["usd"], width=0.85, label="on the API")
    axes.vlines(places, value["usd_low"], value["usd_high"], color="#5f6368", linewidth=1)
    if value["usd_fee"].notna().any():
        axes.step(places, value["usd_fee"], where="mid", color=COLOURS[5], linewidth=2, label="paid for plans")
    axes.set(title=f"{vendor}: use and plan", ylabel="US dollars")
    month_axis(axes, months)
    axes.legend()
    plt.show()
if df_value.empty:
    print("Use and plan: there is nothing to draw.")

# %% [markdown]
# How many months came out how. A month without a stated plan has no verdict, and one in which the difference is smaller
# than what cannot be known is within uncertainty.

# %%
verdicts = df_value.assign(months=1).groupby(["vendor", "verdict"])
verdicts[["months", "usd_fee", "usd", "requests", "requests_unpriced"]].sum(min_count=1).map(plain)
