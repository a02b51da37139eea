namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Examples 1, 2, 10, 11, 13, 14 and 15: single neurons and gates.</summary>
public static partial class Neurons
{
    [Differentiable(nameof(W), Emit = Both), Point(3, 3, 1), Point(0.4, -1.5, 1)]
    public static double LogisticLoss(double W, double X, double y)
    {
        double xi1 = -W * X;
        double xi2 = Math.Exp(xi1);
        double xi3 = 1 + xi2;
        double xi4 = 1 / xi3;
        double xi5 = Math.Log(xi4);
        return -y * xi5;
    }

    // The loss as a function of its steps: what stands in the table's rows.
    [Differentiable(nameof(W), Emit = Both), Point(3, 3)]
    public static double Xi1(double W, double X) => -W * X;

    [Differentiable(nameof(W), Emit = Both), Point(3, 3)]
    public static double Xi2(double W, double X) => Math.Exp(Xi1(W, X));

    [Differentiable(nameof(W), Emit = Both), Point(3, 3)]
    public static double Xi3(double W, double X) => 1 + Xi2(W, X);

    [Differentiable(nameof(W), Emit = Both), Point(3, 3)]
    public static double Xi4(double W, double X) => 1 / Xi3(W, X);

    [Differentiable(nameof(W), Emit = Both), Point(3, 3)]
    public static double Xi5(double W, double X) => Math.Log(Xi4(W, X));

    [Differentiable(nameof(p), Emit = Both), Point(0.3, 1), Point(0.8, 0)]
    public static double CrossEntropy(double p, double y) => -y * Math.Log(p) - (1 - y) * Math.Log(1 - p);

    [Differentiable(nameof(beta0), nameof(beta1), Emit = Both), Point(0.2, -0.7, 1.4, 1), Point(0.2, -0.7, 1.4, 0)]
    public static double SigmoidCrossEntropy(double beta0, double beta1, double X, double y)
    {
        double h = beta0 + beta1 * X;
        double p = 1 / (1 + Math.Exp(-h));
        return -y * Math.Log(p) - (1 - y) * Math.Log(1 - p);
    }

    [Differentiable(nameof(w), nameof(b), Emit = Both), Point(0.8, -0.3, 1.7)]
    public static double InFiveSteps(double w, double b, double x)
    {
        double z1 = w * x;
        double z2 = z1 + b;
        double z3 = -z2;
        double z4 = Math.Exp(z3);
        return 1 / (1 + z4);
    }

    [Differentiable(Emit = Both), Point(0.4)]
    public static double FromZ4(double z4) => 1 / (1 + z4);

    [Differentiable(Emit = Both), Point(0.4)]
    public static double FromZ3(double z3) => FromZ4(Math.Exp(z3));

    [Differentiable(Emit = Both), Point(0.4)]
    public static double FromZ2(double z2) => FromZ3(-z2);

    [Differentiable(nameof(w), nameof(b), Emit = Both), Point(2, 0.5, 1, 0), Point(-0.3, 1.1, 2, 0.7)]
    public static double SquaredError(double w, double b, double x, double y) => (w * x + b - y) * (w * x + b - y);

    [Differentiable(nameof(w), nameof(b), Emit = Both), Point(2, 0.5, 1)]
    public static double SquareOfAffine(double w, double b, double x)
    {
        double z = w * x + b;
        return z * z;
    }

    [Differentiable(Emit = Both), Point(-2, 5, -4)]
    public static double SumTimes(double x, double y, double z) => (x + y) * z;

    [Differentiable(Emit = Both), Point(1.5, -2)]
    public static double AddGate(double x, double y) => x + y;

    [Differentiable(Emit = Both), Point(1.5, -2)]
    public static double MultiplyGate(double x, double y) => x * y;

    [Differentiable(Emit = Both), Point(1.5)]
    public static double CopyGate(double x)
    {
        double first = x;
        double second = x;
        return 3 * first + 4 * second;
    }

    [Differentiable(Emit = Both), Point(1.5, -2), Point(-2, 1.5), Convention("2 2", "0.5 0.5")]
    public static double MaxGate(double x, double y) => Math.Max(x, y);

    [Differentiable(nameof(w), nameof(b), nameof(x), Emit = Both), Point("0.3 -0.7", 0.1, "2 -1", 1), Point("0.3 -0.7", 0.1, "2 -1", 0)]
    public static double LogisticRegression(double[] w, double b, double[] x, double y)
    {
        double s = b;
        for (int i = 0; i < w.Length; i++) s += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-s));
        return -y * Math.Log(p) - (1 - y) * Math.Log(1 - p);
    }
}
