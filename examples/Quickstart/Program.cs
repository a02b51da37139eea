using SymbolicDiff;

var (loss, w, b) = Model.LossValueAndGradient(w: [0.3, -0.7], b: 0.1, x: [2, -1], y: 1);
Console.WriteLine($"loss {loss:F4}, with respect to w [{w[0]:F4}, {w[1]:F4}], to b {b:F4}");

public static partial class Model
{
    [Differentiable(nameof(w), nameof(b))]
    public static double Loss(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }
}
