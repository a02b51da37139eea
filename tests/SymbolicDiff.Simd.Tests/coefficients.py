"""Prints the coefficient tables of src/SymbolicDiff/Simd: minimax fits by the exchange algorithm of Remez, in 60 digits (needs mpmath).

The lowest coefficient is rounded to double precision as soon as it is found, and the others are fitted again for the rounded one: its rounding
is what the value would feel most.
"""
from mpmath import mp, mpf, exp, expm1, log, log1p, sin, pi, sqrt, cos, atanh, matrix, lu_solve

mp.dps = 60


def remez(function, weight, degree, low, high):
    """The polynomial p for which the largest |weight (p - function)| over the interval is least, and that maximum."""
    count = degree + 2
    nodes = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / (count - 1)) for i in range(count)]
    grid = [low + (high - low) * (1 - cos(pi * i / 1200)) / 2 for i in range(1201)]
    values = [(x, function(x), weight(x)) for x in grid]
    for _ in range(12):
        system = matrix(count, count)
        right = matrix(count, 1)
        for i, x in enumerate(nodes):
            w = weight(x)
            for k in range(degree + 1):
                system[i, k] = x ** k
            system[i, degree + 1] = (-1) ** i / w if w != 0 else 0
            right[i] = function(x)
        solution = lu_solve(system, right)
        p = [solution[k] for k in range(degree + 1)]
        errors = [(x, w * (evaluate(p, x) - f)) for x, f, w in values]
        nodes = extrema(errors, count)
    return p, max(abs(e) for _, e in errors)


def evaluate(p, x):
    total = mpf(0)
    for c in reversed(p):
        total = total * x + c
    return total


def extrema(errors, count):
    """One place of largest error for each run of equal signs; the smallest ones are dropped if there are too many runs."""
    runs = []
    for x, e in errors:
        if runs and (runs[-1][1] > 0) == (e > 0):
            if abs(e) > abs(runs[-1][1]):
                runs[-1] = (x, e)
        else:
            runs.append((x, e))
    while len(runs) > count:
        runs.pop(0 if abs(runs[0][1]) < abs(runs[-1][1]) else -1)
    assert len(runs) == count, "fewer alternations than unknowns: raise the number of points"
    return [x for x, _ in runs]


def series(function):
    """The function, with its removable singularity at zero approached by a nearby point."""
    tiny = mpf(10) ** -14
    return lambda x: function(x if abs(x) > tiny else tiny)


def table(name, function, weight, degree, low, high):
    function, weight = series(function), series(weight)
    fixed = []
    while len(fixed) <= degree:
        shift = len(fixed)
        rest = lambda x: (function(x) - evaluate(fixed, x)) / x ** shift
        p, error = remez(series(rest), series(lambda x: weight(x) * x ** shift), degree - shift, low, high)
        if not fixed:
            first = error
        fixed.append(mpf(float(p[0])))
        if shift >= 1:
            fixed += [mpf(float(c)) for c in p[1:]]
    print(f"// {name}: error below 2^{float(log(first, 2)):.1f}")
    for c in fixed:
        print(f"    {float(c)!r},")


def parts(name, value, keep=None):
    """The value as an unevaluated sum of doubles, each rounded towards zero to 53 bits (or to `keep` bits for the first)."""
    out = []
    for i in range(3):
        bits = keep if keep and i == 0 else 53
        scale = mpf(2) ** (bits - 1 - int(mp.floor(log(abs(value), 2))))
        part = mpf(int(value * scale)) / scale
        out.append(float(part))
        value -= part
    print(f"// {name}: {out!r}")


half_ln2 = log(mpf(2)) / 2 * mpf("1.0001")
sixteenth_ln2 = half_ln2 / 8
half_pi = pi / 2 * mpf("1.0001")
table("exp(r) = 1 + r + r^2 P(r)", lambda r: (expm1(r) - r) / r ** 2, lambda r: r ** 2 / expm1(r), 9, -half_ln2, half_ln2)
table("exp(r) = 1 + r + r^2 P(r), |r| <= ln 2 / 16", lambda r: (expm1(r) - r) / r ** 2, lambda r: r ** 2 / exp(r), 5, -sixteenth_ln2, sixteenth_ln2)
table("log(1 + f) = f - f^2 / 2 + f^3 P(f)", lambda f: (log1p(f) - f + f * f / 2) / f ** 3, lambda f: f ** 3 / log1p(f), 18, mpf(-1) / 4, mpf(1) / 2)
table("sin(r) = r + r^3 P(r^2)", lambda u: (sin(sqrt(u)) / sqrt(u) - 1) / u, lambda u: u * sqrt(u) / sin(sqrt(u)), 7, mpf(0), half_pi ** 2)
table("log((1 + s) / (1 - s)) = 2 s + 2/3 s^3 + s^5 P(s^2)", lambda u: (2 * atanh(sqrt(u)) / sqrt(u) - 2 - 2 * u / 3) / u ** 2,
      lambda u: u ** 2 / 2, 7, mpf(0), mpf("0.041"))
print("// powers of 2^(1/8):", [float(mpf(2) ** (mpf(i) / 8)) for i in range(8)])
parts("ln 2", log(mpf(2)))
parts("ln 2 with room for a factor of 11 bits", log(mpf(2)), 42)
parts("pi", pi)
parts("1 / ln 2", 1 / log(mpf(2)))
parts("1 / pi", 1 / pi)
parts("log10(2)", log(mpf(2)) / log(mpf(10)), 42)
parts("1 / ln 10", 1 / log(mpf(10)))
parts("2 / 3", mpf(2) / 3)
