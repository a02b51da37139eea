using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SymbolicDiff.Vector256Kernels;

namespace SymbolicDiff;

/// <summary>
/// The functions of eight doubles on machines without AVX-512: by the kernels for four, or one by one where a machine lacks AVX2, too. They are
/// calls, not inlined: two kernels with half as many registers gain nothing by it, and the compiler would give up inlining in long loops. They are
/// compiled well from the first call on, because code that is not yet optimized computes with vectors a hundred times as slowly.
/// </summary>
internal static class Halves
{
    private static bool HasKernels
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Exp(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Exponentials.Exp(lower), Exponentials.Exp(upper)) : OneByOne(lower, upper, Math.Exp);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Exp2(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Exponentials.Exp2(lower), Exponentials.Exp2(upper)) : OneByOne(lower, upper, double.Exp2);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> ExpM1(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Exponentials.ExpM1(lower), Exponentials.ExpM1(upper)) : OneByOne(lower, upper, ExpM1Of);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Sigmoid(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Exponentials.Sigmoid(lower), Exponentials.Sigmoid(upper)) : OneByOne(lower, upper, SigmoidOf);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Tanh(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Exponentials.Tanh(lower), Exponentials.Tanh(upper)) : OneByOne(lower, upper, Math.Tanh);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Log(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Logarithms.Log(lower), Logarithms.Log(upper)) : OneByOne(lower, upper, Math.Log);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> LogP1(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Logarithms.LogP1(lower), Logarithms.LogP1(upper)) : OneByOne(lower, upper, LogP1Of);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Log2(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Logarithms.Log2(lower), Logarithms.Log2(upper)) : OneByOne(lower, upper, Math.Log2);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Log10(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Logarithms.Log10(lower), Logarithms.Log10(upper)) : OneByOne(lower, upper, Math.Log10);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Sin(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Trigonometry.Sin(lower), Trigonometry.Sin(upper)) : OneByOne(lower, upper, Math.Sin);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Cos(Vector256<double> lower, Vector256<double> upper) =>
        HasKernels ? Vector512.Create(Trigonometry.Cos(lower), Trigonometry.Cos(upper)) : OneByOne(lower, upper, Math.Cos);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Vector512<double> Pow(Vector256<double> xLower, Vector256<double> xUpper, Vector256<double> yLower, Vector256<double> yUpper)
    {
        if (HasKernels)
            return Vector512.Create(Powers.Pow(xLower, yLower), Powers.Pow(xUpper, yUpper));
        Span<double> x = stackalloc double[Lanes.Count], y = stackalloc double[Lanes.Count];
        Vector512.Create(xLower, xUpper).CopyTo(x);
        Vector512.Create(yLower, yUpper).CopyTo(y);
        for (int lane = 0; lane < x.Length; lane++)
            x[lane] = Math.Pow(x[lane], y[lane]);
        return Vector512.Create<double>(x);
    }

    private static Vector512<double> OneByOne(Vector256<double> lower, Vector256<double> upper, Func<double, double> function)
    {
        Span<double> x = stackalloc double[Lanes.Count];
        Vector512.Create(lower, upper).CopyTo(x);
        foreach (ref double number in x)
            number = function(number);
        return Vector512.Create<double>(x);
    }

    /// <summary>The framework's own is e^x less 1, which has no digits near 0.</summary>
    private static double ExpM1Of(double x)
    {
        if (!(Math.Abs(x) < 1))
            return Math.Exp(x) - 1;
        double half = Math.Tanh(x / 2);
        return 2 * half / (1 - half);
    }

    /// <summary>The framework's own is the logarithm of 1 + x. What rounding makes of that sum is in the quotient too (Kahan).</summary>
    private static double LogP1Of(double x)
    {
        double sum = 1 + x;
        if (sum == 1)
            return x;
        return double.IsFinite(sum) && x < 1e17 ? Math.Log(sum) * (x / (sum - 1)) : Math.Log(sum);
    }

    private static double SigmoidOf(double x)
    {
        double exp = Math.Exp(-Math.Abs(x));
        return (x < 0 ? exp : 1) / (1 + exp);
    }
}
