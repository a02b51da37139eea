namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>The mean loss over samples, each undone right after it has been evaluated.</summary>
internal static class NetworkByHand
{
    public static double ValueAndGradient(double[][] w, double[][] b, double[][] xs, int[] labels, double[][] gradients)
    {
        foreach (double[] gradient in gradients) Array.Clear(gradient);
        double sum = 0;
        for (int i = 0; i < xs.Length; i++) sum += Sample(w, b, xs[i], labels[i], 1.0 / xs.Length, gradients);
        return sum / xs.Length;
    }

    private static double Sample(double[][] w, double[][] b, double[] x, int label, double lossBar, double[][] gradients)
    {
        Span<double> h1 = stackalloc double[128], h2 = stackalloc double[64], z = stackalloc double[10], zBar = stackalloc double[10];
        Affine(w[0], b[0], x, h1);
        foreach (ref double t in h1) t = Math.Tanh(t);
        Affine(w[1], b[1], h1, h2);
        foreach (ref double t in h2) t = Math.Tanh(t);
        Affine(w[2], b[2], h2, z);
        double sum = 0;
        for (int j = 0; j < z.Length; j++)
        {
            zBar[j] = Math.Exp(z[j]);
            sum += zBar[j];
        }

        double scale = lossBar / sum;
        for (int j = 0; j < z.Length; j++) zBar[j] *= scale;
        zBar[label] -= lossBar;
        Span<double> h2Bar = stackalloc double[64], h1Bar = stackalloc double[128];
        Reverse(w[2], h2, zBar, gradients[4], gradients[5], h2Bar);
        for (int j = 0; j < h2.Length; j++) h2Bar[j] *= 1 - h2[j] * h2[j];
        Reverse(w[1], h1, h2Bar, gradients[2], gradients[3], h1Bar);
        for (int j = 0; j < h1.Length; j++) h1Bar[j] *= 1 - h1[j] * h1[j];
        Reverse(w[0], x, h1Bar, gradients[0], gradients[1], default);
        return Math.Log(sum) - z[label];
    }

    private static void Affine(ReadOnlySpan<double> w, ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> z)
    {
        for (int j = 0; j < z.Length; j++)
        {
            double s = b[j];
            ReadOnlySpan<double> row = w.Slice(j * x.Length, x.Length);
            for (int i = 0; i < x.Length; i++) s += row[i] * x[i];
            z[j] = s;
        }
    }

    private static void Reverse(
        ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> zBar, Span<double> wBar, Span<double> bBar, Span<double> xBar)
    {
        xBar.Clear();
        for (int j = 0; j < zBar.Length; j++)
        {
            double bar = zBar[j];
            bBar[j] += bar;
            Rows.AddScaled(wBar.Slice(j * x.Length, x.Length), bar, x);
            if (!xBar.IsEmpty) Rows.AddScaled(xBar, bar, w.Slice(j * x.Length, x.Length));
        }
    }
}
