"""Writes partials.csv: first and second partial derivatives of every function that has a rule, to 50 digits.

Run with python3 and mpmath 1.3: python3 partials.py > partials.csv. The functions are written here from their definitions, and differentiated by
central differences with steps of 1e-80 relative in arithmetic of 2000 digits, so nothing is shared with the rules under test. The points are doubles,
their values exact: a few drawn with a fixed seed over the domain, the others in tails, next to the ends of domains and at extreme magnitudes.
"""

import random
from mpmath import mp, mpf, nstr, inf, floor, ceil, sqrt, cbrt, exp, log, sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh, pi

mp.dps = 2000
STEP = mpf(10) ** -80
DRAW = random.Random(20)
MAX, MIN, EPSILON, ULP = 1.7976931348623157e308, 2.2250738585072014e-308, 5e-324, 2.0 ** -53


def uniform(low, high, count=4):
    return [DRAW.uniform(low, high) for _ in range(count)]


def magnitudes(low, high, count=4, signs=(1,)):
    return [DRAW.choice(signs) * 10 ** DRAW.uniform(low, high) for _ in range(count)]


def truncated(x):
    return floor(x) if x >= 0 else ceil(x)


def to_even(x):
    whole = floor(x + mpf(1) / 2)
    return whole - 1 if whole - x == mpf(1) / 2 and whole % 2 == 1 else whole


def root(x, n):
    return (-1 if x < 0 else 1) * abs(x) ** (mpf(1) / n)


def larger(x, y):
    return x if x > y else y


def smaller(x, y):
    return x if x < y else y


def larger_magnitude(x, y):
    return x if abs(x) > abs(y) else y


def smaller_magnitude(x, y):
    return x if abs(x) < abs(y) else y


def sign_of(x):
    return -1 if x < 0 else 1


everywhere = uniform(-5, 5) + [1e-300, -1e-300, 1e-17, -1e-9]
angles = everywhere + [30.5, -1234.5, 1e6 + 0.1, 1e15]
positive = uniform(0.01, 20) + magnitudes(-300, 300) + [1e-300, 1e300, 1.0, 1 + 2 * ULP, 1 - ULP, MAX, MIN]
inside = uniform(-1, 1) + [1e-300, -1e-9, 1 - ULP, -1 + ULP, 0.9999999, -0.9999999]
turns = uniform(-3, 3) + [1e-300, -1e-9, 0.49999999, 0.5 - 2.0 ** -54, -0.4999, 1.25, 100.3, 1e6 + 0.25, 12345.5 + 2.0 ** -30]
above = uniform(-0.99, 5) + [1e-300, -1e-17, 1e-9, -1 + ULP, -0.9999999, 1e100, 1e300]

