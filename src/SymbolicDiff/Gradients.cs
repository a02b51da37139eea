namespace SymbolicDiff;

/// <summary>What code that is differentiated, and code that tests a derivative, can say about derivatives.</summary>
public static class Gradients
{
    // The longest step is 2⁻⁸ of the coordinate's scale, about where truncation and rounding of five-point differences balance;
    // shorter ones follow for functions that bend more sharply.
    private const double LongestStep = 1.0 / 256;
    private const int Steps = 8;

    // Rounding errors of the function itself that a difference quotient cannot be told from, in units of its largest value.
    private const double RoundingUnits = 64 * 2.220446049250313e-16;

    /// <summary>The identity, with derivative zero: cuts <paramref name="x"/> out of the differentiation on purpose.</summary>
    /// <param name="x">Any value.</param>
    /// <returns><paramref name="x"/>.</returns>
    public static double Stop(double x) => x;

    /// <inheritdoc cref="Stop(double)"/>
    public static float Stop(float x) => x;

    /// <inheritdoc cref="Stop(double)"/>
    /// <typeparam name="T">The value's type; an array is returned as it is, not copied.</typeparam>
    public static T Stop<T>(T x) => x;

    /// <summary>
    /// Compares a gradient with five-point differences of the function, component by component, with a step scaled to the coordinate.
    /// </summary>
    /// <param name="f">The function. It may change the array it is given.</param>
    /// <param name="gradient">Its gradient: one component for each coordinate.</param>
    /// <param name="point">Where to compare. Not changed.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException">An argument is null, or <paramref name="gradient"/> returned null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> returned another number of components than the point has.</exception>
    /// <exception cref="GradientMismatchException">A component differs; the exception names the one that is furthest off.</exception>
    public static void Check(Func<double[], double> f, Func<double[], double[]> gradient, double[] point, double tolerance = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(point);
        if (!(tolerance > 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be a positive number.");

        double[] components = gradient((double[])point.Clone());
        ArgumentNullException.ThrowIfNull(components, "gradient(point)");
        if (components.Length != point.Length)
            throw new ArgumentException($"It returned {components.Length} components for {point.Length} coordinates.", nameof(gradient));

        var differences = new Differences(f, point, tolerance, Magnitude(components));
        GradientMismatchException? worst = null;
        for (int i = 0; i < components.Length; i++)
        {
            if (differences.Mismatch(i, components[i]) is { } mismatch && (worst is null || mismatch.RelativeError > worst.RelativeError))
                worst = mismatch;
        }

        if (worst is not null)
            throw worst;
    }

    /// <summary>Compares a derivative of a function of one variable with five-point differences.</summary>
    /// <param name="f">The function.</param>
    /// <param name="derivative">Its derivative.</param>
    /// <param name="point">Where to compare.</param>
    /// <param name="tolerance">The largest difference accepted, relative to the larger of the two numbers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="f"/> or <paramref name="derivative"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is not a positive number.</exception>
    /// <exception cref="GradientMismatchException">The two differ.</exception>
    public static void Check(Func<double, double> f, Func<double, double> derivative, double point, double tolerance = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(derivative);
        Check(x => f(x[0]), x => [derivative(x[0])], [point], tolerance);
    }

    private static double Magnitude(double[] components)
    {
        double magnitude = 1;
        foreach (double component in components)
        {
            if (double.IsFinite(component))
                magnitude = Math.Max(magnitude, Math.Abs(component));
        }

        return magnitude;
    }

    private sealed class Differences(Func<double[], double> f, double[] point, double tolerance, double magnitude)
    {
        private readonly double[] argument = new double[point.Length];

        /// <summary>Null if the component agrees with the differences of some step.</summary>
        public GradientMismatchException? Mismatch(int index, double component)
        {
            double own = Math.Abs(point[index]);
            double scale = Math.Max(own, 1);
            double closest = double.NaN;
            if (Agrees(index, component, scale, ref closest) || (own is > 0 and < 1 && Agrees(index, component, own, ref closest)))
                return null;
            return new GradientMismatchException(index, component, closest);
        }

        private bool Agrees(int index, double component, double scale, ref double closest)
        {
            double step = scale * LongestStep;
            for (int k = 0; k < Steps; k++, step /= 4)
            {
                (double slope, double noise) = Slope(index, step);
                if (k > 0 && noise > tolerance * magnitude)
                    return false;
                double distance = Math.Abs(component - slope);
                if (distance <= tolerance * Math.Max(Math.Abs(component), Math.Abs(slope)) + noise)
                    return true;
                if (!(distance >= Math.Abs(component - closest)) && !double.IsNaN(slope))
                    closest = slope;
            }

            return false;
        }

        private (double Slope, double Noise) Slope(int index, double step)
        {
            double x = point[index];
            double right = Value(index, x + step);
            double left = Value(index, x - step);
            double farRight = Value(index, x + 2 * step);
            double farLeft = Value(index, x - 2 * step);
            double slope = (8 * (right - left) - (farRight - farLeft)) / (12 * step);
            double largest = Math.Max(Math.Max(Math.Abs(left), Math.Abs(right)), Math.Max(Math.Abs(farLeft), Math.Abs(farRight)));
            return (slope, RoundingUnits * largest / step);
        }

        private double Value(int index, double coordinate)
        {
            point.CopyTo(argument, 0);
            argument[index] = coordinate;
            return f(argument);
        }
    }
}
