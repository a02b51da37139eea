namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Operators, their order of evaluation, conversions and constants.</summary>
public static partial class Operators
{
    public enum Level
    {
        Low = 1,
        High = 5,
    }

    [Differentiable(Emit = Both), Point(2, 3, 0.5)]
    public static double Precedence(double x, double y, double z) => x - (y - z) - (x - y) * z / (y / (z * x)) + -(-x) - (x + y) * (z - x);

    [Differentiable(Emit = Both), Point(2, 3, 0.5)]
    public static double Associativity(double x, double y, double z) => x - y - z + x / y / z + x * (y * z) - x / (y * z) + x / (y / z);

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double UnaryChains(double x, double y) => -x * -y + +x - -(-(-y)) * x;

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double CompoundAssignments(double x, double y)
    {
        double a = x;
        a += y;
        a -= x * y;
        a *= a + 1;
        a /= y;
        a %= 7;
        return a;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double CompoundWithItself(double x, double y)
    {
        double a = x * y;
        a += a;
        a *= a;
        a -= a / 3;
        a /= a + x;
        return a;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double IncrementsAsValues(double x)
    {
        double a = x++ * 2;
        double b = ++x * a;
        double c = x-- - b;
        double d = --x * c;
        return a + b * c + d + x;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double LeftOperandBeforeAssignment(double x) => x * (x = x + 1) * x;

    [Differentiable(Emit = Both), Point(2)]
    public static double CompoundReadsLeftFirst(double x)
    {
        x += x = x * x;
        return x;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double IncrementInsideExpression(double x) => x + x++ * x + x;

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double IndexWithSideEffect(double[] a)
    {
        int i = 0;
        double s = a[i++] * a[i++] + a[i--];
        return s * a[i] + i;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ElementCompoundWithSideEffectIndex(double[] a)
    {
        double[] b = new double[3];
        int i = 0;
        b[i++] += a[0] * 2;
        b[i++] = a[1] * a[2];
        b[--i] *= a[0];
        b[i] += b[i - 1] * i;
        return b[0] + b[1] + i;
    }

    [Differentiable(Emit = Both), Point("1 2 3", 2)]
    public static double IndexEvaluatedBeforeRightSide(double[] a, double x)
    {
        double[] b = new double[3];
        int i = 0;
        b[i] = i++ + x * a[i];
        b[i] = a[i] * (i = 2) * x;
        return b[0] * 10 + b[1] * 100 + b[2];
    }

    [Differentiable(Emit = Both), Point(3.7)]
    public static double Conversions(double x)
    {
        float narrowed = (float)2.5;
        double widened = narrowed;
        int truncated = (int)3.99;
        long big = 1L << 40;
        short small = (short)truncated;
        return x * widened + x * truncated + x / big + small * x + 'a' * x;
    }

    [Differentiable(Emit = Both), Point(0.75)]
    public static double ThroughSinglePrecision(double x)
    {
        double r = x * x;
        return r * (double)(float)2 + r;
    }

    [Differentiable(Emit = Both), Point(2.5, 3)]
    public static double MixedIntegerArithmetic(double x, int n) => x * (n / 2) + x * (n % 2) + n / 2 * x + (n - 5) / 2.0 * x + n * n * x;

    [Differentiable(Emit = Both), Point(2.5, 13)]
    public static double BitOperations(double x, int n) =>
        x * (n & 6) + x * (n | 16) + x * (n ^ 3) + x * (~n) + x * (n << 2) + x * (n >> 1) + x * (n >>> 1);

    [Differentiable(Emit = Both), Point(2.5, 13)]
    public static double IntegerCompounds(double x, int n)
    {
        n += 3;
        n -= 1;
        n *= 2;
        n /= 4;
        n %= 5;
        n <<= 3;
        n >>= 1;
        n |= 1;
        n &= 0xFF;
        n ^= 2;
        n++;
        --n;
        return x * x * n;
    }

    [Differentiable(Emit = Both), Point(2.5)]
    public static double UncheckedOverflow(double x)
    {
        int n = int.MaxValue;
        int wrapped = unchecked(n + 2);
        unchecked
        {
            n += 1;
        }

        return wrapped * 1e-9 * x + n * 1e-9 * x * x;
    }

    [Differentiable(Emit = Both), Point(2.5, 3), Throws(2.5, 2147483647)]
    public static double CheckedOverflow(double x, int n)
    {
        checked
        {
            n += 1;
        }

        return x * checked(n * 2);
    }

    [Differentiable(Emit = Both), Point(2.5, 3)]
#if !UNCHECKED
    [Throws(2.5, 2147483647)]
#endif
    public static double CheckedByProject(double x, int n) => x * (n + 1);

    [Differentiable(Emit = Both), Point(2.5, 3), Throws(2.5, 0)]
    public static double IntegerDivisionByZero(double x, int n) => x * (10 / n);

    [Differentiable(Emit = Both), Point(2.5, "Low"), Point(2.5, "High")]
    public static double EnumArithmetic(double x, Level level) =>
        x * (int)level + (level == Level.High ? x * x : 0) + (level > Level.Low ? 1 : 2) * x;

    [Differentiable(Emit = Both), Point(2.5)]
    public static double Literals(double x) =>
        1e-3 * x + .5 * x + 1_000.25 * x + 0x10 * x + 0b101 * x + 2d * x + 3f * x + 4L * x + 'b' * x + 1.0E+2 * x;

    [Differentiable(Emit = Both), Point(2.5)]
    public static double ConstantExpressions(double x) =>
        (2 + 3) * x + 7 / 2 * x + (7 / 2.0) * x + (1 << 3) * x + (double)(10 % 4) * x + (-5 + 2) * x;

    [Differentiable(Emit = Both), Point(2.5)]
    public static double SpecialConstants(double x) =>
        x < double.MaxValue && x > double.MinValue && x > double.Epsilon && !(x == double.NaN) ? x * x : 0;

    [Differentiable(Emit = Both), Point(2.5)]
    public static double IntegerLimits(double x) => x * (int.MaxValue / 1e9) + x * (long.MinValue / 1e18) + x * byte.MaxValue;

    [Differentiable(Emit = Both), Point(2, 3), Point(3, 2), Point(-1, -2)]
    public static double NestedConditionals(double x, double y) => x > y ? x > 0 ? x * y : -x : y > 0 ? y * y * x : x + y;

    [Differentiable(Emit = Both), Point(2, 3), Point(3, 2)]
    public static double ConditionalInsideExpression(double x, double y) =>
        (x > y ? x * x : y) * (x < y ? Math.Sin(x) : Math.Cos(y)) + (x > y ? 1 : 2) * x;

    [Differentiable(Emit = Both), Point(2, 3), Point(4, 3)]
    public static double ConditionalWithEffects(double x, double y)
    {
        double t = x > y ? x++ * 2 : (y *= 3) + x;
        return t * x + y;
    }

    [Differentiable(Emit = Both), Point(2, 3), Point(4, 3), Point(-4, 3)]
    public static double ShortCircuit(double x, double y)
    {
        int calls = 0;
        bool result = x > 0 && ++calls > 0 && y > x || ++calls > 5;
        return result ? x * y * calls : x + y + calls * x;
    }

    [Differentiable(Emit = Both), Point(2, 3), Point(0.5, 3)]
    public static double AssignmentInCondition(double x, double y)
    {
        double t;
        if ((t = x * y) > 3 && (t += x) > 4) return t * t;
        return t + x;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double ChainedAssignments(double x)
    {
        double a, b, c;
        a = b = c = x * x;
        a *= b += c;
        return a + b - c;
    }

    [Differentiable(Emit = Both), Point(0.25)]
    public static double NegativeZeroAndSigns(double x)
    {
        double z = -0.0;
        return x * x + z * x - (0.0 - x) + (-0.0 + x);
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double ComparisonsOfReals(double x, double y)
    {
        double s = 0;
        if (x == y) s += x;
        if (x != y) s += x * y;
        if (x <= y) s += x * x;
        if (x >= y) s += y;
        if (!(x < y)) s -= x;
        if (x < y == y > x) s *= 2;
        return s;
    }

    [Differentiable(Emit = Both), Point(1.5)]
    public static double NullForgiving(double x, string? text = "abc") => x * text!.Length;

    [Differentiable(Emit = Both), Point(1.5)]
    public static double SizeOfAndTypeTests(double x) => x * sizeof(double) + x * x * sizeof(int);
}
