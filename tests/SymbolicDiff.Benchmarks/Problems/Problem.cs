namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>One thing to measure: a primal, its emitted gradient and the gradient a careful person would write.</summary>
public abstract class Problem
{
    /// <summary>All measured problems.</summary>
    public static Problem[] All => [new Rosenbrock(), new LogisticLoss(), new ExpOfSinOfSquare(), new Network()];

    public abstract string Name { get; }

    /// <summary>The gradient's cost over the primal's that is not to be exceeded.</summary>
    public abstract double Limit { get; }

    public abstract double Primal();

    /// <summary>Value and gradient into the problem's buffers, by the emitted method.</summary>
    public abstract double Emitted();

    /// <summary>Value and gradient into the problem's other buffers, by hand.</summary>
    public abstract double ByHand();

    /// <summary>The gradients that the last calls left, flattened.</summary>
    public abstract (double[] Emitted, double[] ByHand) Gradients();

    /// <summary>Reproducible numbers between −1 and 1, scaled.</summary>
    protected static double[] Numbers(int count, int seed, double scale = 1)
    {
        var random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = scale * (2 * random.NextDouble() - 1);
        return numbers;
    }
}
