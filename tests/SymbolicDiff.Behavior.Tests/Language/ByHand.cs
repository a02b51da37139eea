using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods whose reverse derivatives were written by hand; what they do instead of computing is not differentiated.</summary>
public static class Handmade
{
    /// <summary>How often <see cref="Norm"/> and its derivative have run.</summary>
    public static int Calls { get; private set; }

    public static double Norm(double[] v)
    {
        Calls++;
        double sum = 0;
        foreach (double element in v.ToList()) sum += element * element;
        return Math.Sqrt(sum);
    }

    [DerivativeOf(typeof(Handmade), nameof(Norm))]
    public static double NormVjp(double[] v, double resultAdjoint, Span<double> vAdjoint)
    {
        double norm = Norm(v);
        for (int i = 0; i < v.Length; i++) vAdjoint[i] += resultAdjoint * v[i] / norm;
        return norm;
    }

    public static double Length(double[] v) => Math.Sqrt(v.Sum(element => element * element));

    [DerivativeOf(typeof(Handmade), nameof(Length))]
    public static double LengthReverse(double[] values, double seed, Span<double> valuesAdjoint)
    {
        double length = Length(values);
        seed /= length;
        for (int i = 0; i < values.Length; i++) valuesAdjoint[i] += seed * values[i];
        return length;
    }

    public static double[] Scaled(double[] v, double factor) => [.. v.Select(element => element * element * factor)];

    [DerivativeOf(typeof(Handmade), nameof(Scaled))]
    public static double[] ScaledVjp(double[] v, double factor, ReadOnlySpan<double> resultAdjoint, Span<double> vAdjoint, ref double factorAdjoint)
    {
        for (int i = 0; i < v.Length; i++)
        {
            vAdjoint[i] += 2 * factor * v[i] * resultAdjoint[i];
            factorAdjoint += v[i] * v[i] * resultAdjoint[i];
        }

        return Scaled(v, factor);
    }

    public static double[,] Outer(double[] v) => Table(v.Length, (i, j) => v[i] * v[j]);

    [DerivativeOf(typeof(Handmade), nameof(Outer))]
    public static double[,] OuterVjp(double[] v, double[,] resultAdjoint, Span<double> vAdjoint)
    {
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < v.Length; j++) vAdjoint[i] += (resultAdjoint[i, j] + resultAdjoint[j, i]) * v[j];
        return Outer(v);
    }

    public static double[][] Rows(double[] v, double k) => [.. v.Select(element => new[] { element * k, element * element })];

    [DerivativeOf(typeof(Handmade), nameof(Rows))]
    public static double[][] RowsVjp(double[] v, double k, double[][] resultAdjoint, Span<double> vAdjoint, ref double kAdjoint)
    {
        for (int i = 0; i < v.Length; i++)
        {
            vAdjoint[i] += k * resultAdjoint[i][0] + 2 * v[i] * resultAdjoint[i][1];
            kAdjoint += v[i] * resultAdjoint[i][0];
        }

        return Rows(v, k);
    }

    private static double[,] Table(int n, Func<int, int, double> element)
    {
        var table = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) table[i, j] = element(i, j);
        return table;
    }

    public static double Mean(ReadOnlySpan<double> values, int count, double offset) => double.Parse("0", System.Globalization.CultureInfo.InvariantCulture) + Mean(values, count) + offset * offset;

    private static double Mean(ReadOnlySpan<double> values, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += values[i];
        return sum / count;
    }

    [DerivativeOf(typeof(Handmade), nameof(Mean))]
    public static double MeanVjp(ReadOnlySpan<double> values, int count, double offset, double resultAdjoint, Span<double> valuesAdjoint, ref double offsetAdjoint)
    {
        for (int i = 0; i < count; i++) valuesAdjoint[i] += resultAdjoint / count;
        offsetAdjoint += resultAdjoint * 2 * offset;
        return Mean(values, count, offset);
    }

    public static double Trace(double[,] a, double[][] rows) => a.Cast<double>().Where((_, i) => i % (a.GetLength(1) + 1) == 0).Sum() * rows.Sum(row => row[0] * row[0]);

    [DerivativeOf(typeof(Handmade), nameof(Trace))]
    public static double TraceVjp(double[,] a, double[][] rows, double resultAdjoint, double[,] aAdjoint, double[][] rowsAdjoint)
    {
        double trace = 0, squares = 0;
        for (int i = 0; i < a.GetLength(0); i++) trace += a[i, i];
        foreach (double[] row in rows) squares += row[0] * row[0];
        for (int i = 0; i < a.GetLength(0); i++) aAdjoint[i, i] += resultAdjoint * squares;
        for (int i = 0; i < rows.Length; i++) rowsAdjoint[i][0] += resultAdjoint * trace * 2 * rows[i][0];
        return trace * squares;
    }

    public static float Half(float x) => (float)(decimal)x / 2;

    [DerivativeOf(typeof(Handmade), nameof(Half))]
    public static float HalfVjp(float x, float resultAdjoint, ref float xAdjoint)
    {
        xAdjoint += resultAdjoint / 2;
        return Half(x);
    }

    public static double Product(double x, double y) => Math.Exp(Math.Log(x)) * (double)(decimal)y;

    [DerivativeOf(typeof(Handmade), nameof(Product))]
    public static double ProductVjp(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * y;
        yAdjoint += resultAdjoint * x;
        return Product(x, y);
    }
}

