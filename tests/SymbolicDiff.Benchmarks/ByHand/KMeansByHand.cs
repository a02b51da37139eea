using System.Buffers;
using System.Runtime.Intrinsics;

namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>
/// Eight centroids at a time, on a transposed copy: each distance is summed in its own order. The Hessian's diagonal is twice the number of points.
/// </summary>
internal static class KMeansByHand
{
    public static double CostAndDirection(double[][] points, double[][] centroids, double[][] direction)
    {
        int d = centroids[0].Length, blocks = (centroids.Length + 7) / 8;
        double[] columns = ArrayPool<double>.Shared.Rent(blocks * 8 * d);
        int[] counts = ArrayPool<int>.Shared.Rent(centroids.Length);
        try
        {
            columns.AsSpan(0, blocks * 8 * d).Fill(double.PositiveInfinity);
            for (int k = 0; k < centroids.Length; k++)
            {
                for (int j = 0; j < d; j++) columns[(k / 8 * d + j) * 8 + k % 8] = centroids[k][j];
                Array.Clear(direction[k]);
            }

            counts.AsSpan(0, centroids.Length).Clear();
            double cost = 0;
            foreach (double[] point in points)
            {
                int nearest = Nearest(point, columns.AsSpan(0, blocks * 8 * d), out double distance);
                cost += distance;
                if (nearest < 0) continue;
                double[] centroid = centroids[nearest], bar = direction[nearest];
                for (int j = 0; j < bar.Length; j++) bar[j] += -2 * (point[j] - centroid[j]);
                counts[nearest]++;
            }

            for (int k = 0; k < direction.Length; k++)
            {
                double diagonal = 2.0 * counts[k];
                double[] bar = direction[k];
                for (int j = 0; j < bar.Length; j++) bar[j] /= diagonal;
            }

            return cost;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(columns);
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    private static int Nearest(ReadOnlySpan<double> point, ReadOnlySpan<double> columns, out double distance)
    {
        var best = Vector512.Create(double.PositiveInfinity);
        var index = Vector512.Create(-1.0);
        var candidate = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);
        while (columns.Length > 0)
        {
            var sum = Vector512<double>.Zero;
            for (int j = 0; j < point.Length; j++)
            {
                var difference = Vector512.Create(point[j]) - Vector512.Create(columns.Slice(8 * j, 8));
                sum += difference * difference;
            }

            var less = Vector512.LessThan(sum, best);
            best = Vector512.ConditionalSelect(less, sum, best);
            index = Vector512.ConditionalSelect(less, candidate, index);
            candidate += Vector512.Create(8.0);
            columns = columns.Slice(8 * point.Length);
        }

        distance = best[0];
        double nearest = index[0];
        for (int lane = 1; lane < 8; lane++)
        {
            bool isFirst = best[lane] == distance && index[lane] >= 0 && index[lane] < nearest;
            if (best[lane] < distance || isFirst) (distance, nearest) = (best[lane], index[lane]);
        }

        return (int)nearest;
    }
}
