namespace SymbolicDiff.Checking;

/// <summary>Five-point differences of a function with several results, over shrinking steps that are scaled to the coordinate.</summary>
internal sealed class FivePointDifferences(Func<double[], double[]> f, double[] point, double tolerance, bool isSingle)
{
    private const int Steps = 8;

    private readonly Dictionary<(double Scale, int Step), Stencil> stencils = [];
    private double[]? center;
    private int coordinate = -1;

    // The longest step is about where truncation and rounding of five-point differences balance; shorter ones follow for functions that
    // bend more sharply.
    private readonly double longestStep = isSingle ? 1.0 / 16 : 1.0 / 256;

    // Rounding errors of the function itself that a difference quotient cannot be told from, in units of its largest value.
    private readonly double roundingUnits = 64 * (isSingle ? 1.1920929e-7 : 2.220446049250313e-16);

    /// <summary>Null if the component agrees with the differences of some step, or is a slope that a kink at the point allows.</summary>
    public Estimate? Disagreement(int row, int column, double component, double magnitude)
    {
        Select(column);
        double own = Math.Abs(point[column]);
        double scale = Math.Max(own, 1);
        var best = new Estimate(double.NaN, double.PositiveInfinity, Sides.Smooth, double.NaN, double.NaN);
        if (Agrees(row, component, magnitude, scale, ref best) || (own is > 0 and < 1 && Agrees(row, component, magnitude, own, ref best)))
            return null;
        return IsSlopeOfASide(row, component, scale, ref best) ? null : best;
    }

    /// <summary>The most certain slope.</summary>
    public double Slope(int row, int column)
    {
        Select(column);
        var best = new Estimate(double.NaN, double.PositiveInfinity, Sides.Smooth, double.NaN, double.NaN);
        Agrees(row, double.NaN, 1, Math.Max(Math.Abs(point[column]), 1), ref best);
        return best.Slope;
    }

    private void Select(int column)
    {
        if (column == coordinate) return;
        coordinate = column;
        stencils.Clear();
    }

    private bool Agrees(int row, double component, double magnitude, double scale, ref Estimate best)
    {
        double previous = double.NaN;
        for (int k = 0; k < Steps; k++)
        {
            Stencil stencil = At(scale, k);
            (double slope, double noise) = (stencil.Slope(row), roundingUnits * stencil.Largest(row) / stencil.Step);
            if (k > 0 && noise > tolerance * magnitude) return false;
            double distance = Math.Abs(component - slope);
            if (distance <= tolerance * Math.Max(Math.Abs(component), Math.Abs(slope)) + noise) return true;
            double uncertainty = double.IsNaN(previous) ? double.MaxValue : Math.Abs(slope - previous) + noise;
            if (!double.IsNaN(slope) && uncertainty < best.Uncertainty) best = best with { Slope = slope, Uncertainty = uncertainty };
            previous = slope;
        }

        return false;
    }

    /// <summary>
    /// Looks at the shortest steps at which the slopes on both sides differ by more than rounding. In a smooth function the gap falls with the
    /// square of the step; at a kink it stays, and every slope between is one of the function; at a jump it grows, and only the sides' own are.
    /// </summary>
    private bool IsSlopeOfASide(int row, double component, double scale, ref Estimate best)
    {
        for (int k = Steps - 1; k > 0; k--)
        {
            Stencil stencil = At(scale, k);
            (double left, double right) = stencil.SideSlopes(row, Center()[row]);
            double noise = roundingUnits * stencil.Largest(row) / stencil.Step;
            if (!(Math.Abs(right - left) > 10 * noise + tolerance * Math.Max(Math.Abs(left), Math.Abs(right)))) continue;
            (double longLeft, double longRight) = At(scale, k - 1).SideSlopes(row, Center()[row]);
            double ratio = (right - left) / (longRight - longLeft);
            if (!(ratio > 0.6)) return false;
            Sides sides = ratio < 1.5 ? Sides.Kink : Sides.Jump;
            best = best with { Sides = sides, Left = left, Right = right };
            double LeftSlack() => tolerance * Math.Abs(left) + noise + Math.Abs(left - longLeft);
            double RightSlack() => tolerance * Math.Abs(right) + noise + Math.Abs(right - longRight);
            if (sides == Sides.Jump) return IsNear(left, longLeft, noise) || IsNear(right, longRight, noise);
            return component >= Math.Min(left - LeftSlack(), right - RightSlack()) && component <= Math.Max(left + LeftSlack(), right + RightSlack());
        }

        return false;

        bool IsNear(double slope, double longSlope, double noise) =>
            Math.Abs(slope - longSlope) <= 0.1 * Math.Abs(slope) + noise
            && Math.Abs(component - slope) <= tolerance * Math.Abs(slope) + noise + Math.Abs(slope - longSlope);
    }

    private double[] Center() => center ??= f([.. point]);

    private Stencil At(double scale, int k)
    {
        if (stencils.TryGetValue((scale, k), out Stencil? stencil)) return stencil;
        double step = scale * longestStep / Math.Pow(4, k);
        stencil = new Stencil(step, Values(-2 * step), Values(-step), Values(step), Values(2 * step));
        stencils.Add((scale, k), stencil);
        return stencil;
    }

    private double[] Values(double distance)
    {
        double[] argument = [.. point];
        argument[coordinate] += distance;
        return f(argument);
    }

    private sealed record Stencil(double Step, double[] FarLeft, double[] Left, double[] Right, double[] FarRight)
    {
        public double Slope(int row) => (8 * (Right[row] - Left[row]) - (FarRight[row] - FarLeft[row])) / (12 * Step);

        public double Largest(int row) =>
            Math.Max(Math.Max(Math.Abs(Left[row]), Math.Abs(Right[row])), Math.Max(Math.Abs(FarLeft[row]), Math.Abs(FarRight[row])));

        public (double Left, double Right) SideSlopes(int row, double center) => (
            (3 * center - 4 * Left[row] + FarLeft[row]) / (2 * Step),
            (-3 * center + 4 * Right[row] - FarRight[row]) / (2 * Step));
    }
}
