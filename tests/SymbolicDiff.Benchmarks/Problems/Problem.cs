using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>One thing to measure: a primal, and the ways to compute its value and derivative.</summary>
public abstract class Problem
{
    /// <summary>All measured problems; those of which the input is missing are left out.</summary>
    public static IEnumerable<Problem> All => GradBench.Problems.Concat(Small);

    private static IEnumerable<Problem> Small =>
    [
        new ExpOfSinOfSquare(), new LogisticLoss(10), new LogisticLoss(100), new LogisticLoss(1000),
        new Rosenbrock(10), new Rosenbrock(1000), new Rosenbrock(100_000),
        new Network(1), new Network(64), new Determinant(), new LeastSquares(),
    ];

    public abstract string Name { get; }

    /// <summary>The cost of <see cref="Exact"/> over the primal's that is not to be exceeded.</summary>
    public abstract double Limit { get; }

    /// <summary>The same for <see cref="Fast"/>.</summary>
    public virtual double? FastLimit => null;

    public abstract double Primal();

    /// <summary>The emitted derivative whose value is the primal's bit for bit.</summary>
    public abstract Way Exact { get; }

    /// <summary>The emitted derivative that may compute sums in another order.</summary>
    public virtual Way? Fast => null;

    /// <summary>The best that could be written by hand in C#, of the same arithmetic as <see cref="Exact"/>.</summary>
    public abstract Way ByHand { get; }

    /// <summary>Derived by hand, in C++; null without a compiler.</summary>
    public Way? InCpp => Native.IsThere ? CppGradient : null;

    /// <summary>The primal in C++; null without a compiler.</summary>
    public Func<double>? PrimalInCpp => Native.IsThere ? Cpp : null;

    /// <summary>What must come out, where somebody else has computed it.</summary>
    public virtual Expected? Expected => null;

    /// <summary>The primal in C++.</summary>
    protected abstract Func<double> Cpp { get; }

    /// <summary>The derivative by hand in C++.</summary>
    protected abstract Way CppGradient { get; }

    /// <summary>A way that leaves the derivative in the given buffer.</summary>
    protected static Way Into(double[] derivative, Func<double[], double> call) => new(() => call(derivative), () => derivative);

    /// <summary>Reproducible numbers between −1 and 1, scaled.</summary>
    protected static double[] Numbers(int count, int seed, double scale = 1)
    {
        var random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = scale * (2 * random.NextDouble() - 1);
        return numbers;
    }

    /// <summary>All rows of all storages behind each other.</summary>
    protected static double[] Flat(params IEnumerable<double[]>[] storages) => [.. storages.SelectMany(rows => rows).SelectMany(row => row)];

    /// <summary>Zeros of the same shape.</summary>
    protected static double[][] Like(double[][] rows) => [.. rows.Select(row => new double[row.Length])];
}

/// <summary>A way to compute value and derivative: a call that gives the value, and where it leaves the derivative.</summary>
public sealed record Way(Func<double> Call, Func<double[]> Derivative);

/// <summary>The value, and the first and last numbers of the derivative.</summary>
public sealed record Expected(double Value, double[] First, double[] Last);
