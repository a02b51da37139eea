namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>Finite values with infinite partials, and what is not on the branch taken.</summary>
public static partial class Singularities
{
    private static readonly int Nothing = int.Parse("0", System.Globalization.CultureInfo.InvariantCulture);

    [Differentiable(Emit = Both), Convention("0", "∞")]
    public static double Sqrt(double x) => Math.Sqrt(x);

    [Differentiable(Emit = Both), Convention("0", "∞"), Point(-8), Point(1e-3)]
    public static double Cbrt(double x) => Math.Cbrt(x);

    [Differentiable(Emit = Both), Convention("1", "∞"), Convention("-1", "∞")]
    public static double Asin(double x) => Math.Asin(x);

    [Differentiable(Emit = Both), Convention("1", "-∞"), Convention("-1", "-∞")]
    public static double Acos(double x) => Math.Acos(x);

    [Differentiable(Emit = Both), Convention("1", "∞")]
    public static double Acosh(double x) => Math.Acosh(x);

    [Differentiable(Emit = Both), Convention("0 1", "∞ 1"), Convention("0 0", "∞ 1")]
    public static double SqrtPlusOther(double x, double y) => Math.Sqrt(x) + y;

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double SqrtNotSelectedByMax(double x) => Math.Max(Math.Sqrt(x), 1);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double LogNotSelectedByMax(double x) => Math.Max(Math.Log(x), 1);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double QuotientNotSelectedByMin(double x) => Math.Min(1 / x, 5);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double QuotientClampedAway(double x) => Math.Clamp(1 / x, -5, 5);

    [Differentiable(Emit = Both), Convention("0", "0"), Point(2)]
    public static double SqrtOnTheOtherBranch(double x)
    {
        double root = Math.Sqrt(x);
        return x > 1 ? root : 3;
    }

    [Differentiable(Emit = Both), Convention("0", "0"), Point(2)]
    public static double LogOnTheOtherBranch(double x)
    {
        double log = Math.Log(x);
        double result = 3;
        if (x > 1) result = log;
        return result;
    }

    /// <summary>The element is infinite for a moment. Its adjoint is 0, which reverse mode does not keep from ∞: what it gives is NaN, and no other number.</summary>
    [Differentiable(Emit = Both), Point(0.5)]
    public static double InfinityOverwritten(double x)
    {
        double[] last = new double[1];
        for (int i = 0; i < 2; i++) last[0] = Math.Exp(1000 * x * (1 - i));
        return last[0] * x;
    }

    [Differentiable(Emit = Both), Convention("-1", "0"), Point(4)]
    public static double SqrtOfMax(double x) => Math.Sqrt(Math.Max(x, 0));

    [Differentiable(Emit = Both), Convention("-2", "0"), Convention("2", "0"), Point(0.5)]
    public static double AsinOfClamp(double x) => Math.Asin(Math.Clamp(x, -1, 1));

    [Differentiable(Emit = Both), Convention("0.5", "0"), Point(2)]
    public static double AcoshOfMax(double x) => Math.Acosh(Math.Max(x, 1));

    [Differentiable(Emit = Both), Convention("-1", "0"), Point(4)]
    public static double CbrtOfMax(double x) => Math.Cbrt(Math.Max(x, 0));

    [Differentiable(Emit = Both), Convention("-1", "0"), Point(4)]
    public static double PowOfMax(double x) => Math.Pow(Math.Max(x, 0), 0.5);

    [Differentiable(Emit = Both), Convention("0 0", "0 0")]
    public static double RootsOfTheElementNotRead(double x, double y)
    {
        double[] roots = { Math.Sqrt(x), Math.Cbrt(y), 2 };
        return roots[2];
    }

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double OverwrittenRoot(double x)
    {
        double root = Math.Sqrt(x);
        root = x * x;
        return root;
    }

    [Differentiable(Emit = Both), Convention("0 0", "0 0"), Convention("0 2", "∞ 0"), Convention("2 0", "0 ∞"), Point(2, 3)]
    public static double RootOfProduct(double x, double y) => Math.Sqrt(x * y);

    [Differentiable(Emit = Both), Convention("3", "0")]
    public static double RootScaledByData(double x) => Math.Sqrt(Nothing * x);

    [Differentiable(Emit = Both), Convention("0 2 3", "0 0 0"), Point(1, 2, 3)]
    public static double RootOfLongProduct(double x, double y, double z) => Math.Sqrt(x * (x * y) * z);

    [Differentiable(Emit = Both), Convention("0", "0"), Point(1)]
    public static double RootOfOneMinusCosine(double x) => Math.Sqrt(1 - Math.Cos(x));

    [Differentiable(Emit = Both), Convention("0 3", "0 0"), Point(1, 3)]
    public static double RootOfQuotient(double x, double y) => Math.Sqrt(x * x / y);

    [Differentiable(Emit = Both), Convention("0 0", "0 0"), Convention("3 4", "0.6 0.8"), Point(1, -2)]
    public static double Norm(double x, double y)
    {
        double[] vector = { x, y };
        double sum = 0;
        foreach (double component in vector) sum += component * component;
        return Math.Sqrt(sum);
    }

    [Differentiable(Emit = Both), Convention("2 2", "0 0"), Convention("3 1", "1 -1"), Point(1, -2)]
    public static double RootMeanSquareOfDifferences(double x, double y)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            double difference = x - y;
            sum += Math.Pow(difference, 2);
        }

        return Math.Sqrt(sum / 3);
    }

    [Differentiable(Emit = Both), Convention("0 5", "0 0"), Point(1, 2)]
    public static double CubeRootOfProduct(double x, double y) => Math.Cbrt(x * x * y);
}
