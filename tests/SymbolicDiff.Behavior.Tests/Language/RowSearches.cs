namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Searches in the rows of jagged arrays, whose results the rest of an iteration uses one point after the other.</summary>
public static partial class RowSearches
{
    private const string Two = "0.4 -0.7 0.2; -0.3 0.5 1.2", Three = "0.3 -0.2 0.5; 1.1 -0.9 0.8; 0.4 1.3 -0.6", Nine = Three + "; " + Three + "; 0.7 0.1 0.9; -1.2 0.6 0.2; 0.8 -0.4 1.4";
    private const string Uneven = "0.3 0.1 0.2; 1.1 -0.9 0.4 0.7; 0.4 1.3 -0.6; 0.7 0.2 0.1; 0.2 0.2 0.5; 1 0.8 0.1; -0.5 0.5 0.5 0.5; 2 0.3 0.2; 0.1 0.3 0.6";

    /// <summary>The method keeps the place itself, and weighs by it.</summary>
    [Point("1.5 0.7", Two, Three), Point("1.5 0.7", Two, Nine), Point("1.5 0.7", Two, Uneven)]
    [Differentiable(nameof(weights), nameof(centres), Emit = Both)]
    public static double Assigned(double[] weights, double[][] centres, double[][] points)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.MaxValue;
            int best = 0;
            for (int k = 0; k < centres.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < centres[k].Length; j++)
                {
                    double difference = points[i][j] - centres[k][j];
                    square += difference * difference;
                }

                if (square < nearest)
                {
                    nearest = square;
                    best = k;
                }
            }

            cost += weights[best] * Math.Log(1 + nearest) + 0.1 * best * weights[0];
        }

        return cost;
    }

    [Point(Two, Three), Point(Two, Nine), Point(Two, Uneven)]
    [Differentiable(nameof(directions), Emit = Both)]
    public static double Largest(double[][] directions, double[][] points)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double largest = double.NegativeInfinity;
            for (int k = 0; k < directions.Length; k++)
            {
                double product = 0;
                for (int j = 0; j < directions[k].Length; j++) product += directions[k][j] * points[i][j];
                if (product > largest) largest = product;
            }

            sum += largest * largest;
        }

        return sum;
    }

    /// <summary>The best pair of two.</summary>
    [Point(Two, Three, Three), Point(Two, Three, Nine)]
    [Differentiable(nameof(first), nameof(second), Emit = Both)]
    public static double Pairs(double[][] first, double[][] second, double[][] points)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double best = double.PositiveInfinity;
            for (int k = 0; k < first.Length; k++)
            {
                for (int l = 0; l < second.Length; l++)
                {
                    double square = 0;
                    for (int j = 0; j < 3; j++)
                    {
                        double difference = points[i][j] - first[k][j] * second[l][j];
                        square += difference * difference;
                    }

                    if (square < best) best = square;
                }
            }

            sum += Math.Sqrt(1 + best);
        }

        return sum;
    }

    /// <summary>Nearest and farthest.</summary>
    [Point(Two, Three), Point(Two, Nine)]
    [Differentiable(nameof(centres), Emit = Both)]
    public static double Spans(double[][] centres, double[][] points)
    {
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.PositiveInfinity, farthest = 0;
            for (int k = 0; k < centres.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < 3; j++) square += (points[i][j] - centres[k][j]) * (points[i][j] - centres[k][j]);
                if (square < nearest) nearest = square;
                if (square > farthest) farthest = square;
            }

            sum += farthest * farthest - nearest;
        }

        return sum;
    }

    /// <summary>Each point moves the centre that the next one is compared with.</summary>
    [Point(Two, Three), Point(Two, Nine)]
    [Differentiable(nameof(starts), Emit = Both)]
    public static double Online(double[][] starts, double[][] points)
    {
        double[][] centres = new double[starts.Length][];
        for (int k = 0; k < starts.Length; k++) centres[k] = (double[])starts[k].Clone();
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            int best = 0;
            for (int k = 0; k < centres.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < 3; j++) square += (points[i][j] - centres[k][j]) * (points[i][j] - centres[k][j]);
                if (square < nearest)
                {
                    nearest = square;
                    best = k;
                }
            }

            cost += nearest;
            for (int j = 0; j < 3; j++) centres[best][j] += 0.1 * (points[i][j] - centres[best][j]);
        }

        return cost;
    }

    /// <summary>A point takes the place of the next row after the search.</summary>
    [Point(Two, Three), Point(Two, Nine)]
    [Differentiable(nameof(centres), nameof(points), Emit = Both)]
    public static double Replacing(double[][] centres, double[][] points)
    {
        double[][] rows = new double[points.Length + 1][];
        for (int i = 0; i <= points.Length; i++) rows[i] = (double[])points[i % points.Length].Clone();
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int k = 0; k < centres.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < 3; j++) square += (rows[i][j] - centres[k][j]) * (rows[i][j] - centres[k][j]);
                if (square < nearest) nearest = square;
            }

            cost += nearest * nearest;
            if (nearest > 0.8) rows[i + 1] = rows[i];
        }

        return cost;
    }

    /// <summary>Names of rows from the search are used behind it.</summary>
    [Point(Two, Three), Point(Two, Nine), Point(Two, Uneven)]
    [Differentiable(nameof(centres), Emit = Both)]
    public static double Named(double[][] centres, double[][] points)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double[] point = points[i];
            double[] nearestCentre = centres[0];
            double nearest = double.PositiveInfinity;
            for (int k = 0; k < centres.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < 3; j++) square += (point[j] - centres[k][j]) * (point[j] - centres[k][j]);
                if (square < nearest)
                {
                    nearest = square;
                    nearestCentre = centres[k];
                }
            }

            cost += nearest + 0.2 * nearestCentre[0] * point[1] + 0.1 * point.Length;
        }

        return cost;
    }

    /// <summary>Some points find nothing.</summary>
    [Point(Two, Three), Point(Two, Nine)]
    [Differentiable(nameof(centres), Emit = Both)]
    public static double Without(double[][] centres, double[][] points)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = 1.1;
            int best = -1;
            for (int k = 0; k < centres.Length; k++)
            {
                double square = 0;
                for (int j = 0; j < 3; j++) square += (points[i][j] - centres[k][j]) * (points[i][j] - centres[k][j]);
                if (square < nearest)
                {
                    nearest = square;
                    best = k;
                }
            }

            if (best >= 0) cost += nearest * centres[best][0];
        }

        return cost;
    }
}