UNARY = {
    "neg": (lambda x: -x, everywhere + [MAX, EPSILON]),
    "abs": (abs, uniform(-5, 5) + [1e-300, -1e300, MAX, -EPSILON]),
    "sqrt": (sqrt, positive + [EPSILON]),
    "cbrt": (lambda x: root(x, 3), [x * s for x, s in zip(positive, [1, -1] * 99)] + [EPSILON, -EPSILON]),
    "reciprocalEstimate": (lambda x: 1 / x, uniform(0.1, 9) + [-3.0, 1e100, -1e-100]),
    "reciprocalSqrtEstimate": (lambda x: 1 / sqrt(x), uniform(0.1, 9) + [1e200, 1e-200]),
    "degreesToRadians": (lambda x: x * pi / 180, everywhere + [MAX]),
    "radiansToDegrees": (lambda x: x * 180 / pi, everywhere),
    "exp": (exp, everywhere + [-700.0, 700.0, 709.7, -50.0, -37.5]),
    "exp2": (lambda x: mpf(2) ** x, everywhere + [-1000.0, 1023.5, -60.0]),
    "exp10": (lambda x: mpf(10) ** x, everywhere + [-300.0, 307.5, -20.0]),
    "expM1": (lambda x: exp(x) - 1, everywhere + [-700.0, 700.0, -50.0]),
    "exp2M1": (lambda x: mpf(2) ** x - 1, everywhere + [-1000.0, 1023.0, -60.0]),
    "exp10M1": (lambda x: mpf(10) ** x - 1, everywhere + [-300.0, 307.0, -20.0]),
    "log": (log, positive),
    "log2": (lambda x: log(x) / log(2), positive),
    "log10": (lambda x: log(x) / log(10), positive),
    "logP1": (lambda x: log(1 + x), above),
    "log2P1": (lambda x: log(1 + x) / log(2), above),
    "log10P1": (lambda x: log(1 + x) / log(10), above),
    "sin": (sin, angles), "cos": (cos, angles), "sinCos.Sin": (sin, angles), "sinCos.Cos": (cos, angles),
    "tan": (tan, uniform(-1.5, 1.5) + [1e-300, 1.5707963267948966, -1.5707, 1.57, 100.0, 1e15]),
    "sinPi": (lambda x: sin(pi * x), turns), "cosPi": (lambda x: cos(pi * x), turns),
    "sinCosPi.SinPi": (lambda x: sin(pi * x), turns), "sinCosPi.CosPi": (lambda x: cos(pi * x), turns),
    "tanPi": (lambda x: tan(pi * x), turns),
    "asin": (asin, inside), "acos": (acos, inside),
    "asinPi": (lambda x: asin(x) / pi, inside), "acosPi": (lambda x: acos(x) / pi, inside),
    "atan": (atan, everywhere + [1e10, -1e100, 1e150, -1e153]),
    "atanPi": (lambda x: atan(x) / pi, everywhere + [1e10, -1e100, 1e150, -1e153]),
    "sinh": (sinh, everywhere + [700.0, -700.0, 709.9]),
    "cosh": (cosh, everywhere + [700.0, -700.0, 709.9]),
    "tanh": (tanh, everywhere + [2.64, 2.65, 20.0, -20.0, 100.0, 300.0, -350.0, 354.0]),
    "asinh": (asinh, everywhere + [9e8, 1e9, 1e10, -1e200, 1.7e308]),
    "acosh": (acosh, [1 + 2 * ULP, 1 + 1e-10, 1.5, 2.0, 1e8, 1e200, MAX]),
    "atanh": (atanh, inside),
    "floor": (floor, uniform(-5, 5)), "ceiling": (ceil, uniform(-5, 5)), "truncate": (truncated, uniform(-5, 5)), "round": (to_even, uniform(-5, 5)),
    "bitIncrement": (lambda x: x + 0, everywhere), "bitDecrement": (lambda x: x + 0, everywhere),
}


def pairs(first, second):
    return list(zip(first, second))


generic = pairs(uniform(-5, 5, 6), uniform(-5, 5, 6))
planes = generic + [(s * x, t * y) for s, t in [(1, 1), (-1, 1), (1, -1), (-1, -1)] for x, y in [(1e200, 2e200), (3e-200, 2e-200), (1e-150, 1.0)]]
planes += [(0.0, 2.0), (3.0, 0.0), (-3.0, 0.0), (1e300, 1e300), (1e-300, 1e-300)]
lengths = planes + [(MAX, MAX), (-MAX, 1e300), (EPSILON, EPSILON), (4e-320, -3e-320), (1e160, 1.0), (1.0, -1e-160)]
ordered = generic + [(2.0, -3.0), (-3.0, 2.0), (MAX, -1.0), (EPSILON, -EPSILON * 3), (1e-300, 1e300), (-1e300, -2e300)]

BINARY = {
    "+": (lambda x, y: x + y, generic + [(1e300, -1e300)]),
    "-": (lambda x, y: x - y, generic + [(1e300, 1e-300)]),
    "*": (lambda x, y: x * y, generic + [(1e150, 1e150), (1e-200, 1e200)]),
    "/": (lambda x, y: x / y, generic + [(1e-200, 1e-100), (1e300, 1e200), (3.0, 1e-100), (-1e-300, -1e-150), (1e-300, 1e-300)]),
    "%": (lambda x, y: x - y * truncated(x / y), generic + [(-5.0, 3.0), (5.5, -3.0), (1e300, 3.0e299), (5.3e15, 0.1)]),
    "ieeeRemainder": (lambda x, y: x - y * to_even(x / y), generic + [(5.5, 3.0), (-5.0, 3.0), (7.6, -2.0), (1e300, 3.0e299)]),
    "hypot": (lambda x, y: sqrt(x * x + y * y), lengths),
    "atan2": (lambda y, x: atan2(y, x), planes),
    "atan2Pi": (lambda y, x: atan2(y, x) / pi, planes),
    "max": (larger, ordered), "maxNumber": (larger, ordered), "maxNative": (larger, ordered),
    "min": (smaller, ordered), "minNumber": (smaller, ordered), "minNative": (smaller, ordered),
    "maxMagnitude": (larger_magnitude, ordered), "maxMagnitudeNumber": (larger_magnitude, ordered),
    "minMagnitude": (smaller_magnitude, ordered), "minMagnitudeNumber": (smaller_magnitude, ordered),
    "copySign": (lambda x, y: abs(x) * sign_of(y), ordered),
    "pow": (lambda x, p: x ** p, pairs(uniform(0.1, 5), uniform(-4, 4)) + [(1e-100, 2.5), (1e100, -2.5), (1e-300, 0.5), (1e300, 0.25), (0.999999, 1e6), (1.5, 1.0), (2.0, 2.0), (3.0, -1.0)]),
    "logBase": (lambda x, b: log(x) / log(b), pairs(uniform(0.1, 9), uniform(1.5, 12)) + [(1e-300, 10.0), (1e300, 2.0), (7.1, 0.2), (1e-30, 1e30)]),
}

