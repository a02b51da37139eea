namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Reals that may be null.</summary>
public static partial class Nullables
{
    private static readonly Options Given = new() { Scale = 4 };

    private sealed class Options
    {
        public double? Scale { get; set; }

        public double? Offset { get; set; }
    }

    private static double Scaled(double x, double? scale = null) => scale is null ? x : x * scale.Value;

    private static double? Root(double x) => x < 0 ? null : Math.Sqrt(x);

    [Differentiable(nameof(x), Emit = Both), Point(0.7, 1.7), Point(0.7, null)]
    public static double Parameter(double x, double? k) =>
        x * (k ?? 2.0) * (k.HasValue ? k.Value : 1) + k.GetValueOrDefault() * x + k.GetValueOrDefault(3) * x * x;

    [Differentiable(nameof(x), Emit = Both), Point(0.7, 1.7), Point(0.7, 0.5), Point(0.7, null)]
    public static double Patterns(double x, double? k) =>
        (k is double v ? v * x : x * x) + (k is null ? x : 1) + (k is not null ? x : 2) + (k is { } w ? w * x * 3 : 0) + (k is > 1 or 0.5 ? x : 0) + (k == null ? x : 3 * x);

    [Differentiable(Emit = Both), Point(0.7, 4), Point(0.7, 0)]
    public static double BestOf(double x, int n)
    {
        double? best = null;
        for (int i = 0; i < n; i++)
        {
            double t = Math.Sin(x * (i + 1));
            if (best is null || t > best) best = t;
        }

        return best ?? x * x;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3), Point(0.7, -1.3)]
    public static double Lifted(double x, double y)
    {
        double? a = x, b = null;
        double? c = a * y + a;
        double? d = a + b;
        b ??= y * x;
        double s = (c ?? 1) * (d ?? y) * b!.Value + (a > d ? 1 : x) + (a < c ? x : 2) + (-a ?? 0);
        c -= y;
        return s * c!.Value + (a == x ? y : 1) + (d != null ? y : 2) + (d == b ? 1 : y) + (d != c ? x : 1);
    }

    [Differentiable(Emit = Both), Point(0.7), Point(-0.7)]
    public static double Called(double x) => Scaled(x) + Scaled(x, x) + (Root(x) ?? -x) + (Root(x) * 2 ?? x) * (Root(-x) is { } r ? r : 1);

    [Differentiable(Emit = Both), Point(0.7)]
    [Throws(-0.7)]
    public static double Required(double x)
    {
        double? a = x < 0 ? null : x * x;
        return (double)a! * 2 * a.Value;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    [Throws(-0.7)]
    public static double OrThrow(double x) => Root(x) * x ?? throw new ArgumentException("negative");

    [Differentiable(nameof(x), Emit = Both), Point(0.7, 1.7), Point(0.7, null)]
    public static double Replaced(double x, double? k)
    {
        k ??= 2;
        k *= x;
        return k.Value * x;
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double OfObjects(double x)
    {
        double? scale = Given.Scale;
        return x * (Given.Scale ?? 1) * scale!.Value * (Given.Offset.HasValue ? 2 : x) * (Given.Offset ?? 3);
    }

    [Differentiable(Emit = Both), Point(0.7), Point(0.2), Point(-0.7)]
    public static double Switched(double x)
    {
        double? y = Root(x);
        return y switch { null => x, > 0.5 => x * x, var z => z.Value * 3 };
    }

    [Differentiable(Emit = Both), Point("0.7 2"), Point("-0.7 1")]
    public static double ConditionalAccess(double[] v)
    {
        double[]? w = v[0] > 0 ? v : null;
        Func<double, double>? f = null;
        Action<double>? log = null;
        log?.Invoke(v[0]);
        double first = (f?.Invoke(v[0]) ?? v[1]) * (w?[0] ?? 3);
        f ??= t => t * v[1];
        return first + (f?.Invoke(v[0]) ?? 1);
    }

    [Differentiable(nameof(x), Emit = Both), Point(0.7f, true), Point(0.7f, false)]
    public static float Widened(float x, bool isGiven)
    {
        float? y = isGiven ? x * x : null;
        double? z = y;
        return (float)(z ?? 2) * x;
    }
}
