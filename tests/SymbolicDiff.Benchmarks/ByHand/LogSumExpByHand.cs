namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>The exponentials are kept where the gradient will be.</summary>
internal static class LogSumExpByHand
{
    public static double ValueAndGradient(double[] x, double[] gradient)
    {
        Span<double> exps = gradient.AsSpan(0, x.Length);
        double max = Rows.Max(x), sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double exp = Math.Exp(x[i] - max);
            exps[i] = exp;
            sum += exp;
        }

        Rows.Scale(exps, 1 / sum, exps);
        return max + Math.Log(sum);
    }
}
