using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>
/// GradBench's kmeans: the squared distances of points from their nearest centroids; wanted is Newton's direction, the gradient over the Hessian's
/// diagonal.
/// </summary>
public sealed partial class KMeans : Problem
{
    private readonly string size;
    private readonly double[][] points, centroids, direction, byHand;

    public KMeans(string size)
    {
        this.size = size;
        var input = GradBench.Input("kmeans", size);
        points = input.GetProperty("points").Rows();
        centroids = input.GetProperty("centroids").Rows();
        (direction, byHand) = (Like(centroids), Like(centroids));
    }

    public static string[] Sizes => ["k10_n1000_d8", "k100_n10000_d8"];

    public override string Name => "kmeans " + size;

    public override double Limit => 1.0;

    [Differentiable(nameof(centroids), Emit = Derivatives.Gradient | Derivatives.HessianDiagonal)]
    public static double Cost(double[][] points, double[][] centroids)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < centroids.Length; j++)
            {
                double distance = SquaredDistance(points[i], centroids[j]);
                if (distance < nearest) nearest = distance;
            }

            cost += nearest;
        }

        return cost;
    }

    private static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    public override double Primal() => Cost(points, centroids);

    public override Way Exact => new(
        () =>
        {
            double value = CostValueAndGradient(points, centroids, direction);
            double[][] diagonal = CostHessianDiagonal(points, centroids);
            for (int k = 0; k < direction.Length; k++)
            {
                for (int j = 0; j < direction[k].Length; j++) direction[k][j] /= diagonal[k][j];
            }

            return value;
        },
        () => Flat(direction));

    public override Way ByHand => new(() => KMeansByHand.CostAndDirection(points, centroids, byHand), () => Flat(byHand));

    protected override Func<double> Cpp
    {
        get
        {
            var (flatPoints, flatCentroids) = (Flat(points), Flat(centroids));
            return () => Native.KMeans(points[0].Length, points.Length, centroids.Length, flatPoints, flatCentroids);
        }
    }

    protected override Way CppGradient
    {
        get
        {
            var (flatPoints, flatCentroids) = (Flat(points), Flat(centroids));
            return Into(
                new double[flatCentroids.Length],
                to => Native.KMeansDirection(points[0].Length, points.Length, centroids.Length, flatPoints, flatCentroids, to));
        }
    }

    public override Expected Expected
    {
        get
        {
            var output = GradBench.ExpectedOutput("kmeans", size);
            return new(output.GetProperty("cost").GetDouble(), Flat(output.GetProperty("dir").Rows()), []);
        }
    }
}
