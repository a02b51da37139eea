using SymbolicDiff;

[assembly: DerivativeRule(typeof(SymbolicDiff.Behavior.Tests.Rules.Special), "logGamma(x)", "Digamma(x)")]

namespace SymbolicDiff.Behavior.Tests.Rules;

/// <summary>Calls of methods with rules.</summary>
public static partial class Ruled
{
    [Differentiable(Emit = Both), Point(0.6), Point(-1.25)]
    public static double ByAttribute(double x) => x * Special.Erf(2 * x);

    [Differentiable(Emit = Both), Point(3.5), Point(0.75)]
    public static double ByAssembly(double x) => Special.LogGamma(x * x) / x;

    [Differentiable(Emit = Both), Point(3.5), Point(0.75)]
    public static double ByFile(double x) => Special.Digamma(x) + Special.Trigamma(2 * x);

    [Differentiable(Emit = Both), Point(1.5, 2.5), Point(0.5, -1.5)]
    public static double ByCases(double x, double p) => Tables.Lookup(x, 2) * Tables.Lookup(x, p);

    [Differentiable(Emit = Both), Point("1 -2 0.5", "0.3 0.7 -0.2")]
    public static double InLoop(double[] w, double[] x)
    {
        double h = 0;
        for (int i = 0; i < w.Length; i++) h += Special.Sigmoid(w[i] * x[i]);
        for (int i = 0; i < 3; i++) h = Special.Sine(h) + h;
        return h;
    }

    [Differentiable(Emit = Both), Point(0.5f), Point(-2f)]
    public static float Single(float x) => 3 * Special.Sigmoid(x) - x;

    [Differentiable(Emit = Both), Point(3, -4)]
    public static double SeveralPartials(double x, double y) => Special.Length(y: y * y, x: x) * Special.Length(x, 2);

    [Differentiable(nameof(x), Emit = Both), Point(1.5, 3), Point(-0.5, 4)]
    public static double WithConstants(double x, int n) => Special.Power(x, n) * Special.SquareIf(x, n > 3);

    [Differentiable(Emit = Both), Point(2.5), Point(-1.5), Convention("0", "0")]
    public static double Kink(double x) => 2 * Special.Modulus(x);

    [Differentiable(Emit = Both), Point(2.5), Convention("-2.5", "0")]
    public static double Singular(double x) => Special.Root(Math.Max(x, 0));

    [Differentiable(Emit = Both), Point(0.4)]
    public static double WithDefinitions(double x) => Special.Wave(x * x) + Special.Wave(in x);

    [Differentiable(Emit = Both), Point(0.4)]
    public static double ThroughDelegate(double x)
    {
        Func<double, double> f = Special.Erf;
        return f(x) * f(2 * x);
    }

    /// <summary>The rule stands for the body of the method itself, too.</summary>
    [Differentiable(Emit = Both), Derivative("3 * cube(x) / x"), Point(1.5)]
    public static double Cube(double x) => (double)Convert.ChangeType(x * x * x, typeof(double), null);

    [Differentiable(Emit = Both), Point(1.5)]
    public static double InstanceMethod(double x) => new Scale(3).Of(x) * x;

    [Differentiable(Emit = Both), Point(1.5), Point(-1.5)]
    public static double InBranch(double x) => x > 0 ? Special.Erf(x) : Special.Length(x, 1);

    /// <summary>Carries a rule that calls no other member of its.</summary>
    public sealed class Scale(double factor)
    {
        private readonly object boxed = factor;

        [Derivative("result / x")]
        public double Of(double x) => (double)boxed * x;
    }
}
