namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Layers of networks whose values stand in arrays from loop to loop, and what looks nearly like them.</summary>
public static partial class Layers
{
    /// <summary>The adjoint of one array is computed by its use, and then uses that of another further down than before.</summary>
    [Differentiable(nameof(w), Emit = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian), Point(0.3, -0.4, 0.6, "0.5 1.5", 0.0)]
    public static void KeptForEachOther(ref double a, double b, ref double c, double[] w, out double o)
    {
        Span<double> part = w.AsSpan(0, 2);
        double[] y = new double[w.Length];
        double[] u = new double[part.Length];
        for (int i = 0; i < part.Length; i++) u[i] += 0.5 * part[i] * b;
        for (int i = 0; i < u.Length; i++) y[i] = Math.Exp(0.5 * u[i]);
        a *= 2;
        c *= a;
        o = y[0];
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", 2), Point("3 1 2", 0)]
    public static double SoftmaxOfLabel(double[] z, int label)
    {
        int n = z.Length;
        double max = z[0];
        for (int i = 1; i < n; i++) max = Math.Max(max, z[i]);
        double sum = 0;
        double[] p = new double[n];
        for (int i = 0; i < n; i++)
        {
            p[i] = Math.Exp(z[i] - max);
            sum += p[i];
        }

        for (int i = 0; i < n; i++) p[i] /= sum;
        return -Math.Log(p[label]);
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", 2), Point("3 1 2", 0)]
    public static double SoftmaxOfLabelInTwoArrays(double[] z, int label)
    {
        double max = z[0];
        for (int i = 1; i < z.Length; i++)
            if (z[i] > max) max = z[i];
        double sum = 0;
        Span<double> e = stackalloc double[z.Length];
        Span<double> p = stackalloc double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            e[i] = Math.Exp(z[i] - max);
            sum += e[i];
        }

        for (int i = 0; i < z.Length; i++) p[i] = e[i] / sum;
        return -Math.Log(p[label]) + 0.5 * p[0];
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", "0 1 0 0"), Point("3 1 2", "0.2 0.5 0.9"), Point("1 1", "0 0")]
    public static double SoftmaxOfTargets(double[] z, double[] y)
    {
        double[] p = new double[z.Length];
        Softmax(z, p);
        double loss = 0;
        for (int i = 0; i < z.Length; i++) loss -= y[i] * Math.Log(p[i]);
        return loss;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3"), Point("3 1 2")]
    public static double SoftmaxOfTargetsThatAreScores(double[] z)
    {
        double[] p = new double[z.Length];
        Softmax(z, p);
        double loss = 0;
        for (int i = 0; i < z.Length; i++) loss -= z[i] * Math.Log(p[i]);
        return loss;
    }

    [Differentiable(nameof(w), nameof(b), Emit = Both), Point("0.5 -1 2; 0.3 0.7 -0.2", "0.1 -0.4", "1 2 -0.5", 1)]
    public static double Classifier(double[,] w, double[] b, ReadOnlySpan<double> x, int label)
    {
        double[] z = new double[b.Length];
        for (int i = 0; i < b.Length; i++)
        {
            z[i] = b[i];
            for (int j = 0; j < x.Length; j++) z[i] += w[i, j] * x[j];
        }

        double[] p = new double[b.Length];
        Softmax(z, p);
        return -Math.Log(p[label]);
    }

    [Differentiable(nameof(w), Emit = Both), Point("0.5 -1; 0.3 0.7; 1 -2", "1 2; -0.5 1; 0.2 0.1", "2 0 1")]
    public static double ClassifierOfSamples(double[,] w, double[,] x, int[] labels)
    {
        double loss = 0;
        for (int k = 0; k < labels.Length; k++)
        {
            double[] z = new double[w.GetLength(0)];
            for (int i = 0; i < z.Length; i++)
                for (int j = 0; j < x.GetLength(1); j++) z[i] += w[i, j] * x[k, j];
            double[] p = new double[z.Length];
            Softmax(z, p);
            loss -= Math.Log(p[labels[k]]);
        }

        return loss / labels.Length;
    }

    [Differentiable(nameof(h), Emit = Both), Point("0.5 -1 2 0.3", "0 1 0.5 1"), Point("-3 4", "1 0")]
    public static double CrossEntropyOfSigmoids(double[] h, double[] y)
    {
        double loss = 0;
        double[] p = new double[h.Length];
        for (int i = 0; i < h.Length; i++)
        {
            p[i] = 1 / (1 + Math.Exp(-h[i]));
            loss += -(y[i] * Math.Log(p[i]) + (1 - y[i]) * Math.Log(1 - p[i]));
        }

        return loss;
    }

    [Differentiable(nameof(h), Emit = Both), Point("0.5 -1 2 0.3", "0 1 0.5 1")]
    public static double CrossEntropyOfSigmoidsInTwoLoops(double[] h, double[] y)
    {
        double[] p = new double[h.Length];
        for (int i = 0; i < h.Length; i++) p[i] = 1 / (1 + Math.Exp(-h[i]));
        double loss = 0;
        for (int i = 0; i < h.Length; i++) loss -= y[i] * Math.Log(p[i]) + (1 - y[i]) * Math.Log(1 - p[i]);
        return loss;
    }

    [Differentiable(nameof(v), nameof(w), Emit = Both), Point("0.5 -1; 2 0.3", "0.7 -0.4", "1 2", 0.3)]
    public static double HiddenLayers(double[,] v, double[] w, double[] x, double y)
    {
        double[] h = new double[w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            double s = 0;
            for (int j = 0; j < x.Length; j++) s += v[i, j] * x[j];
            h[i] = Math.Tanh(s);
        }

        double[] g = new double[w.Length];
        for (int i = 0; i < w.Length; i++) g[i] = 1 / (1 + Math.Exp(-h[i]));
        double o = 0;
        for (int i = 0; i < w.Length; i++) o += w[i] * g[i];
        return (o - y) * (o - y);
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", 2, 1), Point("0.5 -1 2 0.3", 1, 1)]
    public static double TwoLabels(double[] z, int first, int second)
    {
        double[] p = new double[z.Length];
        Softmax(z, p);
        return -Math.Log(p[first]) - 2 * Math.Log(p[second]);
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", 2)]
    public static double LabelOfScaledTwice(double[] z, int label)
    {
        double sum = 0;
        double[] p = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            p[i] = Math.Exp(z[i]);
            sum += p[i];
        }

        for (int i = 0; i < z.Length; i++) p[i] /= sum;
        double before = p[label];
        sum = 3 * sum * z[0];
        for (int i = 0; i < z.Length; i++) p[i] /= sum;
        return before * Math.Log(p[label]) + sum;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", 0), Point("0.5 -1 2 0.3", 3)]
    public static double LabelOutsideOfTheLoop(double[] z, int label)
    {
        double sum = 0;
        double[] e = new double[z.Length];
        double[] p = new double[z.Length];
        e[0] = z[0] * z[1];
        p[0] = e[0] * e[0];
        for (int i = 1; i < z.Length; i++)
        {
            e[i] = Math.Exp(z[i]);
            sum += e[i];
        }

        for (int i = 1; i < z.Length; i++) p[i] = e[i] / sum;
        return e[label] * p[label] * z[2] + Math.Log(p[label] * p[label]);
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3")]
    public static double ElementsThatTheNextIterationChanges(double[] z)
    {
        double[] a = new double[z.Length + 1];
        double[] b = new double[z.Length + 1];
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            a[i] = Math.Exp(z[i]);
            b[i] = a[i];
            a[i + 1] = z[i];
            sum += b[i];
        }

        for (int i = 0; i < z.Length; i++) a[i + 1] = a[i] / sum * b[i + 1] + a[i + 1] * z[i];
        double r = 0;
        for (int i = 0; i < z.Length; i++) r += a[i] * b[i] * a[i + 1];
        return r;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3")]
    public static double ValuesOfBothSidesOfAStore(double[] z)
    {
        double[] p = new double[z.Length];
        double[] q = new double[z.Length];
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            p[i] = Math.Exp(z[i]);
            double early = p[i];
            sum += p[i];
            p[i] = 1 / (1 + p[i]);
            q[i] = early;
            sum += p[i] * q[i];
        }

        double r = 0;
        for (int i = 0; i < z.Length; i++)
        {
            q[i] /= sum;
            r += Math.Log(q[i]) * p[i] + Math.Log(1 - p[i]);
        }

        for (int i = 0; i < z.Length; i++) r += p[i] * q[i] * q[i];
        return r;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2 0.3", 3, 0)]
    public static double SumsOfRepeatedLoops(double[] z, int rounds, int label)
    {
        double r = 0;
        double sum = 0;
        double[] p = new double[z.Length];
        for (int k = 0; k < rounds; k++)
        {
            for (int i = 0; i < z.Length; i++)
            {
                p[i] = Math.Exp(z[i] * k);
                sum += p[i];
            }

            for (int i = 0; i < z.Length; i++) p[i] /= sum;
            r -= Math.Log(p[label]);
        }

        return r;
    }

    [Differentiable(nameof(x), Emit = Both), Point("0.5 -1 2 0.3", 1), Point("0.5 -1 2 0.3", 0)]
    public static double OneElementOfAChain(double[] x, int k)
    {
        double[] a = new double[x.Length];
        double[] b = new double[x.Length];
        double[] c = new double[x.Length];
        for (int i = 0; i < x.Length; i++) a[i] = Math.Sin(x[i]) * x[0];
        for (int i = 0; i < x.Length; i++) b[i] = a[i] * a[i];
        double shift = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            c[i] = b[i] * x[i] + shift;
            shift += 0.1 * b[i];
        }

        return c[k] * x[2];
    }

    private static void Softmax(double[] z, double[] p)
    {
        double max = z[0];
        for (int i = 1; i < z.Length; i++) max = Math.Max(max, z[i]);
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            p[i] = Math.Exp(z[i] - max);
            sum += p[i];
        }

        for (int i = 0; i < z.Length; i++) p[i] /= sum;
    }
}
