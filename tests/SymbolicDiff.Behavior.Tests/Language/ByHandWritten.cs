using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that write what they are given, with reverse derivatives written by hand.</summary>
public static class HandmadeWriters
{
    public static void SumAndProduct(double x, double y, out double sum, out double product)
    {
        sum = (double)(decimal)(x + y);
        product = (double)(decimal)x * y;
    }

    [DerivativeOf(typeof(HandmadeWriters), nameof(SumAndProduct))]
    public static void SumAndProductVjp(
        double x, double y, out double sum, out double product, double sumAdjoint, double productAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += sumAdjoint + productAdjoint * y;
        yAdjoint += sumAdjoint + productAdjoint * x;
        SumAndProduct(x, y, out sum, out product);
    }

    /// <summary>Reads and writes its reference: r becomes r²·x.</summary>
    public static void SquareTimes(double x, ref double r) => r = (double)(decimal)r * r * x;

    [DerivativeOf(typeof(HandmadeWriters), nameof(SquareTimes))]
    public static void SquareTimesVjp(double x, ref double r, ref double xAdjoint, ref double rAdjoint)
    {
        xAdjoint += rAdjoint * r * r;
        rAdjoint = rAdjoint * 2 * r * x;
        SquareTimes(x, ref r);
    }

    /// <summary>In place: v becomes v²·k.</summary>
    public static void Square(double[] v, double k)
    {
        foreach (int i in Enumerable.Range(0, v.Length)) v[i] *= v[i] * k;
    }

    [DerivativeOf(typeof(HandmadeWriters), nameof(Square))]
    public static void SquareVjp(double[] v, double k, Span<double> vAdjoint, ref double kAdjoint)
    {
        for (int i = 0; i < v.Length; i++)
        {
            kAdjoint += vAdjoint[i] * v[i] * v[i];
            vAdjoint[i] *= 2 * v[i] * k;
        }

        Square(v, k);
    }

    /// <summary>Writes all of y and reads none of it.</summary>
    public static void Fill(ReadOnlySpan<double> x, double k, Span<double> y)
    {
        foreach (int i in Enumerable.Range(0, y.Length)) y[i] = x[i] * k * x[0];
    }

    [DerivativeOf(typeof(HandmadeWriters), nameof(Fill))]
    public static void FillVjp(
        ReadOnlySpan<double> x, double k, Span<double> y, ReadOnlySpan<double> yAdjoint, Span<double> xAdjoint, ref double kAdjoint)
    {
        for (int i = 0; i < y.Length; i++)
        {
            xAdjoint[i] += yAdjoint[i] * k * x[0];
            xAdjoint[0] += yAdjoint[i] * k * x[i];
            kAdjoint += yAdjoint[i] * x[i] * x[0];
        }

        Fill(x, k, y);
    }

    /// <summary>Gives the length and makes it one.</summary>
    public static double Normalise(double[] v, ref double total)
    {
        double length = Math.Sqrt(v.Sum(element => element * element));
        for (int i = 0; i < v.Length; i++) v[i] /= length;
        total += length;
        return length;
    }

    [WritesStorage(nameof(v)), DerivativeOf(typeof(HandmadeWriters), nameof(Normalise))]
    public static double NormaliseVjp(double[] v, ref double total, double resultAdjoint, Span<double> vAdjoint, ref double totalAdjoint)
    {
        double length = Normalise(v, ref total);
        double dot = 0;
        for (int i = 0; i < v.Length; i++) dot += vAdjoint[i] * v[i];
        for (int i = 0; i < v.Length; i++) vAdjoint[i] = (vAdjoint[i] - dot * v[i]) / length + (resultAdjoint + totalAdjoint) * v[i];
        return length;
    }
}

/// <summary>Calls of methods that write what they are given.</summary>
public static partial class ByHandWritten
{
    [Differentiable(Emit = Modes.Both), Point(2.0, 3.0)]
    public static double Outs(double x, double y)
    {
        HandmadeWriters.SumAndProduct(x * y, y, out double sum, out double product);
        return sum * product + x;
    }

    [Differentiable(Emit = Modes.Both), Point(2.0, 3.0)]
    public static double OutsAreReplaced(double x, double y)
    {
        double sum = x * x, product = y;
        double before = sum * y;
        for (int i = 0; i < 3; i++) HandmadeWriters.SumAndProduct(sum, product / 4, out sum, out product);
        HandmadeWriters.SumAndProduct(sum, x, out _, out double last);
        HandmadeWriters.SumAndProduct(1, 2, out sum, out _);
        return sum * product + before + last;
    }

