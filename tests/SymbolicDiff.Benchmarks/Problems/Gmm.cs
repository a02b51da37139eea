using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>
/// GradBench's gmm: the logarithm of the posterior density of a Gaussian mixture with a Wishart prior. Each component's inverse covariance is given
/// by a triangular
/// matrix with the exponentials of a row of <c>q</c> on its diagonal and a row of <c>l</c> below it, column by column.
/// </summary>
public sealed partial class Gmm : Problem
{
    private readonly string size;
    private readonly double[] alpha;
    private readonly double[][] mu, q, l, x;
    private readonly double gamma;
    private readonly int m;
    private readonly double[] alphaGradient, alphaByHand;
    private readonly double[][] muGradient, qGradient, lGradient, muByHand, qByHand, lByHand;

    public Gmm(string size)
    {
        this.size = size;
        var input = GradBench.Input("gmm", size);
        alpha = input.GetProperty("alpha").Row();
        mu = input.GetProperty("mu").Rows();
        q = input.GetProperty("q").Rows();
        l = input.GetProperty("l").Rows();
        x = input.GetProperty("x").Rows();
        gamma = input.GetProperty("gamma").GetDouble();
        m = input.GetProperty("m").GetInt32();
        alphaGradient = new double[alpha.Length];
        (muGradient, qGradient, lGradient) = (Like(mu), Like(q), Like(l));
        alphaByHand = new double[alpha.Length];
        (muByHand, qByHand, lByHand) = (Like(mu), Like(q), Like(l));
    }

    public static string[] Sizes => ["2_5_1000", "10_25_1000"];

    public override string Name => "gmm " + size;

    public override double Limit => 2.6;

    public override double? FastLimit => 0.4;

    [Differentiable(nameof(alpha), nameof(mu), nameof(q), nameof(l))]
    public static double LogPosterior(double[] alpha, double[][] mu, double[][] q, double[][] l, double[][] x, double gamma, int m)
    {
        int components = alpha.Length, d = x[0].Length;
        double[][] diagonal = new double[components][];
        double[] sumOfLogs = new double[components];
        for (int k = 0; k < components; k++)
        {
            diagonal[k] = new double[d];
            for (int j = 0; j < d; j++)
            {
                diagonal[k][j] = Math.Exp(q[k][j]);
                sumOfLogs[k] += q[k][j];
            }
        }

        double[] beta = new double[components], centred = new double[d], transformed = new double[d];
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < components; k++)
            {
                for (int j = 0; j < d; j++) centred[j] = x[i][j] - mu[k][j];
                Transform(diagonal[k], l[k], centred, transformed);
                beta[k] = alpha[k] + sumOfLogs[k] - 0.5 * SumOfSquares(transformed);
            }

            total += LogSumExp(beta);
        }

        int n = x.Length;
        return -n * d * 0.5 * Math.Log(2 * Math.PI) + total - n * LogSumExp(alpha) + LogWishart(diagonal, sumOfLogs, l, gamma, m);
    }

    private static void Transform(double[] diagonal, double[] lower, double[] given, double[] result)
    {
        int d = given.Length;
        for (int j = 0; j < d; j++) result[j] = diagonal[j] * given[j];
        int next = 0;
        for (int column = 0; column < d; column++)
        {
            for (int row = column + 1; row < d; row++) result[row] += lower[next++] * given[column];
        }
    }

    private static double SumOfSquares(double[] v)
    {
        double sum = 0;
        foreach (double t in v) sum += t * t;
        return sum;
    }

    private static double LogSumExp(double[] v)
    {
        double max = v[0];
        for (int i = 1; i < v.Length; i++) max = Math.Max(max, v[i]);
        double sum = 0;
        for (int i = 0; i < v.Length; i++) sum += Math.Exp(v[i] - max);
        return max + Math.Log(sum);
    }

    private static double LogWishart(double[][] diagonal, double[] sumOfLogs, double[][] l, double gamma, int m)
    {
        int d = diagonal[0].Length;
        double constant = LogNormalization(d, gamma, m);
        double sum = 0;
        for (int k = 0; k < diagonal.Length; k++)
        {
            double frobenius = SumOfSquares(diagonal[k]) + SumOfSquares(l[k]);
            sum += 0.5 * gamma * gamma * frobenius - m * sumOfLogs[k];
        }

        return diagonal.Length * constant - sum;
    }

    private static double LogNormalization(int d, double gamma, int m)
    {
        int n = d + m + 1;
        return n * d * Math.Log(gamma / Math.Sqrt(2)) - LogGamma(0.5 * n, d);
    }

    /// <summary>The logarithm of the multivariate gamma function.</summary>
    private static double LogGamma(double a, int d)
    {
        double sum = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (int j = 1; j <= d; j++) sum += LogGamma(a + 0.5 * (1 - j));
        return sum;
    }

    /// <summary>Lanczos' series, right to 1e-14 for positive arguments.</summary>
    private static double LogGamma(double a)
    {
        double sum = 0.99999999999980993 + 676.5203681218851 / a - 1259.1392167224028 / (a + 1) + 771.32342877765313 / (a + 2)
            - 176.61502916214059 / (a + 3) + 12.507343278686905 / (a + 4) - 0.13857109526572012 / (a + 5)
            + 9.9843695780195716e-6 / (a + 6) + 1.5056327351493116e-7 / (a + 7);
        double t = a + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (a - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    public override double Primal() => LogPosterior(alpha, mu, q, l, x, gamma, m);

    public override Way Exact => new(
        () => LogPosteriorValueAndGradient(alpha, mu, q, l, x, gamma, m, alphaGradient, muGradient, qGradient, lGradient),
        () => Flat([alphaGradient], muGradient, qGradient, lGradient));

    public override Way ByHand => new(
        () => GmmByHand.ValueAndGradient(
            alpha, mu, q, l, x, alpha.Length * LogNormalization(mu[0].Length, gamma, m), 0.5 * gamma * gamma, m, alphaByHand, muByHand, qByHand,
            lByHand),
        () => Flat([alphaByHand], muByHand, qByHand, lByHand));

    protected override Func<double> Cpp
    {
        get
        {
            var (flatMu, flatQ, flatL, flatX) = (Flat(mu), Flat(q), Flat(l), Flat(x));
            return () => Native.Gmm(alpha.Length, x[0].Length, x.Length, alpha, flatMu, flatQ, flatL, flatX, gamma, m);
        }
    }

    protected override Way CppGradient
    {
        get
        {
            var (flatMu, flatQ, flatL, flatX) = (Flat(mu), Flat(q), Flat(l), Flat(x));
            var (alphaBar, muBar) = (new double[alpha.Length], new double[flatMu.Length]);
            var (qBar, lBar) = (new double[flatQ.Length], new double[flatL.Length]);
            return new(
                () => Native.GmmGradient(
                    alpha.Length, x[0].Length, x.Length, alpha, flatMu, flatQ, flatL, flatX, gamma, m, alphaBar, muBar, qBar, lBar),
                () => [.. alphaBar, .. muBar, .. qBar, .. lBar]);
        }
    }

    public override Expected Expected
    {
        get
        {
            var output = GradBench.ExpectedOutput("gmm", size);
            var gradient = output.GetProperty("jacobian");
            return new(output.GetProperty("objective").GetDouble(), Flat(
                [gradient.GetProperty("alpha").Row()], Rows("mu"), Rows("q"), Rows("l")), []);

            double[][] Rows(string name) => gradient.GetProperty(name).Rows();
        }
    }
}
