namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that may run in lanes, with as many elements as leave nothing, one, or seven over; and those that only look as if they might.</summary>
public static partial class EightAtATime
{
    private const string None = "", One = "0.7", Seven = "0.3 -0.2 0.5 1.1 -0.9 0.8 0.4", Eight = Seven + " 1.3", Nine = Eight + " -0.6", Seventeen = Eight + " " + Nine;

    [Point(None, 0.5), Point(One, 0.5), Point(Seven, 0.5), Point(Eight, 0.5), Point(Nine, 0.5), Point(Seventeen, 0.5)]
    [Differentiable(Emit = Second)]
    public static double Sum(double[] x, double scale)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Exp(scale * x[i]) * x[i];
        return s;
    }

    /// <summary>It begins at −0, and ends there where there is nothing to add.</summary>
    [Point(One), Convention(None, null), Convention("-0", null), Convention("-0 -0 -0 -0 -0 -0 -0 -0 -0", null), Convention("-0 -0 -0 -0 -0 -0 -0 -0 0", null)]
    [Differentiable(Emit = Both)]
    public static double SumFromMinusZero(double[] x)
    {
        double s = -0.0;
        for (int i = 0; i < x.Length; i++) s += Math.Max(x[i], -0.0) + x[i];
        return Math.CopySign(3, s) + s;
    }

    [Point(One), Convention("-0 -0 -0 -0 -0 -0 -0 -0 -0 -0", null)]
    [Differentiable(Emit = Both)]
    public static double SumOfSomeFromMinusZero(double[] x)
    {
        double s = -0.0;
        for (int i = 0; i < x.Length; i++)
            if (x[i] * x[i] < 4) s += Math.Sinh(x[i]);
        return Math.CopySign(3, s) + s;
    }

    [Point(One), Point(Seven), Point(Nine), Point(Seventeen)]
    [Differentiable(Emit = Second)]
    public static double Difference(double[] x)
    {
        double s = 1;
        for (int i = x.Length - 1; i >= 0; i--) s -= Math.Log(2 + x[i]) / (3 + x[i] * x[i]);
        return s * s;
    }

    /// <summary>Counts from below and to above the ends that the caller chooses.</summary>
    [Point(Seventeen, 2, 14), Point(Seventeen, 3, 3), Point(Seventeen, 5, 2), Point(Seventeen, 0, 16), Throws(Nine, 0, 9), Throws(Nine, -1, 7)]
    [Differentiable(nameof(x), Emit = Both)]
    public static double Between(double[] x, int first, int last)
    {
        double s = 0;
        for (int i = first; i <= last; i++) s += Math.Tanh(x[i]) * i;
        return s;
    }

    [Point(Nine), Point(Seventeen)]
    [Differentiable(Emit = Both)]
    public static double LogSumExp(double[] x)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++) largest = Math.Max(largest, x[i]);
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - largest);
        return largest + Math.Log(s);
    }

    [Point(Nine), Convention("-0 0 -0 -0 -0 -0 -0 -0 -0", null), Convention("0 0 0 0 0 0 0 0 -0", null)]
    [Differentiable(Emit = Both)]
    public static double Range(double[] x)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            least = Math.Min(least, x[i]);
            greatest = Math.Max(greatest, x[i]);
        }

        return greatest - least + Math.CopySign(1, least);
    }

    /// <summary>What is not on the branch taken contributes nothing, although all lanes compute it.</summary>
    [Point(Nine), Point("0.3 -0.2 -0.1 1.1 -0.9 -0.1 0.4 2 -3 1.5 1.5")]
    [Differentiable(Emit = Second)]
    public static double Branches(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = 0.5;
            if (x[i] > 0) t = Math.Sqrt(x[i]) * Math.Log(x[i]);
            else if (x[i] < -0.5) t = Math.Exp(x[i]) / (x[i] * x[i]);
            s += t * t;
        }

        return s;
    }

    /// <summary>An index that only the branch keeps inside.</summary>
    [Point(Nine), Point(One), Point(None)]
    [Differentiable(Emit = Second)]
    public static double Neighbours(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double left = i > 0 ? x[i - 1] : 0, right = 0;
            if (i < x.Length - 1) right = x[i + 1];
            s += Math.Sin(left) * x[i] * right + left * right;
        }

        return s;
    }

    [Point(Nine, 0.3), Point(Seventeen, 0.3), Point(One, 0.3)]
    [Differentiable(Emit = Second)]
    public static double Chain(double[] x, double a)
    {
        double s = 0;
        for (int i = 1; i < x.Length; i++)
        {
            double u = 1 - x[i - 1], v = x[i] - x[i - 1] * x[i - 1];
            s += u * u + a * 100 * v * v;
        }

        return s;
    }

    /// <summary>Each iteration needs the one before.</summary>
    [Point(Nine, 0.3)]
    [Differentiable(Emit = Second)]
    public static double Recurrence(double[] x, double y)
    {
        for (int i = 0; i < x.Length; i++) y = Math.Sin(y) + x[i];
        return y;
    }

    [Point(Nine), Point(Seventeen)]
    [Differentiable(Emit = Second)]
    public static double RunningSums(double[] x)
    {
        double[] sums = new double[x.Length];
        double s = 0, total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i];
            sums[i] = Math.Exp(0.3 * s);
        }

        for (int i = 0; i < x.Length; i++) total += sums[i] * x[i];
        return total;
    }

    /// <summary>Elements move by less than eight: in lanes they would be read too early or too late.</summary>
    [Point(Seventeen, 1), Point(Seventeen, 3), Point(Nine, 8), Point(Seventeen, -2)]
    [Differentiable(nameof(x), Emit = Both)]
    public static double Shifted(double[] x, int by)
    {
        double[] y = (double[])x.Clone();
        for (int i = Math.Max(0, -by); i < x.Length - Math.Max(0, by); i++) y[i] = Math.Sin(y[i + by]) * x[i];
        double s = 0;
        for (int i = 0; i < y.Length; i++) s += y[i] * y[i];
        return s;
    }

    [Point(Seventeen), Point(Nine)]
    [Differentiable(Emit = Both)]
    public static double FromTheRight(double[] x)
    {
        double[] y = (double[])x.Clone();
        for (int i = 0; i < y.Length - 1; i++) y[i + 1] += 0.5 * Math.Cos(y[i]);
        for (int i = 0; i < y.Length - 1; i++) y[i] *= Math.Exp(y[i + 1]);
        double s = 0;
        for (int i = 0; i < y.Length; i++) s += y[i];
        return s;
    }

    /// <summary>The result may be the memory of what is read.</summary>
    [Point(Nine, Nine), Point(Seventeen, Nine)]
    [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
    public static void Overwrites(double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++) y[i] = Math.Exp(y[i]) * x[i] + y[i] * x[i] * x[i];
    }

    /// <summary>Rows that all iterations add to.</summary>
    [Point(Nine, "0.2 0.1 0.3"), Point(Seventeen, "0.2")]
    [Differentiable(Emit = Second)]
    public static double Polynomials(double[] x, double[] c)
    {
        double loss = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double power = 1, value = 0;
            for (int j = 0; j < c.Length; j++)
            {
                value += c[j] * power;
                power *= x[i];
            }

            loss += (value - 1) * (value - 1);
        }

        return loss;
    }

    [Point("0.2 0.1 0.3 0.5 0.7 0.9 1.1 1.3 1.5; 1 2 3 4 5 6 7 8 9; 0.4 0.3 0.2 0.1 0 -0.1 -0.2 -0.3 -0.4", Nine)]
    [Differentiable(Emit = Second)]
    public static double Layers(double[,] w, double[] x)
    {
        double s = 0;
        for (int i = 0; i < w.GetLength(0); i++)
        {
            double h = 0;
            for (int j = 0; j < w.GetLength(1); j++) h += w[i, j] * x[j];
            s += Math.Tanh(h);
        }

        return s;
    }

    /// <summary>Memory that each iteration has for itself, and memory that it only seems to have.</summary>
    [Point(Nine), Point(Seventeen)]
    [Differentiable(Emit = Both)]
    public static double Scratch(double[] x)
    {
        double[] own = new double[3], kept = new double[2];
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < own.Length; j++) own[j] = Math.Pow(2 + x[i], j) * 0.1;
            for (int j = 0; j < own.Length; j++) s += own[j] * kept[j % 2];
            kept[0] = own[2];
            kept[1] += own[1];
        }

        return s;
    }

    [Point(Nine, 2.5), Point(Seventeen, 2.5)]
    [Differentiable(nameof(x), nameof(p), Emit = Second)]
    public static double Functions(double[] x, double p)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = 2 + x[i];
            s += Math.Pow(t, p) + Math.Sin(t) * Math.Cos(p * t) + Math.Log(t) / Math.Tanh(t) + Math.Sinh(t) / Math.Cosh(t) + Math.Abs(t) * Math.Sqrt(t);
        }

        return s;
    }
}
