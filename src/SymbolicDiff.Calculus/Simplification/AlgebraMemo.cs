using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What <see cref="Algebra"/> has found out while one function is simplified.</summary>
internal sealed class AlgebraMemo
{
    private readonly Dictionary<(int Before, Expression Key, Variable Variable, bool IsComplement), int> knowledge = [];

    /// <summary>By the rules and the rational form alone.</summary>
    public Dictionary<Expression, Expression> Rewritten { get; } = [];

    /// <summary>With what was known, which the number stands for.</summary>
    public Dictionary<(int Knowledge, Expression Expression), Expression> Simplified { get; } = [];

    /// <summary>Stands for what <paramref name="before"/> stands for and one more fact: that the variable is the reciprocal of the key, or its complement's.</summary>
    public int With(int before, Expression key, Variable variable, bool isComplement)
    {
        var fact = (before, key, variable, isComplement);
        if (!knowledge.TryGetValue(fact, out int after)) knowledge.Add(fact, after = knowledge.Count + 1);
        return after;
    }
}
