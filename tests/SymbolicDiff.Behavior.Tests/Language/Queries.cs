namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>LINQ over arrays and ranges.</summary>
public static partial class Queries
{
    private static double Mean(IEnumerable<double> values)
    {
        double s = 0;
        int n = 0;
        foreach (double value in values)
        {
            s += value;
            n++;
        }

        return s / n;
    }

    private static IEnumerable<double> Squares(double[] v) => v.Select(t => t * t);

    private static double Dot(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => x * y).Sum();

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1"), Point("-1")]
    [Throws("")]
    public static double Plain(double[] v) => v.Sum() * v.Average() + v.Max() * v.Min();

    /// <summary>Nothing is added to a zero: its sign stays.</summary>
    [Differentiable(Emit = Both), Point("0.6 1.4"), Convention("-0", null), Convention("-0 -0", null)]
    public static double SignsOfZeros(double[] v) => Math.CopySign(1, v.Sum()) + 2 * Math.CopySign(1, v.Average()) + 4 * Math.CopySign(1, v.Average(t => t)) + v.Where(t => t < 9).Average();

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1", 1.3)]
    public static double Selected(double[] v, double k) => v.Select(t => t * t * k).Sum() + v.Sum(Math.Exp) + v.Average(t => k * t) + v.Max(t => t * t) * v.Min(t => k - t);

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9", "2 3 4 5")]
    public static double Zipped(double[] v, double[] w) =>
        v.Zip(w, (a, b) => a * b).Sum() + v.Zip(w).Sum(p => p.First * p.Second * p.Second) + w.Zip(v).Select(p => p.Item1 - p.Item2 * p.Item1).Max();

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    [Throws("-1 -2")]
    public static double Filtered(double[] v) =>
        v.Where(t => t > 0).Sum() * v.Where(t => t > 0).Average() * v.Where(t => t > 0.5).Min() * v.Where(t => t > 0.5).Select(t => t * t).Max();

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1", 1.3)]
    [Throws("", 1.3)]
    public static double Aggregated(double[] v, double x) =>
        v.Aggregate((a, b) => a * b + x) + v.Aggregate(1.0, (a, b) => a * Math.Sin(b)) + v.Where(t => t > 0).Aggregate(x, (a, b) => a + b, r => r * r);

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double AggregatedPair(double[] v)
    {
        var (sum, squares) = v.Aggregate((Sum: 0.0, Squares: 0.0), (s, t) => (s.Sum + t, s.Squares + t * t));
        return squares - sum * sum / v.Length;
    }

    [Differentiable(Emit = Both), Point(0.7, 4), Point(0.7, 0)]
    [Throws(0.7, -1)]
    public static double Ranges(double x, int n) =>
        Enumerable.Range(0, n).Sum(i => Math.Pow(x, i)) + Enumerable.Range(1, 4).Select(i => x / i).Aggregate(0.0, (s, t) => s + t * t) + Enumerable.Repeat(x, n).Sum();

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double Arrays(double[] v)
    {
        double[] y = v.Select((t, i) => t * i).ToArray();
        double[] z = Array.ConvertAll(y, t => t * t);
        double[] w = z.Where(t => t > 1).ToArray();
        double s = 0;
        Array.ForEach(w, t => s += t * t);
        return s + w.Length * y[1];
    }

    /// <summary>A query is evaluated when it is asked, and anew each time.</summary>
    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double AskedTwice(double[] v)
    {
        double k = 2;
        var query = from t in v where t > 0 select t * t * k;
        double before = query.Sum();
        v[0] = 3 * v[1];
        k = v[3];
        return before * query.Sum();
    }

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double InLoops(double[] v)
    {
        double s = 0;
        foreach (double t in v.Where(t => t > 0).Select(t => t * t))
        {
            if (t > 3) break;
            s += t;
        }

        foreach (var (a, b) in v.Zip(v.Skip(1))) s += a * b * s;
        return s;
    }

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double Passed(double[] v) => Mean(v) * Mean(Squares(v)) * Mean(v.Skip(1).Take(2)) * Mean(v.Take(-1).Append(2).Concat(v).Prepend(v[0]));

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1"), Point("0.6 1.4 -0.9 1.1")]
    [Throws("")]
    public static double Questions(double[] v) =>
        v.Any(t => t > 2) ? v.First() * v[1] : v.Last() + v.Count(t => t > 0) * v[1] * (v.All(t => t < 9) ? 2 : 3) * (Array.Exists(v, t => t > 5) ? 7 : 1);

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double Deviation(double[] v)
    {
        double mean = v.Average();
        return Math.Sqrt(v.Sum(t => (t - mean) * (t - mean)) / v.Length);
    }

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double LogSumExp(double[] v)
    {
        double max = v.Max();
        return max + Math.Log(v.Sum(t => Math.Exp(t - max)));
    }

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9", "2 3 4")]
    public static double Cosine(double[] v, double[] w) => Dot(v, w) / Math.Sqrt(Dot(v, v) * Dot(w, w));

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9")]
    public static double Pairs(double[] v) =>
        (from i in Enumerable.Range(0, v.Length)
         from j in Enumerable.Range(0, v.Length)
         where i < j
         let product = v[i] * v[j]
         select product * product).Sum() + Enumerable.Range(0, v.Length).SelectMany(i => v.Select(t => t * v[i])).Sum();

    [Differentiable(Emit = Both), Point("0.6 1.4; -0.9 2; 0.1 0.2")]
    public static double Rows(double[][] rows) => rows.Sum(row => row.Sum(t => t * t)) + rows.Select(row => row.Max()).Aggregate((a, b) => a * b);

    [Differentiable(Emit = Both), Point(0.7)]
    public static double Horner(double x)
    {
        double[] coefficients = [1, 2, 3];
        return coefficients.Reverse().Aggregate(0.0, (a, c) => a * x + c);
    }

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double ByIndices(double[] v)
    {
        int[] chosen = [0, 2, 1];
        return chosen.Select(i => v[i] * i).Sum() + chosen.Sum() * v[0] + chosen.Max() * v[1] + chosen.Average() * v[2] * v.TakeWhile(t => t > 0).Sum(t => t * t);
    }

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static double Anonymous(double[] v)
    {
        var p = new { Sum = v.Sum(), Name = "four" };
        return p.Sum * p.Name.Length * v.Select((t, i) => new { t, i }).Where(e => e.i > 0).Sum(e => e.t * e.i);
    }

    /// <summary>The library adds floats up in double precision.</summary>
    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    public static float InSinglePrecision(float[] v) => v.Sum() * v.Average() + v.Max() * v.Sum(t => t * t);
}
