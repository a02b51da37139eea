namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Control flow chosen to catch a derivative that is silently wrong.</summary>
public static partial class HazardsOfControl
{
    [Differentiable(Emit = Both), Point(0.4)]
    public static double ConditionUsesOverwrittenValue(double x)
    {
        double a = x;
        double r = 0;
        for (int i = 0; i < 6; i++)
        {
            if (a < 0.9)
            {
                a = a * 1.5 + 0.1;
                r += a * a;
            }
            else
            {
                r -= a;
                a = a / 3;
            }
        }

        return r * a;
    }

    [Differentiable(Emit = Both), Point(0.4), Point(1.4)]
    public static double BooleanKeptAcrossOverwrite(double x)
    {
        bool large = x > 1;
        x = x * x;
        double r = large ? x * 3 : Math.Sin(x);
        large = !large;
        if (large) r *= x;
        return r;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double SameExpressionTwiceAroundAWrite(double x, double y)
    {
        double[] a = { x, y };
        double first = a[0] * a[1] + Math.Exp(a[0]);
        a[0] = first;
        double second = a[0] * a[1] + Math.Exp(a[1]);
        return first * second;
    }

    [Differentiable(Emit = Both), Point(0.3)]
    public static double FanOut(double x)
    {
        double a = x * x;
        double b = a + a;
        double c = b * a + b;
        double d = c * c * b + a;
        return d + d * c + a;
    }

    [Differentiable(Emit = Both), Point(0.3)]
    public static double ZeroTimes(double x)
    {
        double zero = 0;
        double r = x;
        for (int i = 0; i < 3; i++)
        {
            r = zero * r + x * i;
            zero = i;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ReturnInsideForEachOverCopy(double[] a)
    {
        double r = 0;
        foreach (double element in (double[])a.Clone())
        {
            a[0] += element;
            r += element * a[0];
            if (r > 8) return r * element;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ForEachOverArrayWrittenInside(double[] a)
    {
        double r = 1;
        int i = 0;
        foreach (double element in a)
        {
            if (++i < a.Length) a[i] *= element + 1;
            r += element * r / 10;
        }

        return r * a[2];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ForEachVariableReassigned(double[] a)
    {
        double r = 0;
        double[] rows = a;
        foreach (double element in rows)
        {
            rows = new double[] { 100 };
            r += element * element + rows[0] * element;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4", 1)]
    public static double JaggedRowsAsAliases(double[][] m, int k)
    {
        double[] row = m[k];
        double[] other = m[1 - k];
        row[0] *= other[1];
        m[1][1] += row[0] * m[k][0];
        Span<double> view = m[0];
        view[1] = view[0] * row[1];
        return m[0][1] * m[1][1] + other[0];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double ViewsOfViewsInLoop(double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            Span<double> rest = a.AsSpan(i);
            rest[0] *= r;
            for (int j = 1; j < rest.Length; j++) rest[j] += rest[j - 1] / (j + 1);
            r = rest[^1] * 0.1 + 1;
        }

        return a[3] * r + a[0];
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double ManyExits(double x)
    {
        double r = x;
        for (int i = 0; i < 10; i++)
        {
            r *= 1.3;
            if (i == 2) continue;
            if (r > 1.5 && i == 3) { r += x; continue; }
            for (int j = 0; j < 3; j++)
            {
                if (j == 1 && i == 4) break;
                r += x / (j + 1);
                if (r > 20) return r * r;
            }

            if (r > 12) break;
        }

        return r - x;
    }

    [Differentiable(Emit = Both), Point(1e-3, 2e3)]
    public static double BadlyScaled(double x, double y) => x * y * 1e6 + y * y / x + Math.Exp(x) * 1e-9;

    [Differentiable(Emit = Both), Point(0.2)]
    public static double LongChainOfLocals(double x)
    {
        double a = x + 1;
        double b = a * x;
        double c = b / a;
        double d = c - b;
        double e = d * d;
        double f = Math.Sqrt(e + 1);
        double g = f * a;
        double h = Math.Log(g);
        double i = h * c;
        double j = Math.Cos(i);
        double k = j / f;
        return k * h + e;
    }

    [Differentiable(Emit = Both), Point("3 1 2")]
    public static double QuickSelectBySwaps(double[] a)
    {
        int low = 0;
        int high = a.Length - 1;
        while (low < high)
        {
            double pivot = a[(low + high) / 2];
            int i = low;
            int j = high;
            while (i <= j)
            {
                while (a[i] < pivot) i++;
                while (a[j] > pivot) j--;
                if (i <= j)
                {
                    (a[i], a[j]) = (a[j], a[i]);
                    i++;
                    j--;
                }
            }

            if (1 <= j) high = j;
            else if (1 >= i) low = i;
            else break;
        }

        return a[1] * a[1] + a[0];
    }
}
