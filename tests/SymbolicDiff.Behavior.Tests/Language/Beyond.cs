namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Constructs beside the core of the language: tuples, lambdas, aggregates, objects that take no part.</summary>
public static partial class Beyond
{
    private static readonly double[] Cache = new double[3];

    private static double cell;

    private readonly record struct Config(int Steps, double Rate);

    [Differentiable(Emit = Both), Point("1 2 3", 1L)]
    public static double LongIndices(double[] a, long i)
    {
        double[] b = new double[a.LongLength];
        b[i] = a[i] * a[i + 1];
        uint u = 2;
        byte k = 0;
        return b[i] * a[u] + a[k];
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double SpanCollectionExpressions(double x, double y)
    {
        Span<double> s = [x * x, y];
        ReadOnlySpan<double> t = [y, 1];
        return s[0] * t[0] + s[1];
    }

    [Differentiable(nameof(x), Emit = Both), Point(0.5, 4)]
    public static double ConstantsInAnObject(double x, int n)
    {
        var config = new Config(n, 0.1);
        double r = x;
        for (int i = 0; i < config.Steps; i++) r -= config.Rate * r * r;
        return r;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double MathOfConstants(double x) =>
        x * Math.Sqrt(2) + Math.Max(1, 2) * x + Math.Abs(-3) * x + Math.Floor(2.7) * x + Math.Pow(2, 10) * x;

    [Differentiable(Emit = Both), Point(2)]
    public static double GenericMathStatics(double x) => double.Sin(x) + double.Exp(x) * double.Pi + double.Max(x, 1);

    [Differentiable(Emit = Both), Point(2)]
    public static double Classification(double x) =>
        double.IsNaN(x) || double.IsInfinity(x) ? 0 : double.IsPositive(x) && double.IsFinite(x) ? x * x : x;

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double LambdaInLocal(double[] a)
    {
        Func<double, double> square = x => x * x;
        return square(a[0]) + square(a[1] * a[2]);
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double TupleLocal(double x, double y)
    {
        (double a, double b) t = (x * y, x);
        t.a *= t.b;
        return t.a + t.b;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double TupleCopiedAndChanged(double x)
    {
        var t = (x, 2.0);
        (double a, double b) u = t;
        u.a *= x;
        return u.a * t.Item1 * u.b;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double TupleReturned(double x)
    {
        var (a, b) = Two(x);
        return a * b;
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double UncheckedBlock(double x)
    {
        int n = 0;
        unchecked
        {
            for (int i = 0; i < 5; i++) n = n * 1000003 + i;
            n += int.MaxValue;
            n <<= 3;
            n++;
            n = -n;
        }

        return x * (n % 7);
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double DecimalsAndCharacters(double x)
    {
        decimal d = 0.1m;
        d += 2;
        char c = (char)('a' + 1);
        return x * (double)d + x * (c - 'a') + x * (c == 'b' ? 1 : 0);
    }

    [Differentiable(Emit = Both), Point(2)]
    public static double ConstantsWrittenToStatics(double x)
    {
        cell = 5;
        Cache[0] = 3;
        double r = x * cell * Cache[0];
        cell = 7;
        Cache[0] *= 2;
        Cache[0]++;
        return r * x * cell * Cache[0];
    }

    private static (double, double) Two(double x) => (x * x, x + 1);
}
