using System.Globalization;

namespace SymbolicDiff;

/// <summary>A component of a gradient differs from the finite differences of its function.</summary>
/// <param name="index">The component.</param>
/// <param name="component">What the gradient says.</param>
/// <param name="difference">What the differences say.</param>
public sealed class GradientMismatchException(int index, double component, double difference)
    : Exception(Describe(index, component, difference))
{
    /// <summary>The index of the component.</summary>
    public int Index { get; } = index;

    /// <summary>The component of the gradient.</summary>
    public double Component { get; } = component;

    /// <summary>The same component by finite differences; NaN where the function is not finite around the point.</summary>
    public double Difference { get; } = difference;

    /// <summary>The distance of the two numbers over the larger absolute value; infinite where one of them is not finite.</summary>
    public double RelativeError { get; } = Distance(component, difference);

    private static double Distance(double component, double difference)
    {
        double distance = Math.Abs(component - difference) / Math.Max(Math.Abs(component), Math.Abs(difference));
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    private static string Describe(int index, double component, double difference)
    {
        string differences = double.IsNaN(difference)
            ? "the function has no finite differences there"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"finite differences give {difference} (relative error {Distance(component, difference):0.0E+0})");
        return string.Create(CultureInfo.InvariantCulture, $"Component {index} of the gradient is {component}, but {differences}.");
    }
}
