namespace SymbolicDiff.Simd.Tests;

/// <summary>Where functions are tested: always the same points.</summary>
public static class Points
{
    /// <summary>Numbers at which something ends or begins.</summary>
    private static readonly double[] Marks =
    [
        0, 1, 2, 3, 4, 0.5, 0.25, 0.75, 1.5, 0.1, 10, 100, 1000, 1e9, 1e15, 1e17, 1e22, 1e100, 1e300, double.MaxValue, double.PositiveInfinity,
        1e-9, 1e-17, 1e-18, 1e-100, 1e-300, 2.2250738585072014e-308, 1e-310, 5e-324,
        Math.PI, Math.PI / 2, Math.PI / 4, Math.E, 0.6931471805599453, 0.34657359027997264, 1.0397207708399179, 0.04332169878499658,
        18.7, 19.06, 20, 22, 36.7, 37, 40, 708, 709.782712893384, 710, 745.1332191019412, 746, 1022, 1023, 1024, 1074, 1075, 1080,
        4294967296, 844424930131968, 6755399441055744, 4503599627370496, 9007199254740992,
    ];

    /// <summary>Infinities, NaN, zeros, and both signs and the neighbours of all marks.</summary>
    public static IEnumerable<double> Special()
    {
        yield return double.NaN;
        foreach (double mark in Marks)
        {
            foreach (double x in Neighbours(mark))
            {
                yield return x;
                yield return -x;
            }
        }
    }

    /// <summary>Numbers of all sizes and both signs: bits at random, NaN and infinities among them.</summary>
    public static IEnumerable<double> OfAllSizes(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
            yield return BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
    }

    /// <summary>Numbers of an interval, the same number near each of its points.</summary>
    public static IEnumerable<double> Between(double low, double high, int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
            yield return low + (high - low) * random.NextDouble();
    }

    /// <summary>Numbers of moderate sizes, from 2⁻³⁰ to 2³⁰ without preference for large ones, and both signs.</summary>
    public static IEnumerable<double> Moderate(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
            yield return Math.ScaleB((1 + random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1), random.Next(-30, 30));
    }

    /// <summary>The doubles nearest to multiples of π / 2, up to 2³² and a little beyond.</summary>
    public static IEnumerable<double> NearMultiplesOfHalfPi(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            double n = i < 200 ? i : Math.Floor(Math.ScaleB(1 + random.NextDouble(), random.Next(0, 32)));
            foreach (double x in Neighbours(n * (Math.PI / 2)))
                yield return x;
        }
    }

    public static IEnumerable<double> Of(LaneFunction function)
    {
        IEnumerable<double> points =
            Special().Concat(OfAllSizes(1500, 1)).Concat(Between(function.Low, function.High, 2500, 2)).Concat(Moderate(1500, 3));
        if (function.Name.StartsWith("Log", StringComparison.Ordinal))
            points = points.Concat(Between(0.4, 1.7, 1500, 4)).Concat(Between(-1e-3, 1e-3, 500, 5));
        if (function.Name is "Sin" or "Cos")
            points = points.Concat(NearMultiplesOfHalfPi(800, 6));
        return points;
    }

    private static IEnumerable<double> Neighbours(double x) => [x, Math.BitIncrement(x), Math.BitDecrement(x)];
}
