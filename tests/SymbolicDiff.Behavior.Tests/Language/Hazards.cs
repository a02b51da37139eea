namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Programs chosen to catch a derivative that is silently wrong.</summary>
public static partial class Hazards
{
    private static double Mix(double[] p, double[] q)
    {
        p[0] *= q[0];
        q[1] += p[0] * p[1];
        return p[1] * q[0];
    }

    private static void Blend(Span<double> p, Span<double> q)
    {
        for (int i = 0; i < p.Length; i++) p[i] = p[i] * q[i] + q[0];
    }

    [Differentiable(Emit = Both), Point("2 3")]
    public static double CalleeGivenOneArrayTwice(double[] a) => Mix(a, a) * a[0] + a[1];

    [Differentiable(Emit = Both), Point("2 3 4 5")]
    public static double CalleeGivenOverlappingSpans(double[] a)
    {
        Blend(a.AsSpan(0, 3), a.AsSpan(1, 3));
        double[] b = (double[])a.Clone();
        Blend(b.AsSpan(1), b.AsSpan(0, 3));
        return a[0] * a[1] + a[2] * a[3] + b[1] * b[2] + b[3];
    }

    [Differentiable(Emit = Both), Point("2 3", "5 7")]
    public static double ParameterReassigned(double[] a, double[] b)
    {
        double r = a[0] * a[1];
        double[] t = a;
        a = b;
        a[0] *= r;
        b = t;
        b[1] += a[0];
        return a[0] * b[1] + t[0];
    }

    [Differentiable(Emit = Both), Point("2 3")]
    public static double ParameterReplacedByNewArray(double[] a)
    {
        double first = a[0];
        a = new double[] { a[1], first * a[1] };
        a[0] *= a[1];
        return a[0] + first;
    }

    [Differentiable(Emit = Both), Point("2 3", "5 7", 4), Point("2 3", "5 7", 1)]
    public static double AliasThatChangesInLoop(double[] a, double[] b, int turns)
    {
        double[] current = a;
        double r = 1;
        for (int i = 0; i < turns; i++)
        {
            current[0] *= current[1];
            r += current[0] * r / 100;
            current = i % 2 == 0 ? b : a;
            if (i == 2) current = a;
        }

        return r * a[0] + b[0];
    }

    [Differentiable(Emit = Both), Point(2), Point(7)]
    public static double IntegerResult(double x)
    {
        int n = 0;
        for (double t = x; t > 0; t -= 1.3) n++;
        return n + x * 0.5;
    }

    [Differentiable(Emit = Both), Point(3)]
    public static double IntegerReturned(double x)
    {
        if (x > 100) return x;
        return 7;
    }

    [Differentiable(Emit = Both), Point("1 2 3", 2), Point("1 2 3", 0)]
    public static double LengthFromData(double[] a, int n)
    {
        double[] b = new double[n + 1];
        for (int i = 0; i < b.Length; i++) b[i] = a[i] * a[i];
        double[,] m = new double[n + 1, 2];
        for (int i = 0; i <= n; i++) m[i, i % 2] = b[i] * a[0];
        return m[n, n % 2] * b[n];
    }

    [Differentiable(Emit = Both), Point(1.1)]
    public static double TapeInsideWhileInsideFor(double x)
    {
        double[] state = { x, x * x, 1 };
        double total = 0;
        for (int i = 0; i < 4; i++)
        {
            int turns = 0;
            while (state[0] < 4 + i && turns < 20)
            {
                double old = state[0];
                state[0] = Math.Exp(0.1 * state[0]) * state[1] + 0.5 * turns;
                state[1] = Math.Sin(old) + state[2];
                for (int j = turns; j > 0; j--) state[2] *= 1 + 0.01 * state[1] * j;
                turns++;
            }

            total += state[0] * state[2];
            state[0] = total / (i + 10);
        }

        return total * state[1];
    }

    [Differentiable(Emit = Both), Point(0.4, 0.3)]
    public static double ValueUsedBeforeAndAfterOverwrite(double x, double y)
    {
        double a = Math.Sin(x);
        double b = a * y;
        a = a * b;
        double c = a * b;
        b = c / a;
        a += b * c;
        return a * b * c;
    }

    [Differentiable(Emit = Both), Point("0.4 0.3 0.2")]
    public static double ElementUsedBeforeAndAfterOverwrite(double[] a)
    {
        double before = a[1];
        double product = a[0] * a[1];
        a[1] = Math.Sin(a[1]) * before;
        product *= a[1];
        a[0] = product;
        a[1] = a[0] * before;
        return a[0] * a[1] * a[2] + before * product;
    }

    [Differentiable(Emit = Both), Point("0.4 0.3 0.2")]
    public static double IndexOverwrittenBeforeReverse(double[] a)
    {
        int i = 2;
        double r = a[i] * a[i];
        i = 0;
        r *= a[i];
        double[] b = new double[3];
        b[i] = r;
        i++;
        b[i] = b[i - 1] * r;
        i = 2;
        return b[1] * a[i - 1] + b[0] * i;
    }

    [Differentiable(nameof(a), Emit = Both), Point("0.4 0.3 0.2", "2 0 1")]
    public static double IntegerArrayOverwritten(double[] a, int[] order)
    {
        double r = 1;
        for (int turn = 0; turn < 3; turn++)
        {
            for (int i = 0; i < order.Length; i++)
            {
                r = r * a[order[i]] + a[i];
                order[i] = (order[i] + turn) % 3;
            }
        }

        return r;
    }

    [Differentiable(nameof(a), Emit = Both), Point("0.4 0.3 0.2", "2 5 1")]
    public static double InactiveArrayOverwritten(double[] a, double[] data)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            r *= a[i] * data[i] + 1;
            data[i] = data[(i + 1) % 3] * 2;
        }

        return r * data[0];
    }

    [Differentiable(nameof(x), Emit = Both), Point(0.4, "2 5 1")]
    public static double InactiveArrayThatBecomesActive(double x, double[] work)
    {
        work[0] = x * x;
        work[1] *= work[0];
        work[2] += work[1] * x;
        return work[2] * work[0];
    }

    /// <summary>The adjoint of the sine is zero, but its derivative is not.</summary>
    [Differentiable(Emit = Modes.Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal), Point(0.0, 0.7), Point(4.0, 0.7)]
    public static double SecondsOfAGuardedProduct(double x, double y)
    {
        double s = Math.Sinh(y);
        return x > 3 ? x : s * x;
    }

    /// <summary>A factor that is zero at the point, in front of what may be infinite elsewhere.</summary>
    [Differentiable(Emit = Modes.Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal), Point(2.0, 0.0), Point(0.0, 0.0)]
    public static double SecondsOfARootOfAProduct(double x, double n) => Math.Sqrt(1 + n * x);

    /// <summary>The partial of the length is zero on the axis, its derivative is not.</summary>
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian), Point(4.0, 0.0), Point(3.0, 4.0)]
    public static double SecondsOfALengthOnTheAxis(double a, double b) => Math.Sqrt((double.Hypot(a, b) + a) * 0.5);
}
