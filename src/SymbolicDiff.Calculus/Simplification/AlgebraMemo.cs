using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What <see cref="Algebra"/> has found out while one function is simplified.</summary>
internal sealed class AlgebraMemo
{
    private readonly Dictionary<(int Before, object Fact), int> knowledge = [];

    /// <summary>By the rules and the rational form alone.</summary>
    public Dictionary<Expression, Expression> Rewritten { get; } = [];

    /// <summary>With what was known, which the number stands for.</summary>
    public Dictionary<(int Knowledge, Expression Expression), Expression> Simplified { get; } = [];

    /// <summary>Stands for what <paramref name="before"/> stands for and one more fact, compared by value.</summary>
    public int With(int before, object fact)
    {
        if (!knowledge.TryGetValue((before, fact), out int after)) knowledge.Add((before, fact), after = knowledge.Count + 1);
        return after;
    }
}
