using System.Globalization;

namespace SymbolicDiff;

/// <summary>A component of a derivative differs from the finite differences of its function, or from another derivative of it.</summary>
public sealed class GradientMismatchException : Exception
{
    /// <summary>A component of a gradient and the same component by finite differences.</summary>
    /// <param name="index">The component.</param>
    /// <param name="component">What the gradient says.</param>
    /// <param name="difference">What the differences say.</param>
    public GradientMismatchException(int index, double component, double difference)
        : this("gradient", $"Component {Text(index)} of the gradient", "", index, component, difference, "finite differences give", "")
    {
    }

    internal GradientMismatchException(
        string derivative, string subject, string place, int index, double component, double difference, string against, string cause)
        : base(Describe(subject, component, difference, against, cause))
    {
        (Derivative, Place, Cause) = (derivative, place, cause);
        (Index, Component, Difference, RelativeError) = (index, component, difference, Distance(component, difference));
    }

    /// <summary>Which derivative is wrong: <c>gradient</c>, <c>Jvp</c>, <c>Vjp</c>, <c>Jacobian</c>, <c>Hessian</c> and so on.</summary>
    public string Derivative { get; }

    /// <summary>The component by the names of the parameters, such as <c>w[3]</c>; of a matrix its row and column.</summary>
    public string Place { get; }

    /// <summary>The index of the component; of a matrix that of the column.</summary>
    public int Index { get; }

    /// <summary>The component of the derivative.</summary>
    public double Component { get; }

    /// <summary>What it should be, by finite differences or another derivative; NaN where the function is not finite around the point.</summary>
    public double Difference { get; }

    /// <summary>The distance of the two numbers over the larger absolute value; infinite where one of them is not finite.</summary>
    public double RelativeError { get; }

    /// <summary>What most likely went wrong; empty if nothing is known.</summary>
    public string Cause { get; }

    internal static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Distance(double component, double difference)
    {
        double distance = Math.Abs(component - difference) / Math.Max(Math.Abs(component), Math.Abs(difference));
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    private static string Describe(string subject, double component, double difference, string against, string cause)
    {
        string differences = double.IsNaN(difference)
            ? "the function has no finite differences there"
            : string.Create(CultureInfo.InvariantCulture, $"{against} {difference} (relative error {Distance(component, difference):0.0E+0})");
        return $"{subject} is {Text(component)}, but {differences}." + (cause.Length > 0 ? $" Likely cause: {cause}." : "");
    }
}
