namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Examples 3, 12 and 17: small networks.</summary>
public static partial class Networks
{
    [Differentiable(nameof(w1), nameof(w2), Emit = Both)]
    [Point("0.1 -0.2; 0.3 0.4; -0.5 0.6", "0.7 -0.8 0.9", "1 2; -1 0.5", "0.3 -0.4")]
    public static double OneHiddenLayer(double[,] w1, double[] w2, double[,] x, double[] y)
    {
        int n = y.Length;
        double loss = 0;
        for (int s = 0; s < n; s++)
        {
            double predicted = 0;
            for (int j = 0; j < w2.Length; j++)
            {
                double sum = 0;
                for (int k = 0; k < x.GetLength(1); k++) sum += w1[j, k] * x[s, k];
                predicted += w2[j] * (1 / (1 + Math.Exp(-sum)));
            }

            loss += (predicted - y[s]) * (predicted - y[s]);
        }

        return loss / n;
    }

    [Differentiable(nameof(w1), nameof(w2), Emit = Both)]
    [Point("0.1 -0.2; 0.3 0.4; -0.5 0.6", "0.7 -0.8 0.9", "1 2; -1 0.5", "0.3 -0.4")]
    public static double OneHiddenLayerByMethods(double[,] w1, double[] w2, double[,] x, double[] y)
    {
        double loss = 0;
        for (int s = 0; s < y.Length; s++) loss += Square(Predict(w1, w2, x, s) - y[s]);
        return loss / y.Length;
    }

    private static double Predict(double[,] w1, double[] w2, double[,] x, int s)
    {
        double[] hidden = Hidden(w1, x, s);
        double predicted = 0;
        for (int j = 0; j < w2.Length; j++) predicted += w2[j] * hidden[j];
        return predicted;
    }

    private static double[] Hidden(double[,] w1, double[,] x, int s)
    {
        double[] hidden = new double[w1.GetLength(0)];
        for (int j = 0; j < hidden.Length; j++) hidden[j] = Sigmoid(Preactivation(w1, x, s, j));
        return hidden;
    }

    private static double Preactivation(double[,] w1, double[,] x, int s, int j)
    {
        double sum = 0;
        for (int k = 0; k < x.GetLength(1); k++) sum += w1[j, k] * x[s, k];
        return sum;
    }

    private static double Sigmoid(double h) => 1 / (1 + Math.Exp(-h));

    private static double Square(double x) => x * x;

    [Differentiable(nameof(v), nameof(w), Emit = Both), Point("0.5 0.5; 0.5 0.5", "1 1", "0.5 1", 1)]
    public static double TwoTwoOne(double[,] v, double[] w, double[] x, double y)
    {
        double output = 0;
        for (int j = 0; j < 2; j++)
        {
            double z = 0;
            for (int i = 0; i < 2; i++) z += v[i, j] * x[i];
            output += w[j] * Sigmoid(z);
        }

        double predicted = Sigmoid(output);
        return -y * Math.Log(predicted) - (1 - y) * Math.Log(1 - predicted);
    }

    // The layer's products with an upstream adjoint g: the gradient of g·(Wx + b).
    [Differentiable(nameof(W), nameof(x), nameof(b), Emit = Both), Point("1 2; 3 4", "5 6", "7 8", "10 -1")]
    public static double AffineLayer(double[,] W, double[] x, double[] b, double[] g)
    {
        double[] z = new double[b.Length];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = b[i];
            for (int j = 0; j < x.Length; j++) z[i] += W[i, j] * x[j];
        }

        double sum = 0;
        for (int i = 0; i < z.Length; i++) sum += g[i] * z[i];
        return sum;
    }
}
