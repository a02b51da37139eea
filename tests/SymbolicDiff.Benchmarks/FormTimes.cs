using System.Diagnostics;
using System.Globalization;
using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>What the other derivatives cost beside the gradient or the method, measured by turns; ratios of medians, and of minima.</summary>
public static class FormTimes
{
    private const int Rounds = 101;

    public static int Run(string? part)
    {
        if (part == "dense")
        {
            Dense();
            return 0;
        }

        double[] x = Numbers(1000), direction = Numbers(1000), gradient = new double[1000], product = new double[1000], own = new double[1000];
        Console.WriteLine("beside the gradient, n = 1000");
        Print("separable: diagonal", () => Formed.SeparableValueAndGradient(x, gradient), () => Formed.SeparableHessianDiagonal(x));
        Print("separable: product", () => Formed.SeparableValueAndGradient(x, gradient), () => Formed.SeparableHessianVectorProduct(x, direction, gradient, product));
        Print("chain: diagonal", () => Formed.ChainValueAndGradient(x, gradient), () => Formed.ChainHessianDiagonal(x));
        Print("chain: product", () => Formed.ChainValueAndGradient(x, gradient), () => Formed.ChainHessianVectorProduct(x, direction, gradient, product));
        Print("in place: diagonal", () => Formed.InPlaceValueAndGradient(Given(x, own), gradient), () => Formed.InPlaceHessianDiagonal(Given(x, own)));
        Print("in place: product", () => Formed.InPlaceValueAndGradient(Given(x, own), gradient), () => Formed.InPlaceHessianVectorProduct(Given(x, own), direction, gradient, product));

        Console.WriteLine("beside the method");
        foreach (int n in new[] { 100, 200, 400, 800 })
        {
            double[] u = Numbers(n), r = new double[n], matrix = new double[n * n];
            Print($"tridiagonal {n} x {n}: entries", () => Formed.Laplacian(u, r), () => Formed.LaplacianSparseJacobian(u, r));
            Print($"tridiagonal {n} x {n}: clearing alone", () => Formed.Laplacian(u, r), () => Array.Clear(matrix));
            Print($"tridiagonal {n} x {n}: matrix", () => Formed.Laplacian(u, r), () => Formed.LaplacianValueAndJacobian(u, r, matrix));
        }

        foreach (int m in new[] { 100, 200, 400 })
            Print($"curve, {m} results of 2 parameters", () => Formed.Curve(1.5, 0.25, Numbers(m)), () => Formed.CurveJacobian(1.5, 0.25, Numbers(m)));
        foreach (int m in new[] { 4, 8, 16 })
        {
            var (w, matrix) = (new double[m, 256], new double[m * 256]);
            double[] given = Numbers(256);
            Print($"layer, {m} results of 256 parameters", () => Formed.Layer(w, given), () => Formed.LayerValueAndJacobian(w, given, matrix));
        }

        Dense();
        return 0;
    }

    private static void Dense()
    {
        Console.WriteLine("28 columns without zeros, beside the method");
        double[] x = Numbers(28), r = new double[60], places = new double[3 * 28], a = Numbers(28 * 28), b = Numbers(60 * 28), lengths = Numbers(28);
        double[] ofWaves = new double[60 * 28], ofPlaces = new double[places.Length * 28];
        Print("waves: Jacobian", () => Columns.Waves(x, r), () => Columns.WavesValueAndJacobian(x, r, ofWaves));
        Print("waves: Jacobian, fast", () => Columns.FastWaves(x, r), () => Columns.FastWavesValueAndJacobian(x, r, ofWaves));
        Print("arm: Jacobian", () => Columns.Arm(x, lengths, places), () => Columns.ArmValueAndJacobian(x, lengths, places, ofPlaces));
        Print("arm: Jacobian, fast", () => Columns.FastArm(x, lengths, places), () => Columns.FastArmValueAndJacobian(x, lengths, places, ofPlaces));
        Print("layers: Jacobian", () => Columns.Layers(x, a, b), () => Columns.LayersValueAndJacobian(x, a, b, ofWaves));
        Print("layers: Jacobian, fast", () => Columns.FastLayers(x, a, b), () => Columns.FastLayersValueAndJacobian(x, a, b, ofWaves));
        Print("pairs: Hessian", () => Columns.Pairs(x), () => Columns.PairsHessian(x));
        Print("pairs: Hessian, fast", () => Columns.FastPairs(x), () => Columns.FastPairsHessian(x));
    }

    private static double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(i) / 2)];

    private static double[] Given(double[] x, double[] own)
    {
        x.CopyTo(own, 0);
        return own;
    }

    private static void Print(string name, Action basis, Action derivative)
    {
        Action[] calls = [basis, derivative];
        int[] repetitions = [WarmUp(basis), WarmUp(derivative)];
        double[][] times = [new double[Rounds], new double[Rounds]];
        for (int round = 0; round < Rounds; round++)
            for (int k = 0; k < calls.Length; k++) times[k][round] = Time(calls[k], repetitions[k]);
        double[] medians = [.. times.Select(all => all.Order().ElementAt(Rounds / 2))];
        double ofMinima = times[1].Min() / times[0].Min();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-45}{medians[0],10:F2} µs{medians[1],10:F2} µs{medians[1] / medians[0],8:F2}{ofMinima,8:F2}"));
    }

    private static int WarmUp(Action call)
    {
        int repetitions = 1;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(0.7)) repetitions = Math.Max(1, (int)(300 / Time(call, repetitions)));
        return repetitions;
    }

    private static double Time(Action call, int repetitions)
    {
        double start = ThreadClock.Now();
        for (int i = 0; i < repetitions; i++) call();
        return (ThreadClock.Now() - start) / repetitions;
    }
}
