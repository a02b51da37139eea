namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Examples 7 (which is N21 of the catalogue, too), 16, 18 and 19: layers of any number, and results that are arrays.</summary>
public static partial class DeepNetworks
{
    private const Derivatives Products = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian;

    [Differentiable(nameof(w), nameof(b), Emit = Both), Entry("N21")]
    public static double BinaryLoss(double[][,] w, double[][] b, double[] x, double[] y)
    {
        double[] predicted = Sigmoids(Forward(w, b, x));
        double loss = 0;
        for (int i = 0; i < y.Length; i++) loss -= y[i] * Math.Log(predicted[i]) + (1 - y[i]) * Math.Log(1 - predicted[i]);
        return loss;
    }

    [Differentiable(nameof(w), nameof(b), Emit = Both), Entry("N21")]
    public static double CategoricalLoss(double[][,] w, double[][] b, double[] x, double[] y)
    {
        double[] s = Forward(w, b, x);
        double sum = 0;
        for (int i = 0; i < s.Length; i++) sum += Math.Exp(s[i]);
        double loss = 0;
        for (int i = 0; i < s.Length; i++) loss -= y[i] * (s[i] - Math.Log(sum));
        return loss;
    }

    private static double[] Forward(double[][,] w, double[][] b, double[] x)
    {
        double[] values = x;
        double[] sums = x;
        for (int l = 0; l < w.Length; l++)
        {
            sums = new double[b[l].Length];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = b[l][i];
                for (int j = 0; j < values.Length; j++) sums[i] += w[l][i, j] * values[j];
            }

            values = Sigmoids(sums);
        }

        return sums;
    }

    private static double[] Sigmoids(double[] sums)
    {
        double[] values = new double[sums.Length];
        for (int i = 0; i < sums.Length; i++) values[i] = 1 / (1 + Math.Exp(-sums[i]));
        return values;
    }

    [Differentiable(Emit = Products), Point("1 -2 3 -1")]
    public static double[] Relu(double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[i] > 0 ? x[i] : 0;
        return y;
    }

    [Differentiable(Emit = Products), Point("1 2; 3 4", "5 6", "7 8")]
    public static double[] Affine(double[,] w, double[] x, double[] b)
    {
        double[] z = new double[b.Length];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = b[i];
            for (int j = 0; j < x.Length; j++) z[i] += w[i, j] * x[j];
        }

        return z;
    }

    [Differentiable(Emit = Products), Point("1 2 3; 0.5 -1 4", "0.1 0.2; 0.3 -0.4; 0.5 0.6", "7 8")]
    public static double[,] MiniBatch(double[,] X, double[,] W, double[] b)
    {
        double[,] z = new double[X.GetLength(0), b.Length];
        for (int n = 0; n < z.GetLength(0); n++)
            for (int i = 0; i < b.Length; i++)
            {
                z[n, i] = b[i];
                for (int j = 0; j < W.GetLength(0); j++) z[n, i] += X[n, j] * W[j, i];
            }

        return z;
    }
}
