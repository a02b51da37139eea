namespace SymbolicDiff.Checking;

/// <summary>What two numbers that should be the same say about the mistake.</summary>
internal static class LikelyCause
{
    private const double Near = 1e-4;

    public static string OfDifference(double component, in Estimate estimate)
    {
        if (double.IsNaN(estimate.Slope)) return "the function is not finite around the point; choose a point inside its domain";
        if (!double.IsFinite(component)) return "a partial derivative is infinite or not a number at the point, as that of a root or a logarithm at 0 is";
        (string left, string right) = (GradientMismatchException.Text(estimate.Left), GradientMismatchException.Text(estimate.Right));
        if (estimate.Sides == Sides.Kink) return $"the function has a kink at the point, with slope {left} on the left and {right} on the right, and this is none between";
        if (estimate.Sides == Sides.Jump) return "the function jumps at the point, or is too rough there for differences; choose another point";
        if (estimate.Uncertainty > Near * Math.Abs(estimate.Slope) && Math.Abs(component - estimate.Slope) < 10 * estimate.Uncertainty)
        {
            return $"two step sizes differ by {GradientMismatchException.Text(estimate.Uncertainty)}, so the differences themselves are uncertain; "
                + "choose another point or a larger tolerance";
        }

        return OfNumbers(component, estimate.Slope);
    }

    /// <summary>Empty if nothing is known.</summary>
    public static string OfNumbers(double component, double expected)
    {
        if (!double.IsFinite(component)) return "an infinite or undefined intermediate value";
        if (component == 0) return "the derivative is lost on the way: a cut such as Gradients.Stop, a path that is not followed, or a component that is never written";
        if (expected == 0) return "a contribution that should cancel, or a buffer that was not cleared before it was added to";
        double ratio = component / expected;
        if (IsNear(ratio, -1)) return "the sign";
        for (int factor = 2; factor <= 10; factor++)
        {
            if (IsNear(ratio, factor)) return $"{factor} times too large: counted more than once, or added to what a buffer already held";
            if (IsNear(ratio, 1.0 / factor)) return $"{factor} times too small: a factor or a path is missing";
        }

        return "";
    }

    public static bool IsNear(double a, double b) => Math.Abs(a - b) <= Near * Math.Max(Math.Abs(a), Math.Abs(b));
}
