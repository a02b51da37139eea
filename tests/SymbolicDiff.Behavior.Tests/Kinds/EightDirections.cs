namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Jacobians and Hessians without pattern, which forward mode follows along eight directions at a time.</summary>
public static partial class EightDirections
{
    private const Derivatives Second = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    private const string One = "0.3";
    private const string Seven = "0.3 -0.2 0.5 1.1 -0.7 0.4 0.9";
    private const string Eight = Seven + " -1.2";
    private const string Nine = Eight + " 0.6";
    private const string TwentyEight = Nine + " " + Nine + " " + Eight + " 0.15 -0.35";

    [Point("", "1 2 3 4 5 6 7 8 9"), Point(One, "1 2 3 4 5 6 7 8 9"), Point(Seven, "1 2 3 4 5"), Point(Eight, "1 2 3 4 5"), Point(Nine, "1 2 3 4 5"), Point(TwentyEight, "1 2 3 4 5 6 7 8 9")]
    [Point(TwentyEight, "7"), Point(TwentyEight, "7 8")]
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
    public static void Waves(double[] x, double[] r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++) sum += Math.Sin(x[j] * (i + 1)) / (j + 1);
            r[i] = sum * Math.Exp(-sum * sum);
        }
    }

    [Point("", 3), Point(One, 5), Point(Seven, 6), Point(Eight, 6), Point(Nine, 6), Point(TwentyEight, 2)]
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
    public static double[] Returned(double[] x, int rows)
    {
        var result = new double[rows];
        double product = 1;
        for (int j = 0; j < x.Length; j++)
        {
            if (x[j] < -0.5) product -= Math.Tanh(x[j]);
            else if (j % 3 == 0) product += x[j] * product;
            for (int i = 0; i < result.Length; i++) result[i] += product * Math.Cos(x[j] + i);
        }

        return result;
    }

    /// <summary>As many results as its first element says: known only when it has run.</summary>
    [Point("6.5 0.25 -0.5"), Point(One), Point("9.3 1 2 3 4 5 6 7 8 9")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] AsMany(double[] x)
    {
        int count = 0;
        foreach (double t in x)
            if (t > 0) count += 2;
        var result = new double[count];
        for (int i = 0; i < result.Length; i++) result[i] = x[i % x.Length] * x[^1] + x[0];
        return result;
    }

    /// <summary>In place, backwards and forwards: what is written is read again.</summary>
    [Point(Seven), Point(Nine)]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static void InPlace(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] += Math.Sin(x[i - 1]) * x[i];
        for (int i = x.Length - 2; i >= 0; i--) x[i] *= x[i + 1];
    }

    [Point(Seven, Nine, 0.5, -0.25), Point(Nine, "", 0.5, -0.25), Point("", Eight, 0.5, -0.25)]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] Several(double[] x, double[] y, double a, double b)
    {
        var r = new double[x.Length + y.Length];
        double common = a * b;
        foreach (double t in x) common += t * t * a;
        foreach (double t in y) common -= Math.Exp(t * b);
        for (int i = 0; i < x.Length; i++) r[i] = common * x[i];
        for (int i = 0; i < y.Length; i++) r[x.Length + i] = common / (2 + y[i] * y[i]);
        return r;
    }

    [Point(Seven), Point(Nine), Point("-3 0.9 1.2 0.8"), Point("5 1.1 0.9")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] EarlyExits(double[] x)
    {
        var r = new double[6];
        for (int k = 0; k < r.Length; k++)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 1) break;
                if (x[i] * k < -2) continue;
                sum += x[i] * sum + Math.Sqrt(1 + x[i] * x[i]) * (k + 1);
            }

            r[k] = sum;
            if (sum < 0) return r;
        }

        return r;
    }

    /// <summary>Without parameters there is no column, and the exception is still the method's.</summary>
    [Point(Seven), Point(Nine), Throws(""), Throws("1 2")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] TooShort(double[] x)
    {
        var r = new double[x.Length];
        for (int i = 0; i < x.Length; i++) r[i] = x[i] * Math.Sin(x[2] * x[x.Length - 1 - i]);
        if (x[0] > 9) throw new ArgumentException("large");
        return r;
    }

    [Point(Seven), Point(Nine), Throws("")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] TooShortForSix(double[] x)
    {
        var r = new double[6];
        for (int i = 0; i < r.Length; i++)
            for (int j = 0; j < x.Length; j++) r[i] += x[j] * Math.Sin(x[0] * i);
        if (x[^1] > 9) throw new ArgumentException("large");
        return r;
    }

    /// <summary>Newton's method: as many steps as the values take.</summary>
    [Point("0.5 1.5 2.5 3.5 4.5 5.5 6.5 7.5 8.5"), Point("2")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] Roots(double[] x)
    {
        var r = new double[x.Length + 4];
        double before = 1;
        for (int i = 0; i < r.Length; i++)
        {
            double a = x[i % x.Length] + before, root = a;
            while (Math.Abs(root * root - a) > 1e-9) root = (root + a / root) / 2;
            before = root;
            r[i] = root * x[0];
        }

        return r;
    }

    /// <summary>What is zero meets what is infinite: in both modes it counts nothing.</summary>
    [Point("0.5 2 3 4 5 6 7 8 9 1"), Convention("0 2 3 4 5 6 7 8 9 1", null), Convention("0 0 0 0 0 0 0 0 0 0", null)]
    [Differentiable(Emit = Second)]
    public static double Guarded(double[] x)
    {
        double sum = 0, product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sqrt(x[i]) * Math.Pow(x[i], 1.5);
            product *= 1 + x[i] * sum;
        }

        return Math.Sqrt(product) + Math.Max(sum, product) * Math.Abs(sum - product);
    }

    [Point("0.1 0.5 2 3 4 5 6 7 8 9")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] GuardedRows(double[] x)
    {
        var r = new double[8];
        double sum = 1;
        for (int i = 1; i < x.Length; i++)
        {
            sum += Math.Sqrt(x[i] * x[i]) + Math.Pow(x[0], x[i]);
            r[i % 8] += Math.Cbrt(sum) * Math.Max(x[i], sum);
        }

        return r;
    }

    /// <summary>Parts of storage by other names, a matrix of its own, and a copy.</summary>
    [Point(Eight), Point(Nine + " 1")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] Parts(ReadOnlySpan<double> x)
    {
        var matrix = new double[4, 4];
        ReadOnlySpan<double> first = x[..4], second = x.Slice(4, 4);
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++) matrix[i, j] = Math.Sin(first[i]) * second[j] + (i == j ? 1 : 0);
        double[] copy = second.ToArray();
        Span<double> rest = copy.AsSpan(1);
        for (int i = 0; i < rest.Length; i++) rest[i] *= copy[0];
        var result = new double[4 + x.Length - 7];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++) result[i] += matrix[i, j] * copy[j];
        copy.AsSpan(0, 1).CopyTo(result.AsSpan(4));
        return result;
    }

    /// <summary>Local storage that is filled, cleared and made anew in each iteration.</summary>
    [Point(Seven), Point(TwentyEight)]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] Scratch(double[] x)
    {
        var r = new double[7];
        Span<double> scratch = stackalloc double[3];
        for (int k = 0; k < r.Length; k++)
        {
            scratch.Fill(x[k]);
            var powers = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                powers[i] = x[i] * scratch[i % 3];
                scratch[(i + 1) % 3] -= powers[i] * 0.1;
            }

            foreach (double power in powers) r[k] += power * power;
            r[k] *= scratch[0] + scratch[1] + scratch[2];
        }

        return r;
    }

    /// <summary>Singles have no lanes: their Jacobian is found row by row.</summary>
    [Point("0.5 -0.25 0.75", "1 1 1 1 1 1")]
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
    public static void Singles(float[] x, float[] r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            float sum = i;
            foreach (float t in x) sum += MathF.Sin(t * sum);
            r[i] = sum;
        }
    }

    /// <summary>Jagged storage has no lanes.</summary>
    [Point("0.5 -0.25 0.75 0.1 0.2 0.3")]
    [Differentiable(Emit = Derivatives.Jacobian)]
    public static double[] Jagged(double[] x)
    {
        double[][] rows = [new double[x.Length], new double[x.Length]];
        for (int i = 0; i < x.Length; i++) (rows[0][i], rows[1][i]) = (x[i] * x[^1], Math.Sin(x[i]));
        var r = new double[x.Length];
        for (int i = 0; i < x.Length; i++) r[i] = rows[0][i] * rows[1][0] + rows[1][x.Length - 1 - i];
        return r;
    }

    /// <summary>Constants may be of any shape.</summary>
    [Point(Nine, "1 2; 3 4; 5 6", 3)]
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian)]
    public static double[] Constants(double[] x, double[][] data, int n)
    {
        var r = new double[data.Length * n];
        for (int i = 0; i < r.Length; i++)
        {
            double sum = data[i % data.Length][i % 2];
            for (int j = 0; j < x.Length; j++) sum += Math.Sin(sum) * x[j];
            r[i] = sum;
        }

        return r;
    }

    [Point(One), Point(Seven), Point(Eight), Point(Nine)]
    [Differentiable(Emit = Second)]
    public static double Pairs(double[] x)
    {
        double sum = 0, energy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i]) * x[i];
            for (int j = 0; j < i; j++) energy += Math.Exp(-x[i] * x[j]);
        }

        return Math.Log(1 + sum * sum) + energy;
    }

    [Point(Seven, Nine, 0.5), Point(Eight, "", 0.5), Point("", One, 0.5)]
    [Differentiable(Emit = Second)]
    public static double SeveralSeconds(double[] x, double[] y, double a)
    {
        double sum = a;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(sum * x[i]);
            for (int j = 0; j < y.Length; j++) sum += a * x[i] * y[j] / (1 + sum * sum);
        }

        foreach (double t in y) sum *= 1 + t * t * 0.1;
        return sum;
    }

    [Point(Seven), Point(Nine)]
    [Differentiable(Emit = Second)]
    public static double SecondsInPlace(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
            if (x[i] > 0) x[i] *= Math.Cos(x[i - 1]);
            else x[i] -= x[0] * x[i - 1];
        double sum = 0;
        foreach (double t in x) sum += t * sum + t;
        return sum;
    }

    /// <summary>Steps whose number is not known: what reverse mode needs of them is on stacks.</summary>
    [Point("0.5 1.5 2.5 3.5 4.5 5.5 6.5 7.5 8.5"), Point("2")]
    [Differentiable(Emit = Second)]
    public static double Stacks(double[] x)
    {
        double sum = 0;
        foreach (double t in x)
        {
            double a = t + sum * 0.1, root = a;
            while (Math.Abs(root * root - a) > 1e-9) root = (root + a / root) / 2;
            sum += root * x[0];
        }

        return sum * sum;
    }
}
