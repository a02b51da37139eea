namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Results and local arrays of a few elements, reached by constant indices.</summary>
public static partial class FewResults
{
    private const Derivatives Forms = Derivatives.Jacobian | Derivatives.SparseJacobian | Derivatives.Vjp | Derivatives.Jvp;

    [Point("0.3 -0.2 0.5", "1 2 3", 0.7, "9 9")]
    [Point("0 0 0", "1 2 3", 0.7, "9 9 9 9")]
    [Throws("0.3 -0.2 0.5", "1 2 3", 0.7, "9"), Entries(14)]
    [Differentiable(nameof(rotation), nameof(point), nameof(weight), Emit = Forms)]
    public static void Projection(ReadOnlySpan<double> rotation, ReadOnlySpan<double> point, double weight, Span<double> error)
    {
        Span<double> rotated = stackalloc double[3], shifted = stackalloc double[3];
        for (int j = 0; j < 3; j++) shifted[j] = point[j] - rotation[2 - j];
        double square = rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2];
        if (square == 0)
        {
            for (int j = 0; j < rotated.Length; j++) rotated[j] = shifted[j] + rotation[j] * shifted[2 - j];
        }
        else
        {
            double angle = Math.Sqrt(square), cosine = Math.Cos(angle), sine = Math.Sin(angle);
            for (int j = 0; j < 3; j++) rotated[j] = shifted[j] * cosine + rotation[j] / angle * sine * shifted[2 - j];
        }

        error[0] = weight * rotated[0] / rotated[2];
        error[1] = weight * rotated[1] / rotated[2] + error.Length;
    }

    /// <summary>An element that is written in a branch alone may not be there.</summary>
    [Point("2 3", true, "9 9 9")]
    [Point("2 3", false, "9"), Entries(3)]
    [Differentiable(nameof(x), Emit = Forms)]
    public static void InABranch(double[] x, bool both, double[] y)
    {
        y[0] = x[0] * x[1];
        if (both) y[1] = x[1] * x[1];
    }

    [Point("2 3", true, "9 9")]
    [Point("2 3", false, "9 9"), Entries(4)]
    [Differentiable(nameof(x), Emit = Forms)]
    public static void FirstInABranch(double[] x, bool both, double[] y)
    {
        y[1] = x[0] * x[1];
        if (both) y[0] = x[1] * x[1] * y.Length;
    }

    [Point("2 3", "9 9"), Point("2 3", "9"), Entries(3)]
    [Differentiable(nameof(x), Emit = Forms)]
    public static void One(double[] x, double[] y) => y[0] = x[0] * x[0] * x[1];

    [Point("2 3", "9 9"), Entries(4)]
    [Differentiable(nameof(x), Emit = Forms)]
    public static void Overwritten(double[] x, double[] y)
    {
        y[0] = x[0] * x[0];
        for (int i = 0; i < 3; i++) y[0] = Math.Sin(x[1]) * i;
        y[1] = x[0];
        y[1] = x[1] * x[0];
    }

    [Point("2 3", "5 7"), Entries(8)]
    [Differentiable(Emit = Forms)]
    public static void ReadAgain(double[] x, double[] y)
    {
        y[1] = y[0] * x[1];
        y[0] = x[0] * y[1];
    }

    [Point("2 3 4", "9 9"), Entries(6)]
    [Differentiable(nameof(x), Emit = Forms)]
    public static void BehindALoop(double[] x, double[] y)
    {
        double sum = 0, product = 1;
        foreach (double value in x)
        {
            sum += value * value;
            product *= Math.Sin(value);
        }

        y[0] = sum * product;
        y[1] = sum / product;
    }

    [Point(0.5, 2), Point(-0.5, 2)]
    [Differentiable(Emit = Second)]
    public static double SmallMatrix(double a, double b)
    {
        double[] m = new double[4], n = new double[4];
        m[0] = a;
        m[1] = b;
        m[2] = a * b;
        m[3] = 1 + b;
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                for (int k = 0; k < 2; k++) n[2 * i + j] += m[2 * i + k] * m[2 * k + j];
        if (a > 0) n[0] *= m[3];
        return n[0] * n[3] - n[1] * n[2] * n.Length;
    }

    /// <summary>In a loop, zero at the beginning of each iteration; one by an index that is not known.</summary>
    [Point("0.5 2 1"), Point("")]
    [Differentiable(Emit = Second)]
    public static double SmallArraysInALoop(double[] x)
    {
        double s = 0;
        double[] last = new double[2], unknown = new double[2];
        for (int i = 0; i < x.Length; i++)
        {
            double[] t = new double[3];
            t[0] += x[i];
            if (i > 0) t[1] = t[0] * last[1];
            Array.Fill(t, t[1] + x[i]);
            t[2] *= t[0];
            last[1] = t[2] + last[0];
            last[0] = t[1] * t[1];
            unknown[i % 2] += t[0] * t[2];
            s += t[0] * t[1] * t[2];
        }

        return s * last[0] + unknown[0] - unknown[1] * unknown[1];
    }

    [Throws(0.5), Point(2)]
    [Differentiable(Emit = Both)]
    public static double OutOfRange(double x)
    {
        double[] t = new double[2];
        t[0] = x;
        if (x < 1) t[2] = x * x;
        return t[0] * t[0] + t[1];
    }

    /// <summary>What both branches compute in the way back as well as forth.</summary>
    [Point(0.5, 2), Point(-0.5, 2), Point(3, 0.1)]
    [Differentiable(Emit = Second)]
    public static double ValuesOfBranches(double x, double y)
    {
        double r = y;
        if (x > 0)
        {
            double s = Math.Exp(x * y), c = s / (1 + y), sine = Math.Sin(s), cosine = Math.Cos(s);
            r = c * sine + cosine * cosine;
            if (x > 1) r *= Math.Tanh(s) * sine;
        }
        else
        {
            double s = x * x + y, sine = Math.Sin(s), cosine = Math.Cos(s);
            r = sine / cosine + sine * y;
        }

        if (x > 0) r += Math.Cos(r) * Math.Sin(r);
        return r * r;
    }

    /// <summary>What a branch has assigned in one iteration is not what it would assign in the next.</summary>
    [Point("0.5 -1 2 0.7")]
    [Differentiable(Emit = Second)]
    public static double ValuesOfBranchesInALoop(double[] x)
    {
        double r = 1;
        foreach (double value in x)
        {
            double sine = 0.5;
            if (value > 0)
            {
                sine = Math.Sin(value * r);
                r += Math.Cos(value * r) * sine;
            }

            r *= 1 + sine * sine;
            if (value > 0) r -= Math.Sin(value * r) * 0.1;
        }

        return r;
    }
}
