namespace SymbolicDiff.Benchmarks.Comparisons;

/// <summary>Code that is written with calls, structures or type parameters, beside the same in plain arithmetic: gradients of both.</summary>
public abstract class Comparison
{
    /// <summary>How much more than the plain gradient the other may cost.</summary>
    public const double Limit = 1.2;

    /// <summary>All that is compared.</summary>
    public static Comparison[] All => [new RecursiveSum(), new RecursiveTransform(), new RecursivePolynomial(), new Bodies(), new GenericLoss()];

    public abstract string Name { get; }

    /// <summary>The value alone, of the code with calls, structures or type parameters.</summary>
    public abstract double Primal();

    /// <summary>Value and gradient of that code.</summary>
    public abstract double Emitted();

    /// <summary>Value and gradient of the plain code.</summary>
    public abstract double Plain();

    /// <summary>The value alone, of the plain code.</summary>
    public abstract double PlainPrimal();

    /// <summary>The gradients that the last calls left.</summary>
    public abstract (double[] Emitted, double[] Plain) Gradients();

    /// <summary>Reproducible numbers between 0.5 and 1.5.</summary>
    protected static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = 0.5 + random.NextDouble();
        return numbers;
    }
}
