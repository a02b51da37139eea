namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>Partials that are representable where the obvious formula is not: tails, over- and underflow, cancellation.</summary>
public static partial class Extremes
{
    [Differentiable(Emit = Both)]
    [Convention("20", "1.6993417021166356e-17"), Convention("-20", "1.6993417021166356e-17"), Convention("300", "1.0601586212017243e-260")]
    [Convention("0", "1")]
    public static double Tanh(double x) => Math.Tanh(x);

    [Differentiable(Emit = Both)]
    [Convention("1e200 1e200", "5e-201 -5e-201"), Convention("1e-200 1e-200", "5e199 -5e199"), Convention("1e-200 1e200", "1e-200 0")]
    [Convention("1e200 1e-200", "0 -1e-200")]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Emit = Both)]
    [Convention("1e-200 1e-200", "1e200 -1e200"), Convention("1e200 1e200", "1e-200 -1e-200"), Convention("1e-300 1e-100", "1e100 -1e-100")]
    public static double Quotient(double x, double y) => x / y;

    [Differentiable(Emit = Both)]
    [Convention("0.9999999999", "70710.675195108831"), Convention("-0.9999999999", "70710.675195108831"), Convention("1e-200", "1")]
    public static double Asin(double x) => Math.Asin(x);

    [Differentiable(Emit = Both), Convention("0.9999999999", "-70710.675195108831"), Convention("-0.9999999999", "-70710.675195108831")]
    public static double Acos(double x) => Math.Acos(x);

    [Differentiable(Emit = Both)]
    [Convention("0.9999999999", "4999999586.5481793"), Convention("-0.9999999999", "4999999586.5481793"), Convention("0", "1")]
    public static double Atanh(double x) => Math.Atanh(x);

    [Differentiable(Emit = Both), Convention("1.0000000001", "70710.675191573296"), Convention("1e200", "1e-200")]
    public static double Acosh(double x) => Math.Acosh(x);

    [Differentiable(Emit = Both), Convention("1e200", "1e-200"), Convention("-1e200", "1e-200"), Convention("0", "1")]
    public static double Asinh(double x) => Math.Asinh(x);

    [Differentiable(Emit = Both), Convention("1e-300", "3.3333333333333333e199"), Convention("1e300", "3.3333333333333333e-201")]
    public static double Cbrt(double x) => Math.Cbrt(x);

    [Differentiable(Emit = Both), Convention("1e-300", "5e149"), Convention("1e300", "5e-151")]
    public static double Sqrt(double x) => Math.Sqrt(x);

    [Differentiable(Emit = Both), Convention("1e-300", "1e300"), Convention("1e300", "1e-300")]
    public static double Log(double x) => Math.Log(x);

    [Differentiable(Emit = Both), Convention("1e100", "1e-200"), Convention("1e-10", "1"), Convention("0", "1")]
    public static double Atan(double x) => Math.Atan(x);

    [Differentiable(Emit = Both)]
    [Convention("1e-300", "-∞"), Convention("1e200", "0"), Convention("1e100", "-1e-200"), Convention("1e-100", "-1e200")]
    public static double Reciprocal(double x) => 1 / x;

    [Differentiable(Emit = Both), Convention("-745", "4.94065645841247e-324"), Convention("-800", "0"), Convention("800", "∞")]
    public static double Exp(double x) => Math.Exp(x);

    [Differentiable(Emit = Both)]
    [Convention("1e-300 1e-30", "-1.4476482730108394e298 1.4476482730108393e29")]
    [Convention("8 2", "0.18033688011112043 -2.1640425613334453")]
    public static double LogBase(double x, double b) => Math.Log(x, b);

    [Differentiable(Emit = Both), Convention("1e200 1e150 1", "1e150 1e200 1"), Point(2, 3, 4)]
    public static double Fused(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z);

    [Differentiable(Emit = Both), Convention("1", "8"), Convention("1e-320", "8")]
    public static double ScaleB(double x) => Math.ScaleB(x, 3);

    [Differentiable(Emit = Both), Convention("5e-324", "1"), Convention("1e-310", "1")]
    public static double SinOfDenormal(double x) => Math.Sin(x);

    [Differentiable(Emit = Both)]
    [Convention("3e200 4e200", "0.6 0.8"), Convention("3e-200 -4e-200", "0.6 -0.8"), Convention("-3e-320 4e-320", "-0.6 0.8"), Convention("1e308 0", "1 0")]
    public static double Hypot(double x, double y) => double.Hypot(x, y);

    [Differentiable(Emit = Both), Convention("-50", "1.9287498479639178e-22"), Convention("1e-20", "1")]
    public static double ExpM1(double x) => double.ExpM1(x);

    [Differentiable(Emit = Both), Convention("1e-20", "1"), Convention("1e300", "1e-300"), Convention("-0.9999999999999999", "9007199254740992")]
    public static double LogP1(double x) => double.LogP1(x);

    [Differentiable(Emit = Both), Convention("1e200 1e200", "1.5915494309189535e-201 -1.5915494309189535e-201")]
    public static double Atan2Pi(double y, double x) => double.Atan2Pi(y, x);

    [Differentiable(Emit = Both), Convention("1e-300", "1.9849935633901966e+256"), Convention("0", "∞")]
    public static double RootN(double x) => double.RootN(x, 7);
}
