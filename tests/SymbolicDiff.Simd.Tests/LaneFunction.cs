using SymbolicDiff.Calculus.Tests.Precision;

namespace SymbolicDiff.Simd.Tests;

/// <summary>A function of one number: for eight at once, for one by the framework, and with many digits.</summary>
public sealed record LaneFunction(
    string Name, Func<Lanes, Lanes> OfLanes, Func<double, double> OfOne, Func<RealArithmetic, Real, Real> Exact, double Low, double High, double Ulps)
{
    private static readonly Real One = Real.One;

    /// <summary>The largest error without the kernels, where the framework's functions are used.</summary>
    private const double UlpsOneByOne = 4;

    /// <summary>All of them, with the interval that most points are taken from, and the largest error that is allowed.</summary>
    public static readonly IReadOnlyList<LaneFunction> All =
    [
        new("Sqrt", Lanes.Sqrt, Math.Sqrt, (a, x) => a.Sqrt(x), 0, 100, 0.5),
        new("Exp", Lanes.Exp, Math.Exp, (a, x) => a.Exp(x), -750, 712, 2),
        new("Exp2", Lanes.Exp2, double.Exp2, (a, x) => a.Pow(new Real(2, 0), x), -1080, 1026, 2),
        new("ExpM1", Lanes.ExpM1, ExpM1, (a, x) => a.ExpM1(x), -45, 712, 2),
        new("Log", Lanes.Log, Math.Log, (a, x) => a.Log(x), 0, 10, 2),
        new("Log2", Lanes.Log2, Math.Log2, (a, x) => a.Divide(a.Log(x), a.Log(new Real(2, 0))), 0, 10, 3),
        new("Log10", Lanes.Log10, Math.Log10, (a, x) => a.Divide(a.Log(x), a.Log(new Real(10, 0))), 0, 10, 3),
        new("LogP1", Lanes.LogP1, LogP1, (a, x) => a.LogP1(x), -1, 10, 2),
        new("Sinh", Lanes.Sinh, Math.Sinh, RealArithmetic.Unary["sinh"], -712, 712, 4),
        new("Cosh", Lanes.Cosh, Math.Cosh, RealArithmetic.Unary["cosh"], -712, 712, 4),
        new("Tanh", Lanes.Tanh, Math.Tanh, RealArithmetic.Unary["tanh"], -23, 23, 3),
        new("Sigmoid", Lanes.Sigmoid, Sigmoid, Sigmoid, -750, 50, 3),
        new("Sin", Lanes.Sin, Math.Sin, RealArithmetic.Unary["sin"], -50, 50, 3),
        new("Cos", Lanes.Cos, Math.Cos, RealArithmetic.Unary["cos"], -50, 50, 3),
    ];

    /// <summary>The largest error that is allowed on this machine.</summary>
    public double AllowedUlps => Machines.HasKernels ? Ulps : UlpsOneByOne;

    // The framework's own have no digits near 0, and lose the signs of small numbers.
    private static double ExpM1(double x) => Math.Abs(x) < 1e-9 ? x : double.ExpM1(x);

    private static double LogP1(double x) => Math.Abs(x) < 1e-9 ? x : double.LogP1(x);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static Real Sigmoid(RealArithmetic a, Real x)
    {
        Real exp = a.Exp(-Real.Abs(x));
        return a.Divide(x.Sign < 0 ? exp : One, a.Add(One, exp));
    }
}
