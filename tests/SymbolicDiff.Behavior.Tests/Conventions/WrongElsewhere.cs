namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>Derivatives that other tools are known to give wrong.</summary>
public static partial class WrongElsewhere
{
    /// <summary>C#'s remainder truncates: −5 = −1·3 − 2, so the slope by the divisor is +1.</summary>
    [Differentiable(Emit = Both), Convention("-5 3", "1 1"), Convention("5 -3", "1 1"), Convention("5 3", "1 -1"), Convention("-5 -3", "1 -1")]
    public static double Fmod(double x, double y) => x % y;

    /// <summary>5.5 = 2·3 − 0.5: the quotient is rounded, not truncated.</summary>
    [Differentiable(Emit = Both), Convention("5.5 3", "1 -2"), Convention("-5.5 3", "1 2"), Convention("4 3", "1 -1")]
    public static double IeeeRemainder(double x, double y) => Math.IEEERemainder(x, y);

    [Differentiable(Emit = Both), Convention("0 0", "0 0")]
    public static double HypotAtZero(double x, double y) => double.Hypot(x, y);

    [Differentiable(Emit = Both), Convention("0 0", "0 0")]
    public static double LengthAtZero(double x, double y) => Math.Sqrt(x * x + y * y);

    [Differentiable(Emit = Both)]
    [Convention("0 2", "0 0"), Convention("0 0.5", "∞ 0"), Convention("0 0", "0 0"), Convention("2 0", "0 0.69314718055994529")]
    public static double PowerOfZeroByExponent(double x, double p) => Math.Pow(x, p);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Convention("40", "1"), Convention("-40", "4.248354255291589e-18"), Point(1), Point(-1)]
    public static double Softplus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));

    [Differentiable(Emit = Both)]
    [Convention("1 1 1", "0.33333333333333333 0.33333333333333333 0.33333333333333333"), Convention("2 2 -1000", "0.5 0.5 0"), Point(0.3, -1, 2)]
    [Convention("1000 0 -1000", "1 0 0")]
    public static double LogSumExpWithRunningMaximum(double x, double y, double z)
    {
        double[] all = { x, y, z };
        double maximum = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < all.Length; i++)
        {
            double larger = Math.Max(maximum, all[i]);
            sum = sum * Math.Exp(maximum - larger) + Math.Exp(all[i] - larger);
            maximum = larger;
        }

        return maximum + Math.Log(sum);
    }
}