/// <summary>Calls that are differentiated by derivatives written by hand.</summary>
public static partial class ByHand
{
    /// <summary>A reverse derivative with a body in the language is followed where it is differentiated itself.</summary>
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal), Point("3 4"), Point("1 2 -2")]
    public static double Twice(double[] v) => Handmade.Length(v) * v[0] + Math.Log(Handmade.Length(v.AsSpan(1).ToArray()));

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal), Point(2.0, 3.0)]
    public static double TwiceOfScalars(double x, double y) => Handmade.Product(x * y, Math.Sin(x) + 2) * Handmade.Product(x, x);

    [Differentiable(Emit = Modes.Both), Point("3 4", 0.5), Point("1 2 -2", 1.5)]
    public static double ArrayResult(double[] v, double k)
    {
        double[] squares = Handmade.Scaled(v, k * k);
        double sum = 0;
        for (int i = 0; i < squares.Length; i++) sum += squares[i] * squares[i] * v[i];
        return sum;
    }

    /// <summary>The content at the end counts, and the array is the method's own.</summary>
    [Differentiable(Emit = Modes.Both), Point("3 4", 0.5), Point("1 2 -2", 1.5)]
    public static double ArrayResultChanged(double[] v, double k)
    {
        double[] scaled = Handmade.Scaled(Handmade.Scaled(v, k), k);
        scaled[0] *= v[1];
        scaled[1] = k;
        return scaled[0] * scaled[1] + Handmade.Norm(scaled);
    }

    [Differentiable(Emit = Modes.Both), Point("0.3 0.4", 1.5), Point("0.1 0.2 -0.2", 2.0)]
    public static double ArrayResultsInALoop(double[] v, double k)
    {
        double[] state = (double[])v.Clone();
        double sum = 0;
        for (int n = 0; n < 3; n++)
        {
            double[] next = Handmade.Scaled(state, k + n);
            for (int i = 0; i < state.Length; i++) state[i] = next[i] + v[i];
            if (n > 0) sum += Handmade.Scaled(next, k)[0];
        }

        return sum + state[1];
    }

    [Differentiable(nameof(v), nameof(k), Emit = Modes.Both), Point("0.3 0.4", 1.5, true), Point("0.1 0.2 -0.2", 2.0, false)]
    public static double ArrayResultAssigned(double[] v, double k, bool isTaken)
    {
        double[] state = v;
        if (isTaken) state = Handmade.Scaled(v, k);
        for (int n = 0; n < 2; n++) state = Handmade.Scaled(state, k + state[0]);
        double[] last = isTaken ? Handmade.Scaled(state, 2) : state;
        return last[0] * state[1] + v[1];
    }

    [Differentiable(Emit = Modes.Both), Point("0.3 0.4", 1.5), Point("0.1 0.2 -0.2", 2.0)]
    public static double ArrayResultOfChangedArguments(double[] v, double k)
    {
        double[] work = (double[])v.Clone();
        double[] first = Handmade.Scaled(work, k);
        work[0] = first[1] * k;
        double[] second = Handmade.Scaled(work, first[0]);
        first[1] = second[0];
        work[1] = 3;
        Span<double> tail = Handmade.Scaled(first, work[0]).AsSpan(1);
        tail[0] *= k;
        return second[1] * tail[0] + first[1] * work[1];
    }

    [Differentiable(Emit = Modes.Both), Point("0.3 0.4", 1.5), Point("0.1 0.2 -0.2", 2.0)]
    public static double ArrayResultsAsRows(double[] v, double k)
    {
        var rows = new double[3][];
        rows[0] = v;
        for (int n = 1; n < rows.Length; n++) rows[n] = Handmade.Scaled(rows[n - 1], k);
        rows[1][0] = k;
        return rows[2][0] * rows[1][1] + rows[1][0];
    }

    [Differentiable(Emit = Modes.Both), Point("0.3 0.4", 1.5), Point("0.1 0.2 -0.2", 2.0)]
    public static double ArrayResultUntil(double[] v, double k)
    {
        double sum = 1;
        foreach (double element in v)
        {
            sum += Inner(v, element * k);
            if (sum > 1.05) break;
        }

        return sum;
    }

    private static double Inner(double[] v, double k)
    {
        double[] scaled = Handmade.Scaled(v, k);
        if (scaled.Length == 0) return 0;
        scaled[0] += k;
        return scaled[0] * Handmade.Norm(scaled);
    }

    [Differentiable(Emit = Derivatives.Gradient), Point("3 4", 2.0), Point("1 2 -2", 0.5)]
    public static double JaggedResult(double[] v, double k)
    {
        double[][] rows = Handmade.Rows(v, k);
        double sum = 0;
        foreach (double[] row in rows) sum += row[0] * row[1];
        return sum * rows[1][0];
    }

    [Differentiable(Emit = Derivatives.Gradient), Point("3 4"), Point("1 2 -2")]
    public static double MatrixResult(double[] v)
    {
        double[,] outer = Handmade.Outer(v);
        return outer[0, 1] * outer[1, 1] + outer[0, 0];
    }

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct), Point("3 4", 0.5), Point("1 2 -2", 1.5)]
    public static double ArrayResultTwice(double[] v, double k)
    {
        double[] squares = Handmade.Scaled(v, k);
        double sum = 0;
        for (int i = 0; i < squares.Length; i++) sum += squares[i] * squares[i] * v[i];
        return sum;
    }

    [Differentiable(nameof(v), Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp), Point("3 4", 0.5)]
    public static double[] ArrayResultReturned(double[] v, double k) => Handmade.Scaled(v, k);

    /// <summary>What a call depends on has no pattern.</summary>
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianDiagonal), Point("0.3 0.4 0.5 0.6 0.7"), Point("3 4")]
    public static double TwiceOfNeighbours(double[] v)
    {
        double sum = 0;
        for (int i = 0; i + 1 < v.Length; i++) sum += Handmade.Product(v[i] * v[i], v[i + 1]) + v[i] * v[i];
        return sum;
    }

    [Differentiable(nameof(v), Emit = Derivatives.Jacobian | Derivatives.SparseJacobian), Entries(9), Point("3 4 1", "0 0 0"), Point("1 2 -2", "0 0 0")]
    public static void PatternOfCalls(double[] v, double[] r)
    {
        double length = Handmade.Length(v);
        for (int i = 0; i < v.Length; i++) r[i] = length;
    }

    [Differentiable(nameof(v), Emit = Derivatives.Jacobian | Derivatives.SparseJacobian), Entries(9), Point("3 4 1", "0 0 0"), Point("1 2 -2", "0 0 0")]
    public static void PatternOfArrays(double[] v, double[] r)
    {
        double[] scaled = Handmade.Scaled(v, 2);
        for (int i = 1; i < v.Length; i++) r[i] = scaled[i - 1] * scaled[i];
        r[0] = scaled[v.Length - 1];
    }

    [Differentiable(Emit = Modes.Both), Point("3 4"), Point("1 2 -2")]
    public static double OfArray(double[] v) => Math.Log(Handmade.Norm(v)) * v[0];

    [Differentiable(Emit = Modes.Both), Point(2.0, 3.0)]
    public static double OfScalars(double x, double y) => Handmade.Product(x * y, Math.Sin(x) + 2) * x;

    /// <summary>One adjoint must not be given by two references.</summary>
    [Differentiable(Emit = Modes.Both), Point(2.0)]
    public static double TwiceTheSame(double x) => Handmade.Product(x, x) + Handmade.Product(3, x) + Handmade.Product(x, 0.5);

    [Differentiable(Emit = Modes.Both), Point("1 2 3 4", 0.5)]
    public static double OfSpans(double[] x, double offset)
    {
        double sum = 0;
        for (int i = 0; i + 2 <= x.Length; i++)
        {
            double mean = Handmade.Mean(x.AsSpan(i, 2), 2, offset * i);
            sum += mean * mean * mean;
        }

        return sum;
    }

    /// <summary>The content at the time of the call counts.</summary>
    [Differentiable(Emit = Modes.Both), Point("1 2 3")]
    public static double ChangedAfterwards(double[] x)
    {
        double[] work = (double[])x.Clone();
        double product = 1;
        for (int i = 0; i < work.Length; i++)
        {
            product *= Handmade.Norm(work);
            work[i] = work[i] * product;
        }

        return product * work[1];
    }

    [Differentiable(Emit = Modes.Both), Point("1 2; 3 4", "1 2; 3 4; 5 6")]
    public static double OfMatrices(double[,] a, double[][] rows) => Handmade.Trace(a, rows) * a[0, 1] + Handmade.Norm(rows[1]);

    [Differentiable(Emit = Modes.Both), Point(1.5f)]
    public static float Single(float x) => Handmade.Half(x * x) * x;

    [Differentiable(nameof(x), Emit = Modes.Both), Point(1.5, true), Point(1.5, false)]
    public static double InBranches(double x, bool isTaken)
    {
        double y = x;
        if (isTaken) y = Handmade.Product(y, x) * Handmade.Product(y, 2);
        while (y < 40) y = Handmade.Product(y, y) + 1;
        return y;
    }

    /// <summary>A derivative of the method itself replaces its body.</summary>
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp), Point(2.0, 5.0)]
    public static double Own(double x, double y) => (double)(decimal)x * y;

    [DerivativeOf(typeof(ByHand), nameof(Own))]
    internal static double OwnReverse(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * y;
        yAdjoint += resultAdjoint * x;
        return x * y;
    }
}
