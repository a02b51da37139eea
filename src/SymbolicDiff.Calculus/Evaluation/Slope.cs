namespace SymbolicDiff.Calculus.Evaluation;

/// <summary>A derivative by differences, with what is known of its error.</summary>
/// <param name="Value">The quotient.</param>
/// <param name="Error">How far quotients of other steps are from it, and what rounding may have done.</param>
/// <param name="Floor">A slope that is small beside the values themselves: an approximation's error may hide it.</param>
internal sealed record Slope(double Value, double Error, double Floor)
{
    /// <summary>Whether the quotients agree and the values change at all.</summary>
    public bool IsCertain => Value != 0 && Error <= 1e-3 * Math.Abs(Value) + Floor;

    /// <summary>The slope by five points at three steps, halved each time; null where a value is missing.</summary>
    public static Slope? At(Func<double[], double?> function, double[] point, int along, double step)
    {
        var values = new double[8]; // at ±2, ±1, ±1/2 and ±1/4 steps
        for (int i = 0; i < values.Length; i++)
        {
            double[] moved = [.. point];
            moved[along] += (i % 2 == 0 ? 2 : -2) * step / (1 << (i / 2));
            if (function(moved) is not { } value) return null;
            values[i] = value;
        }

        double[] slopes = [.. Enumerable.Range(0, 3).Select(level => FivePoints(values, level, step / (1 << level)))];
        double largest = values.Max(Math.Abs);
        double error = 2 * (Math.Abs(slopes[0] - slopes[1]) + Math.Abs(slopes[1] - slopes[2])) + 1e-14 * largest / step;
        return new Slope(slopes[1], error, 1e-5 * largest / Math.Max(1, Math.Abs(point[along])));
    }

    /// <summary>Whether the derivative cannot have the value, even if the function is an approximation to the tolerance.</summary>
    public bool Excludes(double value, double tolerance) =>
        Math.Abs(value - Value) > Error + Floor + tolerance * Math.Max(Math.Abs(value), Math.Abs(Value));

    private static double FivePoints(double[] values, int level, double step)
    {
        double far = values[2 * level] - values[2 * level + 1];
        double near = values[2 * level + 2] - values[2 * level + 3];
        return (8 * near - far) / (12 * step);
    }
}
