"""Random draws from one stream, so that the same seed always tells the same story."""

import math
from datetime import date, timedelta
from random import Random


def pick(rng: Random, weights: dict):
    """One key, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def negative_binomial(rng: Random, mean: float, dispersion: float) -> int:
    """Counts that scatter more than a Poisson: its mean is itself drawn from a gamma."""
    return _poisson(rng, rng.gammavariate(dispersion, mean / dispersion)) if mean > 0 else 0


def _poisson(rng: Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def apportion(total: int, shares: dict[str, float]) -> dict[str, int]:
    """Whole numbers that add up to the total, by largest remainder."""
    scale = total / sum(shares.values())
    exact = {key: share * scale for key, share in shares.items()}
    whole = {key: int(value) for key, value in exact.items()}
    left = total - sum(whole.values())
    for key in sorted(exact, key=lambda k: (whole[k] - exact[k], k))[:left]:
        whole[key] += 1
    return whole


def weighted_sample(rng: Random, items: list, weight, size: int) -> list:
    """`size` different items, the heavier the likelier (exponential race)."""
    race = [(rng.expovariate(1.0) / weight(item), place) for place, item in enumerate(items)]
    return [items[place] for _, place in sorted(race)[:size]]


def delay(rng: Random, shortest: float, mean_of_rest: float) -> int:
    return int(shortest + rng.expovariate(1.0) * mean_of_rest)


def day_in_year(rng: Random, tahun: int, last: date, months: list[float]) -> date:
    """A day of the year up to `last`, mostly a working day."""
    usable = [m for m in range(1, 13) if date(tahun, m, 1) <= last]
    month = rng.choices(usable, [months[m - 1] for m in usable])[0]
    day = date(tahun, month, rng.randint(1, 28 if month == 2 else 30))
    if day.weekday() >= 5 and rng.random() < 0.8:
        day += timedelta(days=7 - day.weekday())
    return min(day, last, date(tahun, 12, 31))


def clamp(day: date, first: date, last: date) -> date:
    return max(first, min(day, last))
