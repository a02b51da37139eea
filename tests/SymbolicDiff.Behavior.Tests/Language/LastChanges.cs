namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that look for one of their iterations, and such as only look so.</summary>
public static partial class LastChanges
{
    private const Derivatives Second = Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = Second), Point("3 1 2"), Point("1 2 3"), Point("")]
    public static double Smallest(double[] x)
    {
        double smallest = 10;
        for (int i = 0; i < x.Length; i++)
        {
            double square = x[i] * x[i] * x[i];
            if (square < smallest) smallest = square;
        }

        return smallest * smallest;
    }

    /// <summary>The value before the loop takes part, and so does the one that is found.</summary>
    [Differentiable(Emit = Second), Point("3 1 2", 2), Point("3 4 5", 2), Point("", 2)]
    public static double SmallerThan(double[] x, double bound)
    {
        double smallest = bound * bound;
        double before = smallest * bound;
        for (int i = 0; i < x.Length; i++)
            if (x[i] * bound < smallest) smallest = x[i] * bound;
        return smallest * before;
    }

    [Differentiable(Emit = Second), Point("3 1 2 0.5", 1), Point("3 1 2 0.5", 4), Point("3 1 2 0.5", 7)]
    public static double LargestFrom(double[] x, int first)
    {
        double largest = x[0], beside = 1;
        for (int i = first; i < x.Length; i++)
        {
            double e = Math.Exp(x[i] / 4);
            if (e > largest) (largest, beside) = (e, x[i] * x[i - 1]);
        }

        return largest * beside;
    }

    [Differentiable(Emit = Second), Point("1 4 2 8", "0.5 1 -2 0.25"), Point("1", "2"), Point("", "")]
    public static double ClosestPair(double[] x, double[] y)
    {
        double closest = 1e3;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            double sine = Math.Sin(x[i]);
            for (int j = 0; j < i; j++)
            {
                if ((i + j) % 3 == 0) continue;
                double between = (sine - x[j]) * (sine - x[j]) + (y[i] - y[j]) * (y[i] - y[j]);
                if (between < closest) closest = between;
            }
        }

        return Math.Sqrt(closest);
    }

    [Differentiable(Emit = Second), Point("1 2 3; 2 0.5 1; 3 -1 1", "1 0.5 2")]
    public static double LargestRow(double[][] a, double[] x)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < a.Length; i++)
        {
            double[] row = new double[x.Length];
            double sum = 0;
            for (int j = 0; j < row.Length; j++) row[j] = a[i][j] * x[j];
            for (int j = 0; j < row.Length; j++) sum += row[j] * row[j];
            if (sum > largest) largest = sum;
        }

        return largest;
    }

    /// <summary>In a loop around, from one search to the next.</summary>
    [Differentiable(Emit = Second), Point("1 2 3", "2.1 0.4 1.2")]
    public static double Searches(double[] x, double[] y)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double best = double.PositiveInfinity;
            for (int j = 0; j < y.Length; j++)
            {
                double d = (x[i] - y[j]) * (x[i] - y[j]) * product;
                if (d < best) best = d;
            }

            product *= 1 + best;
            y[i] += product;
        }

        return product;
    }

    /// <summary>Half of what is found is what was found before.</summary>
    [Differentiable(Emit = Second), Point("3 1 2 0.2"), Point("1 2 3")]
    public static double HalfOfTheOneBefore(double[] x)
    {
        double smallest = 10;
        for (int i = 0; i < x.Length; i++)
            if (x[i] < smallest) smallest = x[i] * x[i] + 0.5 * smallest;
        return smallest;
    }

    [Differentiable(Emit = Second), Point("3 1 2 0.2"), Point("1 2 3")]
    public static double TwoSmallest(double[] x)
    {
        double first = 10, second = 10;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < first)
            {
                second = first;
                first = x[i] * x[i];
            }
            else if (x[i] < second)
            {
                second = x[i];
            }
        }

        return first * second;
    }

    /// <summary>What is found is computed from what the loop changes.</summary>
    [Differentiable(Emit = Second), Point("3 1 2 0.2"), Point("1 -2 3")]
    public static double SmallestPartialSum(double[] x)
    {
        double sum = 1, smallest = 10;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * x[i];
            if (sum < smallest) smallest = sum;
        }

        return smallest;
    }

    [Differentiable(Emit = Second), Point("3 1 2 0.2"), Point("1 -2 3")]
    public static double SmallestOfWhatIsChanged(double[] x)
    {
        double smallest = 10;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= x[i];
            if (x[i] < smallest) smallest = x[i] * x[0];
            if (i > 0) x[i - 1] = 1;
        }

        return smallest + x[0];
    }

    /// <summary>What a counter has counted when it is found has changed when the loop ends.</summary>
    [Differentiable(Emit = Second), Point("3 1 2 0.2"), Point("1 -2 3")]
    public static double CountedSmallest(double[] x)
    {
        double smallest = 10;
        int count = 0, at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            count += 2;
            double value = x[i] * x[i] * count;
            if (value < smallest)
            {
                smallest = value;
                at = i;
            }
        }

        return smallest * x[at];
    }

    [Differentiable(Emit = Second), Point("3 1 2 0.2", "0 0 0 0"), Point("1 -2 3", "1 2 3")]
    public static double SmallestWithLabels(double[] x, int[] labels)
    {
        double smallest = 10;
        for (int i = 0; i < x.Length; i++)
        {
            double value = x[i] * x[i];
            if (value >= smallest) continue;
            smallest = value;
            labels[i] = i;
        }

        return smallest * (1 + labels[labels.Length - 1]);
    }

    [Differentiable(Emit = Second), Point("3 1 2 0.2"), Point("0.5 -2 3")]
    public static double FirstBelow(double[] x)
    {
        double found = x[0];
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] * x[i] < 0.9)
            {
                found = x[i] * x[i] * x[i];
                break;
            }
        }

        return found * found;
    }

    [Differentiable(Emit = Both), Point("3 1 2"), Throws("3 1 -2")]
    public static double SmallestRoot(double[] x)
    {
        double smallest = 10;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0) throw new ArgumentException("negative");
            double root = Math.Sqrt(x[i]);
            if (root < smallest) smallest = root;
        }

        return smallest;
    }

    [Differentiable(Emit = Both), Point("3 1 2", "2 0 1"), Throws("3 1 2", "2 0 5")]
    public static double SmallestByIndex(double[] x, int[] indices)
    {
        double smallest = 10;
        for (int i = 0; i < x.Length; i++)
            if (x[indices[i]] < smallest) smallest = x[indices[i]] * x[i];
        return smallest;
    }

    /// <summary>The first of equals is taken; of what is not a number, none.</summary>
    [Differentiable(Emit = Both), Convention("2 1 1 3", "0 1 0 0"), Convention("2 NaN 1 3", "0 0 1 0"), Point("2 1 4")]
    public static double FirstOfEquals(double[] x)
    {
        double smallest = double.PositiveInfinity;
        for (int i = 0; i < x.Length; i++)
            if (x[i] < smallest) smallest = x[i];
        return smallest;
    }

    [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jacobian), Point("3 1 2 0.2"), Point("1 -2 3")]
    public static (double Smallest, double Largest, double Sum) Range(double[] x)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < x.Length; i++)
            if (x[i] * x[i] < smallest) smallest = x[i] * x[i];
        for (int i = 0; i < x.Length; i++)
            if (x[i] * x[i] > largest) largest = x[i] * x[i];
        for (int i = 0; i < x.Length; i++) sum += x[i] / largest;
        return (smallest * largest, largest, sum);
    }

    [Differentiable(Emit = Second), Point("3 1 2"), Point("1 2 3")]
    public static double GradientOfSmallest(double[] x) => SmallestGradient(x)[1] * x[0] + SmallestGradient(x)[0];
}