TERNARY = {
    "fma": (lambda x, y, z: x * y + z, [(1.5, -2.5, 0.25), (1e150, 1e150, 1.0), (1e-200, 3.0, -1e200)]),
    "multiplyAddEstimate": (lambda x, y, z: x * y + z, [(1.5, -2.5, 0.25), (1e150, 1e150, 1.0)]),
    "lerp": (lambda x, y, t: x * (1 - t) + y * t, [(1.5, -2.5, 0.25), (1e150, -1e150, 1e-9), (3.0, 3.0, 1.5), (-1.0, 2.0, -7.5)]),
    "clamp": (lambda x, low, high: smaller(larger(x, low), high), [(0.5, -1.0, 1.0), (-5.0, -1.0, 1.0), (5.0, -1.0, 1.0), (1e300, -1e299, 1e299), (5e-324, 1e-310, 1.0)]),
    "clampNative": (lambda x, low, high: smaller(larger(x, low), high), [(0.5, -1.0, 1.0), (-5.0, -1.0, 1.0), (5.0, -1.0, 1.0), (1e300, -1e299, 1e299)]),
}

# The second operand is an integer.
INTEGER = {
    "scaleB": (lambda x, n: x * mpf(2) ** n, [(1.3, 3), (-2.7, -5), (1e-300, 600), (1e300, -900)]),
    "rootN": (root, [(2.5, 1), (2.5, 2), (-2.5, 3), (7.5, 4), (-7.5, 5), (1e-300, 7), (1e300, 7), (-EPSILON, 3), (MAX, 10), (2.5, -2), (-2.5, -3), (1e200, -1), (3.7, 1000), (0.1, 1000000)]),
    "roundTo": (lambda x, n: to_even(x * mpf(10) ** n) / mpf(10) ** n, [(1.374, 1), (-2.71828, 3)]),
}


def shifted(point, at, step):
    return [x + step if i == at else x for i, x in enumerate(point)]


def partials(f, point, reals):
    """First and second partials with respect to the first `reals` operands; the second ones row by row, from the diagonal on."""
    exact = [mpf(x) for x in point]
    steps = [STEP * (abs(x) if x != 0 else mpf(1)) for x in exact]
    first = [(f(*shifted(exact, i, steps[i])) - f(*shifted(exact, i, -steps[i]))) / (2 * steps[i]) for i in range(reals)]
    second = []
    for i in range(reals):
        for j in range(i, reals):
            if i == j:
                value = (f(*shifted(exact, i, steps[i])) - 2 * f(*exact) + f(*shifted(exact, i, -steps[i]))) / steps[i] ** 2
            else:
                corners = [s * t * f(*shifted(shifted(exact, i, s * steps[i]), j, t * steps[j])) for s in (1, -1) for t in (1, -1)]
                value = sum(corners) / (4 * steps[i] * steps[j])
            second.append(value)
    return first, second


def text(value):
    """50 digits; far below the smallest double it is zero."""
    return "0" if abs(value) < mpf(10) ** -400 else nstr(value, 50)


print("# First and second partial derivatives to 50 digits, made by partials.py beside this file; not to be edited.")
print("# function; point; first partials; second partials, row by row, from the diagonal on")
for table, reals in [(UNARY, 1), (BINARY, 2), (INTEGER, 1), (TERNARY, 3)]:
    for name, (f, points) in table.items():
        for point in points:
            point = point if isinstance(point, tuple) else (point,)
            first, second = partials(f, point, reals)
            columns = [name, " ".join(repr(x) for x in point), " ".join(text(x) for x in first), " ".join(text(x) for x in second)]
            print("; ".join(columns))