    [Differentiable(Emit = Modes.Both), Point(1.1, 0.9)]
    public static double References(double x, double r)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            HandmadeWriters.SquareTimes(x + i, ref r);
            sum += r;
        }

        return sum * r;
    }

    [Differentiable(nameof(x), Emit = Modes.Both), Point(1.1, true), Point(1.1, false)]
    public static double InBranches(double x, bool isTaken)
    {
        double r = x;
        if (isTaken) HandmadeWriters.SquareTimes(x, ref r);
        else HandmadeWriters.SumAndProduct(x, r, out r, out double _);
        while (r < 30) HandmadeWriters.SquareTimes(2, ref r);
        return r;
    }

    [Differentiable(Emit = Modes.Both), Point("2 3")]
    public static double Elements(double[] v)
    {
        double[] work = (double[])v.Clone();
        HandmadeWriters.SumAndProduct(work[0], work[1], out work[1], out double product);
        HandmadeWriters.SquareTimes(work[0], ref work[1]);
        return work[1] * product;
    }

    [Differentiable(Emit = Modes.Both), Point("2 3 -1", 0.5)]
    public static double InPlace(double[] v, double k)
    {
        double[] work = (double[])v.Clone();
        double sum = work[0];
        HandmadeWriters.Square(work, k);
        sum += work[0] * work[1];
        HandmadeWriters.Square(work, work[2]);
        return sum * work[0] + work[1];
    }

    [Differentiable(Emit = Modes.Both), Point("1.2 0.7 -1", 0.5)]
    public static double InPlaceInALoop(double[] v, double k)
    {
        double[] work = (double[])v.Clone();
        double sum = 0;
        for (int n = 0; n < 3; n++)
        {
            HandmadeWriters.Square(work, k + work[0] * n);
            sum += work[n];
            work[1] += v[0];
        }

        return sum;
    }

    [Differentiable(nameof(v), nameof(k), Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp), Point("1.2 0.7 -1", 0.5)]
    public static void InPlaceOfTheCaller(double[] v, double k)
    {
        HandmadeWriters.Square(v, k * k);
        v[0] *= k;
    }

    [Differentiable(Emit = Modes.Both), Point("1.2 0.7 -1", 0.5)]
    public static double OnlyWritten(double[] x, double k)
    {
        double[] y = new double[x.Length];
        y[0] = x[1];
        double first = y[0];
        HandmadeWriters.Fill(x, k, y);
        double sum = first * y[2];
        HandmadeWriters.Fill(y, sum, y.AsSpan(0, 0));
        for (int i = 0; i < 2; i++)
        {
            HandmadeWriters.Fill(y, k, x.Length > 2 ? new double[3] : y);
            HandmadeWriters.Fill(x, y[i], y);
            sum += y[1] * y[2];
        }

        return sum;
    }

    [Differentiable(Emit = Modes.Both), Point("1.2 0.7 -1 2", 0.5)]
    public static double PartsOfOneArray(double[] x, double k)
    {
        double[] work = (double[])x.Clone();
        HandmadeWriters.Fill(work.AsSpan(0, 2), k, work.AsSpan(2));
        return work[2] * work[3] + work[0];
    }

    [Differentiable(Emit = Modes.Both), Point("3 4", 0.5), Point("1 2 -2", 2.0)]
    public static double GivesAndWrites(double[] v, double total)
    {
        double[] work = (double[])v.Clone();
        double length = HandmadeWriters.Normalise(work, ref total);
        HandmadeWriters.Normalise(v: work, ref total);
        return length * work[0] * total;
    }

    [Differentiable(nameof(x), nameof(k), Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp), Point("1.2 0.7", 0.5, "0 0")]
    public static void ToTheCaller(double[] x, double k, double[] y) => HandmadeWriters.Fill(x, k, y);

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct), Point("2 3 -1", 0.5)]
    public static double Twice(double[] v, double k)
    {
        double[] work = (double[])v.Clone();
        double r = k;
        HandmadeWriters.SquareTimes(v[1], ref r);
        HandmadeWriters.SumAndProduct(r, v[0], out double sum, out double product);
        return sum * product * work[0];
    }
}
