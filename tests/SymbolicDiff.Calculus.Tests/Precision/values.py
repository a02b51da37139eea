"""Makes values.csv: function; operands; value to 60 digits."""
import random
from mpmath import mp, mpf
import mpmath

mp.prec = 4000
random.seed(5)
UNARY = {
    "sqrt": mpmath.sqrt, "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), "exp": mpmath.exp, "exp2": lambda x: mpf(2) ** x,
    "exp10": lambda x: mpf(10) ** x, "expM1": mpmath.expm1, "log": mpmath.log, "log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "log10": lambda x: mpmath.log(x) / mpmath.log(10), "logP1": mpmath.log1p, "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan,
    "asin": mpmath.asin, "acos": mpmath.acos, "atan": mpmath.atan, "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh,
    "asinh": mpmath.asinh, "acosh": mpmath.acosh, "atanh": mpmath.atanh,
}
BINARY = {
    "+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y,
    "pow": lambda x, y: x ** y, "hypot": lambda x, y: mpmath.sqrt(x * x + y * y), "atan2": mpmath.atan2,
    "logBase": lambda x, y: mpmath.log(x) / mpmath.log(y),
}
POINTS = [1e-300, -1e-300, 1e-9, -1e-9, 0.1, -0.1, 0.7, -0.7, 0.9999999999999999, 1.0000000000000002, 1.5, 3.141592653589793, -6.5, 22.0, 700.3, -700.3, 1e22, 1e300]
PAIRS = [(0.3, 0.7), (1.7, -2.5), (2.0, 0.5), (-1.5, 7.0), (1e300, -1e-300), (3.3, 1e-9), (0.9999999999999999, 1.0000000000000002), (5.5, -5.5), (7.0, 11.0)]


def row(name, function, *operands):
    try:
        value = function(*[mpf(x) for x in operands])
    except (ValueError, ZeroDivisionError, OverflowError):
        return
    if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value) or value == 0 or abs(mpmath.log(abs(value), 2)) > 1e6:
        return
    lines.append("; ".join([name, " ".join(repr(float(x)) for x in operands), mpmath.nstr(value, 60)]))


lines = ["# Values to 60 digits, made by values.py beside this file; not to be edited.", "# function; operands; value"]
for name, function in UNARY.items():
    bounded = 1e6 if name in ("exp", "exp2", "exp10", "expM1", "sinh", "cosh", "tanh") else 1e301
    for x in POINTS + [random.uniform(-3, 3) for _ in range(3)]:
        if abs(x) < bounded:
            row(name, function, x)
for name, function in BINARY.items():
    for x, y in PAIRS + [(random.uniform(0.1, 4), random.uniform(0.1, 4)) for _ in range(3)]:
        row(name, function, x, y)
with open("values.csv", "w", newline="\n") as file:
    file.write("\n".join(lines) + "\n")
