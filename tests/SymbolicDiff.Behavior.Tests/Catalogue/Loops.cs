namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G4: loops.</summary>
public static partial class Loops
{
    [Differentiable(Emit = Both), Entry("L02")]
    public static double L02(double x)
    {
        double t = 1;
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                t *= x;
        return t;
    }

    [Differentiable(Emit = Both), Entry("L03")]
    public static double L03(double a)
    {
        for (int i = 0; i < 3; i++) a = a * a;
        return a;
    }

    [Differentiable(Emit = Both), Entry("L04")]
    public static double L04(double x)
    {
        for (int i = 0; i < 10; i++) x++;
        return x;
    }

    // The number of turns hangs on rounding, so that the function jumps.
    [Differentiable(Emit = Both), Entry("L06", NotByDifferences = "a turn more or less by rounding")]
    public static double L06(double lo, double hi)
    {
        double h = (hi - lo) / 100;
        double s = 0;
        for (double xx = lo; xx <= hi; xx += h) s += xx * xx * h;
        return s;
    }

    [Differentiable(Emit = Both), Entry("L07")]
    public static double L07(double i, double j)
    {
        double a = 0;
        int counter = 3;
        while (counter-- > 0) a += i * i + j;
        return a;
    }

    [Differentiable(Emit = Both), Entry("L09")]
    public static double L09(double i, double j)
    {
        double res = 0;
        int c;
        for (c = 0; (res += i * j) != 0 && c < 3; c++)
        {
            if (c == 1) res = 8 * i * j;
        }

        return res;
    }

    [Differentiable(Emit = Both), Entry("L10")]
    public static double L10(double u, double v)
    {
        double res = 0;
        for (int i = 1; i <= 2; i++)
        {
            res += i * u;
            if (i == 1) break;
        }

        return res;
    }

    [Differentiable(Emit = Both), Entry("L11")]
    public static double L11(double u)
    {
        double res = 0;
        for (int i = 0; i < 3; i++)
        {
            if (i == 2)
            {
                res += u * i;
                continue;
            }
            else
            {
                res -= u * i;
            }

            res += u;
        }

        return res;
    }

    [Differentiable(Emit = Both), Entry("L12")]
    public static double L12(double x)
    {
        double[,] c = new double[5, 5];
        c[0, 0] = 1;
        c[4, 4] = 3;
        double m = -1e20;
        for (int p = 0; p < 5; p++)
        {
            for (int q = 0; q < 5; q++)
            {
                if (c[p, q] == 0) continue;
                double v = x * c[p, q] * (p + q);
                if (v > m) m = v;
            }
        }

        return m;
    }

    [Differentiable(Emit = Both), Entry("L14")]
    public static double L14(double x)
    {
        double a = x;
        double b = 2 * x;
        for (int i = 0; i < 3; i++)
        {
            double t = a;
            a = b;
            b = t;
        }

        return a;
    }

    [Differentiable(Emit = Both), Entry("L14")]
    public static double L14WithTuples(double x)
    {
        (double a, double b) = (x, 2 * x);
        for (int i = 0; i < 3; i++) (a, b) = (b, a);
        return a;
    }

    [Differentiable(Emit = Both), Entry("L15")]
    public static double L15(double x)
    {
        (double v0, double v1, double v2) = (x, 2 * x, 3 * x);
        for (int i = 0; i < 4; i++) (v0, v1, v2) = (v1, v2, v0);
        return v0;
    }

    [Differentiable(Emit = Both), Entry("L17")]
    public static double L17(double x)
    {
        double s = 0;
        for (int i = 1; i <= 4; i++) s += 1 / (x * x + i);
        return s;
    }

    [Differentiable(Emit = Both), Entry("L17")]
    public static double L17WithNamedDenominator(double x)
    {
        double s = 0;
        for (int i = 1; i <= 4; i++)
        {
            double denominator = x * x + i;
            s += 1 / denominator;
        }

        return s;
    }

    [Differentiable(Emit = Both), Entry("L17")]
    public static double L17WithNamedQuotient(double x)
    {
        double s = 0;
        for (int i = 1; i <= 4; i++)
        {
            double denominator = x * x + i;
            double quotient = 1 / denominator;
            s += quotient;
        }

        return s;
    }

    [Differentiable(Emit = Both), Entry("L18")]
    public static double L18(double x)
    {
        double acc = 1;
        foreach (double c in new double[] { 2, 3, 4 }) acc = acc * x + c;
        return Math.Log(acc);
    }

    [Differentiable(Emit = Both), Entry("L21")]
    public static double L21(double x)
    {
        double res = 0;
        for (int i = 0; i < 5; i++)
        {
            double[] arr = { 1, x, 2 };
            res += arr[0] + arr[1];
        }

        return res;
    }

    [Differentiable(Emit = Both), Entry("L22")]
    public static double L22(double a)
    {
        double y = a;
        double err = 1;
        while (err > 1e-10)
        {
            double next = 0.5 * (y + a / y);
            err = Math.Abs(next - y);
            y = next;
        }

        return y;
    }

    [Differentiable(Emit = Both), Entry("L23")]
    public static double L23(double q0, double p0)
    {
        double q = q0;
        double p = p0;
        double h = 0.1;
        for (int i = 0; i < 50; i++)
        {
            q += h * p;
            p -= h * q;
        }

        return p * p + q * q;
    }

    [Differentiable(Emit = Both), Entry("L24")]
    public static double L24(double x)
    {
        double[,] m = { { 0, 1, 1 }, { 1, 1, 9 } };
        bool found = false;
        int row = 0;
        int column = 0;
        for (int r = 0; r < 2 && !found; r++)
        {
            for (int c = 0; c < 3; c++)
            {
                if (m[r, c] > x)
                {
                    row = r;
                    column = c;
                    found = true;
                    break;
                }
            }
        }

        return x * row + column;
    }

    [Differentiable(Emit = Both), Entry("L26")]
    public static double L26(double x)
    {
        double r = 0;
        for (int i = 0; i < 5; i++) r += i * x;
        for (int i = 0; i < 5; i++) r += x * x;
        return r;
    }

    [Differentiable(Emit = Both), Entry("L27")]
    public static double L27(double x, int n = 0)
    {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += x * i;
        return x + sum;
    }

    [Differentiable(Emit = Both), Entry("L28")]
    public static double L28(double x)
    {
        double s = 0;
        for (int i = 0; i < 1_000_000; i++) s = s * 0.999999 + x;
        return s;
    }
}
