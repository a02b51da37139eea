using static SymbolicDiff.Behavior.Tests.WorkedExamples.Expect;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Hand-derived gradients for <see cref="Networks"/>.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData(nameof(Networks.OneHiddenLayer))]
    [InlineData(nameof(Networks.OneHiddenLayerByMethods))]
    public void OneHiddenLayer(string method)
    {
        var random = new Random(7);
        double[,] w1 = Matrix(random, 4, 3);
        double[] w2 = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble() - 0.5)];
        double[,] x = Matrix(random, 5, 3);
        double[] y = [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];
        var (loss, gradient) = ByHand(w1, w2, x, y);
        Gives(typeof(Networks), method, [w1, w2, x, y], loss, gradient);
        Assert.True(LossAfterAStep(method, w1, w2, x, y) < loss);
    }

    [Fact]
    public void TwoTwoOne()
    {
        double[,] v = { { 0.5, 0.5 }, { 0.5, 0.5 } };
        double hidden = Sigmoid(0.75);
        double predicted = Sigmoid(2 * hidden);
        double delta = predicted - 1;
        double inner = delta * hidden * (1 - hidden);
        double[] exact = [inner * 0.5, inner * 0.5, inner, inner, delta * hidden, delta * hidden];
        object?[] arguments = [v, new double[] { 1, 1 }, new double[] { 0.5, 1 }, 1.0];
        Gives(typeof(Networks), nameof(Networks.TwoTwoOne), arguments, -Math.Log(predicted), exact);
        double[] printed = [-0.022, -0.022, -0.044, -0.044, -0.139, -0.139];
        double[] gradient = Cases.Get(typeof(Networks), nameof(Networks.TwoTwoOne)).Gradient(arguments).Gradient;
        for (int i = 0; i < printed.Length; i++) Assert.InRange(gradient[i], printed[i] - 0.0006, printed[i] + 0.0006);

        // The printed loss is that of the rounded prediction, 0.796.
        Assert.InRange(-Math.Log(predicted), 0.228, 0.229);
    }

    [Fact]
    public void AffineLayer()
    {
        double[,] w = { { 1, 2 }, { 3, 4 } };
        object?[] arguments = [w, new double[] { 5, 6 }, new double[] { 7, 8 }, new double[] { 10, -1 }];
        Gives(typeof(Networks), nameof(Networks.AffineLayer), arguments, 10 * 24 - 47, [50, 60, -5, -6, 7, 16, 10, -1]);
    }

    private static (double Loss, double[] Gradient) ByHand(double[,] w1, double[] w2, double[,] x, double[] y)
    {
        int hidden = w2.Length;
        int inputs = x.GetLength(1);
        double[] gradient = new double[hidden * inputs + hidden];
        double loss = 0;
        for (int s = 0; s < y.Length; s++)
        {
            double[] h = [.. Enumerable.Range(0, hidden).Select(j => Sigmoid(Enumerable.Range(0, inputs).Sum(k => w1[j, k] * x[s, k])))];
            double residual = h.Zip(w2, (a, b) => a * b).Sum() - y[s];
            loss += residual * residual / y.Length;
            double delta = 2 * residual / y.Length;
            for (int j = 0; j < hidden; j++)
            {
                gradient[hidden * inputs + j] += delta * h[j];
                for (int k = 0; k < inputs; k++) gradient[j * inputs + k] += delta * w2[j] * h[j] * (1 - h[j]) * x[s, k];
            }
        }

        return (loss, gradient);
    }

    private static double LossAfterAStep(string method, double[,] w1, double[] w2, double[,] x, double[] y)
    {
        Case tested = Cases.Get(typeof(Networks), method);
        object?[] arguments = [w1, w2, x, y];
        double[] gradient = tested.Gradient(arguments).Gradient;
        double[] updated = [.. tested.Inputs(arguments).Zip(gradient, (w, g) => w - 0.1 * g)];
        return (double)tested.Primal(tested.WithInputs(arguments, updated)).Value!;
    }

    private static double[,] Matrix(Random random, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) matrix[i, j] = random.NextDouble() - 0.5;
        return matrix;
    }
}
