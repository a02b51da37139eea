using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The adjoints that a reverse derivative starts from and the places that it leaves its results in.</summary>
/// <param name="WithRespectTo">The parameters to differentiate with respect to.</param>
/// <param name="Buffers">For each of them that holds storage, the caller's storage for its adjoint.</param>
/// <param name="Overwrite">Whether the caller's storage is overwritten rather than added to.</param>
/// <param name="Seeds">The adjoints of what is returned (see <see cref="ReverseMode.ResultAt"/>) and of written parameters, where they are not zero.</param>
internal sealed record ReverseRequest(
    IReadOnlyList<Variable> WithRespectTo,
    IReadOnlyDictionary<Variable, Variable> Buffers,
    bool Overwrite,
    IReadOnlyDictionary<Variable, Seed> Seeds)
{
    /// <summary>Whether the function may run again while it runs, so that it records when it ends.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>The variables whose adjoints are there already: what is found is added to them, and what reaches the function comes from them.</summary>
    public IReadOnlyDictionary<Variable, Variable> Adjoints { get; init; } = new Dictionary<Variable, Variable>();
}

/// <summary>The two sweeps of a reverse derivative, and where the adjoints of the scalar parameters are when they have ended.</summary>
internal sealed record ReverseSweeps(Block Primal, Block Reverse, EquatableArray<Expression> Results, IReadOnlyDictionary<Variable, Expression> ScalarAdjoints);
