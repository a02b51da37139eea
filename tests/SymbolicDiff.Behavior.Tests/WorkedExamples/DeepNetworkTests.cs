using static SymbolicDiff.Behavior.Tests.WorkedExamples.Expect;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Hand-derived derivatives for <see cref="DeepNetworks"/>.</summary>
public sealed class DeepNetworkTests
{
    public static TheoryData<string, int[]> Shapes => new()
    {
        { nameof(DeepNetworks.BinaryLoss), [2, 3, 4, 2] },
        { nameof(DeepNetworks.BinaryLoss), [2, 1] },
        { nameof(DeepNetworks.BinaryLoss), [2, 32, 32, 3] },
        { nameof(DeepNetworks.CategoricalLoss), [2, 3, 4, 3] },
        { nameof(DeepNetworks.CategoricalLoss), [2, 4, 3, 2, 3] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheErrorsOfALayerAreThoseOfTheNextThroughItsWeights(string method, int[] widths)
    {
        var random = new Random(21);
        double Next() => random.NextDouble() - 0.5;
        int depth = widths.Length - 1;
        double[][,] w = [.. Enumerable.Range(0, depth).Select(l => Matrix(widths[l + 1], widths[l], Next))];
        double[][] b = [.. Enumerable.Range(0, depth).Select(l => Vector(widths[l + 1], Next))];
        double[] x = Vector(widths[0], Next);
        double[] y = new double[widths[^1]];
        y[0] = 1;
        var (loss, errors, values) = ByHand(w, b, x, y, isCategorical: method == nameof(DeepNetworks.CategoricalLoss));
        IEnumerable<double> ofWeights = Enumerable.Range(0, depth).SelectMany(l => errors[l].SelectMany(error => values[l].Select(value => error * value)));
        double[] expected = [.. ofWeights, .. errors.SelectMany(error => error)];
        Gives(typeof(DeepNetworks), method, [w, b, x, y], loss, expected);
    }

    [Fact]
    public void ReluOfAVector()
    {
        double[] x = [1, -2, 3, -1];
        double[] adjoint = new double[4];
        DeepNetworks.ReluVjp(x, [4, -1, 5, 9], adjoint);
        Assert.Equal([4, 0, 5, 0], adjoint);
        double[,] jacobian = DeepNetworks.ReluJacobian(x);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], jacobian.Cast<double>());
        Assert.Equal([4, 0, 5, 0], DeepNetworks.ReluJvp(x, [4, -1, 5, 9]).tangent);
    }

    [Fact]
    public void AffineLayer()
    {
        double[,] wAdjoint = new double[2, 2];
        double[] xAdjoint = new double[2], bAdjoint = new double[2];
        double[] z = DeepNetworks.AffineVjp(new double[,] { { 1, 2 }, { 3, 4 } }, [5, 6], [7, 8], [10, -1], wAdjoint, xAdjoint, bAdjoint);
        Assert.Equal([24, 47], z);
        Assert.Equal([10, -1], bAdjoint);
        Assert.Equal([7, 16], xAdjoint);
        Assert.Equal([50, 60, -5, -6], wAdjoint.Cast<double>());
    }

    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(5, 2, 4)]
    [InlineData(4, 1, 1)]
    public void MiniBatch(int samples, int inputs, int outputs)
    {
        var random = new Random(18);
        double Next() => random.Next(-8, 9) / 4.0;
        double[,] x = Matrix(samples, inputs, Next), w = Matrix(inputs, outputs, Next), g = Matrix(samples, outputs, Next);
        double[,] xAdjoint = new double[samples, inputs], wAdjoint = new double[inputs, outputs];
        double[] bAdjoint = new double[outputs];
        DeepNetworks.MiniBatchVjp(x, w, Vector(outputs, Next), g, xAdjoint, wAdjoint, bAdjoint);
        Assert.Equal(Product(g, Transposed(w)).Cast<double>(), xAdjoint.Cast<double>());
        Assert.Equal(Product(Transposed(x), g).Cast<double>(), wAdjoint.Cast<double>());
        Assert.Equal(Enumerable.Range(0, outputs).Select(i => Enumerable.Range(0, samples).Sum(n => g[n, i])), bAdjoint);
    }

    private static (double Loss, double[][] Errors, double[][] Values) ByHand(double[][,] w, double[][] b, double[] x, double[] y, bool isCategorical)
    {
        int depth = w.Length;
        double[][] values = new double[depth + 1][];
        values[0] = x;
        double[] sums = x;
        for (int l = 0; l < depth; l++)
        {
            sums = [.. b[l].Select((bias, i) => bias + values[l].Select((value, j) => w[l][i, j] * value).Sum())];
            values[l + 1] = [.. sums.Select(Sigmoid)];
        }

        double total = sums.Sum(Math.Exp);
        double[] predicted = isCategorical ? [.. sums.Select(s => Math.Exp(s) / total)] : values[depth];
        double loss = predicted.Select((p, i) => isCategorical ? -y[i] * Math.Log(p) : -y[i] * Math.Log(p) - (1 - y[i]) * Math.Log(1 - p)).Sum();
        double[][] errors = new double[depth][];
        errors[^1] = [.. predicted.Zip(y, (p, target) => p - target)];
        for (int l = depth - 2; l >= 0; l--)
            errors[l] = [.. values[l + 1].Select((value, j) => errors[l + 1].Select((error, i) => w[l + 1][i, j] * error).Sum() * value * (1 - value))];
        return (loss, errors, values);
    }

    private static double[] Vector(int length, Func<double> next) => [.. Enumerable.Range(0, length).Select(_ => next())];

    private static double[,] Matrix(int rows, int columns, Func<double> next) => Of(rows, columns, (_, _) => next());

    private static double[,] Transposed(double[,] a) => Of(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    private static double[,] Product(double[,] a, double[,] b) =>
        Of(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));

    private static double[,] Of(int rows, int columns, Func<int, int, double> entry)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) matrix[i, j] = entry(i, j);
        return matrix;
    }
}
